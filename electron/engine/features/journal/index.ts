/** The exports of the journal for the shells. */
export { readEntries } from './all-entries.ts';
export { entryRecord, exportJournal } from './export-journal.ts';
