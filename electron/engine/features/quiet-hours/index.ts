/** The exports of the quiet hours feature for other features. */
export { createHolidays } from './holidays.ts';
export { createQuietJudge, type QuietJudge } from './quiet-judge.ts';
