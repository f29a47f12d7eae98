/** What will happen to one step of a message, in milliseconds on the sandbox's clock. */
import type { KnownStatus } from '../../../shared/messaging/types.ts';

/** How the delivery reports of one event are sent. */
export type ReportManner =
  | 'normal'
  /** three times over */
  | 'thrice'
  /** not at all; GET status tells the truth */
  | 'never'
  /** kept back until the next event's report has gone out */
  | 'held'
  /** the first two attempts are cut off in the middle of the body */
  | 'cut-twice'
  /** preceded by a forged FAILED with a wrong signature */
  | 'forged-first';

export type PlannedEvent = {
  /** Since the start of the step whose plan this is in. */
  readonly afterMs: number;
  /** The step that it is about; an earlier one than the plan's own for a delivery that comes late. */
  readonly step: number;
  readonly status: KnownStatus;
  readonly err: number;
  readonly manner: ReportManner;
};

export type StepPlan = {
  /** Whether the operator takes it, and so whether it costs. */
  readonly charged: boolean;
  readonly events: readonly PlannedEvent[];
  /** When the next step is tried, since this one's start; null where this one reaches the person. */
  readonly fallsBackAfterMs: number | null;
};
