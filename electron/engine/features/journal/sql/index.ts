/** The exports for other features' statements, used by the database's threads. */
export { carryJournal, forgetUnlistedNumbers } from './carry-journal.ts';
export { differing, forgetRegistersOfMessage, record, recordMore } from './record.ts';
