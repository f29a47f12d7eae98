/** What the statements of other features use of these; for the threads of the database. */
export { setRunState, stopRunsOf } from './save-runs.ts';
