/** The plan of one step of a message, with times in milliseconds on the sandbox's clock. */
import type { KnownStatus } from '../../../shared/messaging/types.ts';

/** How the delivery reports of one event are sent. */
export type ReportManner =
  | 'normal'
  /** sent three times */
  | 'thrice'
  /** not sent; only GET status shows the event */
  | 'never'
  /** held until the next event's report was sent */
  | 'held'
  /** the first two attempts are cut off in the middle of the body */
  | 'cut-twice'
  /** preceded by a forged report that says FAILED and has a wrong signature */
  | 'forged-first';

export type PlannedEvent = {
  /** Time since the start of the step that has this plan. */
  readonly afterMs: number;
  /**
   * The step that the event is about. For a late delivery it is an earlier step than the one with this plan.
   */
  readonly step: number;
  readonly status: KnownStatus;
  readonly err: number;
  readonly manner: ReportManner;
};

export type StepPlan = {
  /** Whether the operator accepts the message, so that it is charged. */
  readonly charged: boolean;
  readonly events: readonly PlannedEvent[];
  /** When the next step starts, counted from this step's start; null if this step reaches the person. */
  readonly fallsBackAfterMs: number | null;
};
