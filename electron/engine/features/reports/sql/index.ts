/** What the statements of other features use of these; for the threads of the database. */
export { insertPostponed, type PostponeCallback } from './settle-postponed.ts';
