/** The exports for other features' statements, used by the database's threads. */
export { insertPostponed, type PostponeCallback } from './settle-postponed.ts';
