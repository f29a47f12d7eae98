/** The exports for other features' statements, used by the database's threads. */
export { stopRunsOf } from './save-runs.ts';
