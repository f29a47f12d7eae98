/** What the window knows of test runs. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Run, RunSummary } from '../../../shared/contract/runs.ts';
import type { PlanForm } from '../../../shared/plans/plan-form.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { examplePlan } from './example-plan.ts';

export type PlanCheck = Awaited<ReturnType<EngineClient['runs']['check']>>;
export type ReportFormat = Parameters<EngineClient['runs']['save']>[0]['format'];

export type RunsState = {
  /** null until asked for. */
  readonly list: readonly RunSummary[] | null;
  readonly problem: ProblemView | null;
  readonly run: Run | null;
  /** What the one that is looked at is compared with: the run of the same plan before it, or the one that is chosen. */
  readonly before: Run | null;
  /** The id of the one that is chosen; null: the one before. */
  readonly comparing: string | null;
  readonly lookingAt: string | null;
  /** The plan as it is being written; the engine keeps it, so that it outlives the window. */
  readonly text: string;
  /** The text that is in a file or in a run as well; null: not known of any. */
  readonly elsewhere: string | null;
  /** Whether the engine has told what it keeps, and as of when it was kept; null: it keeps none. */
  readonly begun: boolean;
  readonly keptAt: number | null;
  /** Why what is on the screen is not kept. */
  readonly notKept: ProblemView | null;
  /** Its fields, where it is written in the form; null: as text. */
  readonly form: PlanForm | null;
  /** It was written in the form when it was kept; its fields are still to be made of the text. */
  readonly asForm: boolean;
  readonly check: PlanCheck | null;
  /** A try whose outcome is not known keeps its key, so that trying again begins one run. */
  readonly requestKey: string | null;
};

export const initialRuns: RunsState = {
  list: null,
  problem: null,
  run: null,
  before: null,
  comparing: null,
  lookingAt: null,
  text: examplePlan,
  elsewhere: null,
  begun: false,
  keptAt: null,
  notKept: null,
  form: null,
  asForm: false,
  check: null,
  requestKey: null,
};

/** Reads and changes the state of the test runs. */
export type RunsAccess = {
  readonly get: () => RunsState;
  readonly set: (patch: Partial<RunsState>) => void;
};
