/** What the statements of other features use of these; for the threads of the database. */
export { restoredRun, setRunState, stopRunsOf } from './save-runs.ts';
