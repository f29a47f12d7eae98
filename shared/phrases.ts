/**
 * Short texts that the engine reports beside problems: what a check of the doctor found, why a delivery report was
 * applied, what came of an expectation. Their texts are in shared/locales/<language>/phrases.json; a phrase without
 * an English text does not compile (problems/english-text.ts).
 */
import type { Params, Phrase } from './messaging/problem.ts';
import type { Definitions, ParamsOf } from './problems/define.ts';

/** The parameters of each phrase, by area. */
export const phraseAreas = {
  doctor: {
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
    'credentials-not-confirmed': {},
    'local-reports': {},
    'no-public-address': {},
    'decisions-none': {},
    'decisions-waiting': { answers: 'text', subscriptions: 'text' },
    'inbound-none': {},
    'inbound-right': { count: 'text' },
    'inbound-wrong': { count: 'text' },
    'blacklists-none': {},
    'blacklists-read': { count: 'text' },
    'blacklists-waiting': { waiting: 'text', unread: 'text' },
    'blacklists-failed': { account: 'text' },
    'blacklists-left': { count: 'text' },
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
    'no-connection': {},
    'nothing-to-compare': {},
    'no-tls': { scheme: 'text' },
    tls: { protocol: 'text' },
    'tls-certificate': { protocol: 'text', days: 'text' },
    'no-time': {},
    'clock-right': {},
    'clock-ahead': { seconds: 'text' },
    'clock-behind': { seconds: 'text' },
    tunnel: { status: 'text' },
  },
  reports: {
    forged: {},
    postponed: {},
    unsigned: {},
    'inbound-forged': {},
    'inbound-postponed': {},
    'inbound-unsigned': {},
    'inbound-stored': { password: 'text' },
    'inbound-repeat': { password: 'text' },
    'inbound-unreadable': { password: 'text' },
    applied: { password: 'text' },
    repeat: { password: 'text' },
    unreadable: { password: 'text' },
    'unknown-message': { password: 'text' },
    'not-applied': { password: 'text' },
  },
  runs: {
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
    'delivered-by': { channels: 'text' },
    'refused-with': { status: 'text', codes: 'text' },
    'refused-with/no-code': { status: 'text' },
    accepted: {},
    'not-refused': {},
    'no-credit': {},
    erased: {},
  },
} as const satisfies Readonly<Record<string, Definitions>>;

type PhraseMaker<Phrases extends Definitions> = <Key extends keyof Phrases & string>(
  key: Key,
  ...rest: keyof Phrases[Key] extends never ? [] : [params: ParamsOf<Phrases[Key]>]
) => Phrase;

function phrasesOf<Phrases extends Definitions>(area: string, _phrases: Phrases): PhraseMaker<Phrases> {
  return (key, params: Params = {}) => ({ id: `${area}.${key}`, params });
}

export const doctorPhrase = phrasesOf('doctor', phraseAreas.doctor);
export const reportsPhrase = phrasesOf('reports', phraseAreas.reports);
export const runsPhrase = phrasesOf('runs', phraseAreas.runs);
