/** What the shells may use of the journal. */
export { entryRecord, exportJournal } from './export-journal.ts';
