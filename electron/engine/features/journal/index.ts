/** The exports of the journal for the shells. */
export { entryRecord, exportJournal } from './export-journal.ts';
