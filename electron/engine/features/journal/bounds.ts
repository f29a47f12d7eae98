/** The maximum number of journal entries; the newest are kept. */
export const journalRows = 100_000;
/** How many days an entry is kept: three years. */
export const journalDays = 3 * 365;
