/** The window's state of test runs. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Run, RunSummary } from '../../../shared/contract/runs.ts';
import type { PlanForm } from '../../../shared/plans/plan-form.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { examplePlan } from './example-plan.ts';

export type PlanCheck = Awaited<ReturnType<EngineClient['runs']['check']>>;
export type ReportFormat = Parameters<EngineClient['runs']['save']>[0]['format'];

export type RunsState = {
  /** null until loaded. */
  readonly list: readonly RunSummary[] | null;
  readonly problem: ProblemView | null;
  readonly run: Run | null;
  /** The run for the comparison: the previous run of the same plan, or the chosen one. */
  readonly before: Run | null;
  /** The id of the chosen run; null means the previous one. */
  readonly comparing: string | null;
  readonly lookingAt: string | null;
  /** The plan that is being edited; the engine stores it, so that it survives the window. */
  readonly text: string;
  /** The text that is also in a file or in a run; null if not known. */
  readonly elsewhere: string | null;
  /** Whether the engine's stored plan was loaded, and its time; null if there is none. */
  readonly begun: boolean;
  readonly keptAt: number | null;
  /** Why the plan on the screen is not saved. */
  readonly notKept: ProblemView | null;
  /** The form's fields, if the plan is edited in the form; null for text. */
  readonly form: PlanForm | null;
  /** The plan was edited in the form when it was saved; the form must still be filled from the text. */
  readonly asForm: boolean;
  readonly check: PlanCheck | null;
  /** The request key of an attempt with an unknown outcome, kept so that a retry starts one run. */
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
