/**
 * Defines how the last two digits of a recipient select its behaviour in the sandbox. This is the only list:
 * the sandbox's behaviour, `GET /sandbox/numbers`, the window's table and docs/sandbox.md use it.
 */
export const endings = [
  { ending: '00', does: 'step 1 is accepted after 0.2 s and delivered after 1 s' },
  {
    ending: '01',
    does: 'step 1 is delivered after 1 s and read (SEEN, err 10) after 3 s; an SMS is never read',
  },
  { ending: '02', does: 'step 1 reports ACCEPTD after 0.3 s, ACK after 0.6 s, DELIVRD after 0.9 s' },
  { ending: '10', does: 'step 1 is undelivered (UNDELIV, err 1) after 1 s; then step 2' },
  {
    ending: '11',
    does: 'nothing is heard of step 1 until its ttl or validity is over (6 hours without one): EXPIRED, err 2; then step 2',
  },
  { ending: '12', does: 'every step is UNDELIV, err 1, 1 s after it began' },
  { ending: '13', does: 'step 1 is rejected for its sender (REJECTD, err 7) after 0.5 s; then step 2' },
  { ending: '14', does: 'every step is NACK, err 3 (invalid number), after 0.5 s' },
  { ending: '15', does: 'step 1 is FAILED, err 999, after 1 s; then step 2' },
  { ending: '16', does: 'step 1 is UNKNOWN after 1 s and delivered after 10 s' },
  {
    ending: '20',
    does: 'step 1 is EXPIRED after 1 s; step 2 delivers; 2 s later step 1 delivers after all, so the person has it twice',
  },
  { ending: '30', does: 'as 00, but the ACK comes after the DELIVRD, each with its right timestamp' },
  { ending: '31', does: 'as 00, and every report comes three times' },
  { ending: '32', does: 'as 00, and no report ever comes; GET status tells' },
  {
    ending: '33',
    does: 'a report with a wrong signature says FAILED (sent once, whatever the answer), then the true DELIVRD, 1 s after the start',
  },
  {
    ending: '34',
    does: 'as 00, and the first two attempts of each report are cut off in the middle of the body',
  },
  { ending: '40', does: 'the request is refused: 400, code 105, source `to`' },
  { ending: '41', does: 'the request is refused: 401, code 103' },
  {
    ending: '42',
    does: 'the first request to the number is answered 500, code 104, and not accepted; the next one is',
  },
  {
    ending: '43',
    does: 'accepted, then the connection is cut before the answer; reports come as for 00',
  },
  { ending: '44', does: 'accepted as 00; the answer takes 40 real seconds' },
  {
    ending: '45',
    does: 'the first request to the number is answered 429 with `Retry-After: 1`, and not accepted; the next one is',
  },
  { ending: '50', does: 'every step is rejected (REJECTD, err 8: blacklisted) after 0.5 s' },
  { ending: '60', does: 'as 00, and the person answers STOP 3 s after the delivery' },
  { ending: '61', does: 'as 00, and the person answers “please stop” 3 s after the delivery' },
  {
    ending: '62',
    does: 'as 00, and the person answers STOP 3 s after the delivery, and START 10 s after it',
  },
  { ending: '63', does: 'as 00, and the person answers HELP 3 s after the delivery' },
] as const;

type Reply = { readonly ending: string; readonly text: string; readonly afterMs: number };

/**
 * What people with these endings answer to every message that reaches them, once people’s messages have an address.
 * `afterMs`: since the delivery, on the sandbox’s clock.
 */
export const replies: readonly Reply[] = [
  { ending: '60', text: 'STOP', afterMs: 3_000 },
  { ending: '61', text: 'please stop', afterMs: 3_000 },
  { ending: '62', text: 'STOP', afterMs: 3_000 },
  { ending: '62', text: 'START', afterMs: 10_000 },
  { ending: '63', text: 'HELP', afterMs: 3_000 },
];

/** What happens to a number whose ending is not in the list. */
export const otherEndings =
  'drawn from the seed: each channel has, by country, a share of people whom it reaches and a spread of delivery times, made up to look like life';

const listed: ReadonlySet<string> = new Set(endings.map(({ ending }) => ending));

/** Returns whether the list contains the ending of this recipient. @param to a recipient in E.164 */
export function isInEndings(to: string): boolean {
  return listed.has(to.slice(-2));
}

/**
 * Describes what an ending makes the sandbox do, in English without Markdown; '' for an ending that is not in
 * the list.
 */
export function describeEnding(ending: string): string {
  return (endings.find((one) => one.ending === ending)?.does ?? otherEndings).replaceAll('`', '');
}
