/** What other features may use of runs. */
export type { OpenedSandbox } from './sql/save-runs.ts';
