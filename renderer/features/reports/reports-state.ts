import type { ProblemView } from '../../../shared/contract/common.ts';
import type {
  CallbackDetail,
  CallbackPage,
  CallbackRow,
  CallbackStory,
  RefusedRequest,
} from '../../../shared/contract/reports.ts';

const verdicts = ['all', 'verified', 'forged', 'unsigned', 'postponed'] as const;
/** By what came of it; `refused`: what was not even kept. */
export const callbackTabs = [...verdicts, 'refused'] as const;
export type CallbackTab = (typeof callbackTabs)[number];

export type CallbacksState = {
  readonly tab: CallbackTab;
  /** Requests that were not kept, newest first; null until they are known. */
  readonly refused: readonly RefusedRequest[] | null;
  /** Only those of one message; null: all. */
  readonly messageId: string | null;
  /** What is looked for; '': everything is listed. */
  readonly search: string;
  /** How far back was looked where that is not to the end: further back only when it is asked for. */
  readonly searched: CallbackPage['searched'];
  readonly rows: readonly CallbackRow[];
  readonly next: number | null;
  readonly loading: 'first' | 'more' | 'back' | null;
  readonly opened: boolean;
  readonly problem: ProblemView | null;
  readonly detail: {
    readonly id: number;
    readonly value: CallbackDetail | null;
    /** What it changed and how often it came; null until it is known. */
    readonly story: CallbackStory | null;
    readonly problem: ProblemView | null;
  } | null;
};

export const initialCallbacks: CallbacksState = {
  tab: 'all',
  refused: null,
  messageId: null,
  search: '',
  searched: null,
  rows: [],
  next: null,
  loading: 'first',
  opened: false,
  problem: null,
  detail: null,
};

/** Reads and changes the state of the delivery reports. */
export type CallbacksAccess = {
  readonly get: () => CallbacksState;
  readonly set: (patch: Partial<CallbacksState>) => void;
};
