/**
 * Short texts that the engine reports beside problems: what a check of the doctor found, why a delivery report was
 * applied, what came of an expectation. Their texts are in shared/locales/<language>/phrases.json.
 */
import { formatterOf, textsOf, unformatted } from './i18n.ts';
import english from './locales/en/phrases.json' with { type: 'json' };
import type { Params, Phrase } from './messaging/problem.ts';
import { argumentsOf, type Definitions, type ParamsOf } from './problems/define.ts';

type PhraseMaker<Defined extends Definitions> = <Key extends keyof Defined & string>(
  key: Key,
  ...rest: keyof Defined[Key] extends never ? [] : [params: ParamsOf<Defined[Key]>]
) => Phrase;

/** A faulty message is shown as it stands; the tests format every one of them. */
const formatEnglish = formatterOf('en', unformatted);
const texts = textsOf(english);

/** @param defined the parameters of each phrase of the area; the compiler refuses a phrase without an English text */
function definePhrases<
  Area extends keyof typeof texts,
  const Defined extends Definitions & { readonly [Key in keyof (typeof texts)[Area]]: unknown },
>(area: Area, _defined: Defined): PhraseMaker<Defined> {
  const ofArea: Readonly<Record<string, string>> = texts[area];
  return (key, params: Params = {}) => ({
    text: formatEnglish(
      ofArea[key] ?? key,
      argumentsOf(params, { termText: (text) => text, problemText: (problem) => problem }),
    ),
    id: `${area}.${key}`,
    params,
  });
}

export const doctorPhrase = definePhrases('doctor', {
  'not-checked': {},
  'all-run': {},
  codes: { codes: 'text' },
  'log-lost': { code: 'text' },
  'no-account-to-ask': {},
  'no-account': {},
  paused: {},
  sandbox: {},
  connected: {},
  'no-calls': {},
  'credentials-taken': { amount: 'text' },
  'local-reports': {},
  'no-public-address': {},
  'round-trip': {},
  'key-store-not-needed': {},
  'key-store-locked': { store: 'term' },
  'key-store-open': { store: 'term' },
  room: { size: 'text' },
  'folder-not-writable': {},
  'database-whole': { size: 'text', version: 'text' },
  'database-damaged': { fault: 'text' },
  'database-unreadable': {},
  'signature-known': {},
  'signature-wrong': {},
  answers: { port: 'text' },
  'no-answer': { port: 'text' },
  'address-not-name': { host: 'text' },
  addresses: { host: 'text', count: 'text' },
  'lookup-failed': { host: 'text', code: 'text' },
  'no-connection': { code: 'text' },
  'nothing-to-compare': {},
  'no-tls': { scheme: 'text' },
  tls: { protocol: 'text' },
  'tls-certificate': { protocol: 'text', days: 'text' },
  'no-time': {},
  'clock-right': {},
  'clock-ahead': { seconds: 'text' },
  'clock-behind': { seconds: 'text' },
  tunnel: { status: 'text' },
});

export const reportsPhrase = definePhrases('reports', {
  forged: {},
  postponed: {},
  unsigned: {},
  applied: { password: 'text' },
  repeat: { password: 'text' },
  unreadable: { password: 'text' },
  'unknown-message': { password: 'text' },
  'not-applied': { password: 'text' },
});

export const runsPhrase = definePhrases('runs', {
  'not-sent': { why: 'problem' },
  'not-sent/refused': {},
  'not-sent/cancelled': {},
  after: { time: 'text' },
  'not-reached': {},
  'not-reached-in-time': { time: 'text' },
  'reached-by': { channel: 'term' },
  'status-seen': { status: 'text', channel: 'term' },
  'never-reported': {},
  'not-reported-yet': {},
  'no-price': {},
  cost: { amount: 'text' },
  'cost-so-far': { amount: 'text' },
  'no-parts': {},
  parts: { count: 'text' },
  'wrong-signature': { count: 'text' },
  verified: { count: 'text' },
  'verified-but-polled': { count: 'text' },
  'none-came': {},
  'not-seen': {},
  'not-seen-in-time': { time: 'text' },
  'no-credit': {},
  erased: {},
});
