/** The journal keeps so many entries, the newest. */
export const journalRows = 100_000;
/** The journal keeps an entry for so many days, three years. */
export const journalDays = 3 * 365;
