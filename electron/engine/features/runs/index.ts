/** The exports of the runs feature for other features. */
export type { OpenedSandbox } from './sql/save-runs.ts';
