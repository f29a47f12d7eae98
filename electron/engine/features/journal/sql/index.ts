/** What the statements of other features use of these; for the threads of the database. */
export { carryJournal } from './carry-journal.ts';
export { eraseFromJournal, retainJournal, writtenInJournal } from './erase-journal.ts';
export { differing, forgetRegistersOfMessage, record, recordMore } from './record.ts';
