/** The exports for other features' statements, used by the database's threads. */
export { setRunState, stopRunsOf } from './save-runs.ts';
