import type { ProblemView } from '../../../shared/contract/common.ts';
import type {
  RefusedRequest,
  ReportDetail,
  ReportPage,
  ReportRow,
  ReportStory,
} from '../../../shared/contract/reports.ts';

const verdicts = ['all', 'verified', 'forged', 'unsigned', 'postponed'] as const;
/** The verdict; `refused`: requests that were not stored. */
export const reportTabs = [...verdicts, 'refused'] as const;
export type ReportTab = (typeof reportTabs)[number];

export type ReportsState = {
  readonly tab: ReportTab;
  /** Requests that were not stored, newest first; null until loaded. */
  readonly refused: readonly RefusedRequest[] | null;
  /** Only reports of this message; null means all. */
  readonly messageId: string | null;
  /** The search text; '' lists everything. */
  readonly search: string;
  /** How far back was searched, if not to the end: the search continues only on request. */
  readonly searched: ReportPage['searched'];
  readonly rows: readonly ReportRow[];
  readonly next: number | null;
  readonly loading: 'first' | 'more' | 'back' | null;
  readonly opened: boolean;
  readonly problem: ProblemView | null;
  readonly detail: {
    readonly id: number;
    readonly value: ReportDetail | null;
    /** What it changed and how often it was received; null until loaded. */
    readonly story: ReportStory | null;
    readonly problem: ProblemView | null;
  } | null;
};

export const initialReports: ReportsState = {
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
export type ReportsAccess = {
  readonly get: () => ReportsState;
  readonly set: (patch: Partial<ReportsState>) => void;
};
