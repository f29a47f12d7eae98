/**
 * The shapes that cross the contract, as zod: what the renderer and the commands are told, never what is secret.
 * Times are UTC epoch milliseconds named `…At`; money is a decimal string in EUR.
 */
import { z } from 'zod';
import { channels, messageStates } from '../messaging/types.ts';
import { cancellationSchema, cancellingSchema, openCancellationsSchema } from './cancellations.ts';

export const problemSchema = z.object({
  code: z.string(),
  field: z.string().nullable(),
  sentence: z.string(),
  mend: z.string(),
  httpStatus: z.number().nullable().optional(),
  apiCode: z.string().nullable().optional(),
  detail: z.string().nullable().optional(),
});
export type ProblemView = z.infer<typeof problemSchema>;

/** A call that can fail in an expected way answers one of these; see shared/messaging/problem.ts. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ]);
}

export const channelSchema = z.enum(channels);
export const messageStateSchema = z.enum(messageStates);
export const textStoreSchema = z.enum(['nostore', 'plaintext', 'sha256']);
export const prioritySchema = z.enum(['low', 'regular', 'high']);

export const draftStepSchema = z.object({
  channel: channelSchema,
  text: z.string(),
  sender: z.string().optional(),
  ttlSeconds: z.number().optional(),
  validityMinutes: z.number().optional(),
  autoconvert: z.enum(['on', 'off', 'full']).optional(),
  udh: z.string().optional(),
  /**
   * The channel's own form where it is more than a text (then \`text\` is ''): Messente's JSON, see
   * shared/messaging/content.ts. Its shape is judged by checkChain, which names the field and the mend.
   */
  content: z.record(z.string(), z.unknown()).optional(),
});

export const draftChainSchema = z.object({
  steps: z.array(draftStepSchema),
  textStore: textStoreSchema.optional(),
  /** When Messente is to send it, UTC epoch ms; absent: at once. */
  timeToSend: z.number().optional(),
  priority: prioritySchema.optional(),
});

/** The least and the most that one message may cost, EUR, as decimal strings. */
const amount = z.string().regex(/^\d{1,30}(?:\.\d{1,30})?$/);
export const estimateSchema = z.object({ low: amount, high: amount });
export type Estimate = z.infer<typeof estimateSchema>;

export const priceSchema = z.object({
  partPrice: z.string(),
  partsCount: z.number(),
  totalPrice: z.string(),
});

export const eventViewSchema = z.object({
  messageId: z.string().nullable(),
  channel: z.string().nullable(),
  status: z.string().nullable(),
  err: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number().nullable(),
  receivedAt: z.number(),
  source: z.enum(['callback', 'poll']),
  /** How often the same was told; 1 where it was told once. */
  times: z.number(),
  /** It says that the person got it, on a step that was over by then: see shared/messaging/late.ts. */
  late: z.boolean(),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const stepStateSchema = z.enum([
  'waiting',
  'pending',
  'unknown',
  'delivered',
  'seen',
  'failed',
  'not-needed',
]);

export const stepViewSchema = z.object({
  channel: channelSchema,
  messageId: z.string().nullable(),
  sender: z.string().nullable(),
  /** What was sent on this channel; null once it was erased or stripped. */
  text: z.string().nullable(),
  /** How long this step may take, seconds; null where Messente's own default applies. */
  waitSeconds: z.number().nullable(),
  state: stepStateSchema,
  status: z.string().nullable(),
  err: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number().nullable(),
  /** When it began, as far as is known; null where it has not. */
  startedAt: z.number().nullable(),
  /** When it ends at the latest; null where that is not known or it is over. */
  endsAt: z.number().nullable(),
  contradiction: z
    .object({ status: z.string().nullable(), err: z.number().nullable(), at: z.number().nullable() })
    .nullable(),
  price: priceSchema.nullable(),
  events: z.array(eventViewSchema),
});
export type StepView = z.infer<typeof stepViewSchema>;

/** One line of the list. */
export const messageRowSchema = z.object({
  id: z.string(),
  /** Grows with each message; the key that pages go by. */
  seq: z.number(),
  accountId: z.string(),
  to: z.string(),
  state: messageStateSchema,
  /** In the order of the chain. */
  steps: z.array(z.object({ channel: channelSchema, state: stepStateSchema, status: z.string().nullable() })),
  deliveredBy: channelSchema.nullable(),
  deliveredTwice: z.boolean(),
  preview: z.string(),
  createdAt: z.number(),
  /** Messente's time_to_send; null: at once. */
  sendAt: z.number().nullable(),
  settledAt: z.number().nullable(),
  /** The running step's start and latest end, for a countdown; null where nothing runs or no end is known. */
  running: z
    .object({ channel: channelSchema, startedAt: z.number(), endsAt: z.number().nullable() })
    .nullable(),
  cost: z.string().nullable(),
  problem: problemSchema.nullable(),
  tags: z.array(z.string()),
  hasNote: z.boolean(),
});
export type MessageRow = z.infer<typeof messageRowSchema>;

export const attemptViewSchema = z.object({
  number: z.number(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: z.enum(['in-flight', 'accepted', 'refused', 'not-sent', 'unknown']),
  httpStatus: z.number().nullable(),
  /** The request's JSON as it was sent (it holds no credential). */
  request: z.string(),
  response: z.string().nullable(),
  problem: problemSchema.nullable(),
});

export const messageDetailSchema = messageRowSchema.omit({ steps: true }).extend({
  omnimessageId: z.string().nullable(),
  steps: z.array(stepViewSchema),
  /** Events that belong to no step; kept and shown. */
  unmatched: z.array(eventViewSchema),
  attempts: z.array(attemptViewSchema),
  callbacks: z.number(),
  polls: z.number(),
  acceptedAt: z.number().nullable(),
  /** When GET status is asked next; null: not planned. */
  nextPollAt: z.number().nullable(),
  textStore: textStoreSchema.nullable(),
  priority: prioritySchema.nullable(),
  /** Whether a report can come to this machine: the address it was sent with. */
  callbackUrl: z.string().nullable(),
  resendOf: z.string().nullable(),
  resentAs: z.array(z.string()),
  sandbox: z.boolean(),
  country: z.string().nullable(),
  note: z.string().nullable(),
  /** Why the person may be written to, as it was given with the sending. */
  purpose: z.string().nullable(),
  /** What it was expected to cost when it was written, EUR. */
  estimate: z.object({ low: z.string(), high: z.string() }).nullable(),
  /** Warnings that it was sent in spite of. */
  overridden: z.array(z.string()),
  imported: z.boolean(),
  /** How far its cancellation is; null: none was ordered. */
  cancellation: cancellationSchema.nullable(),
  /** The chain as it was composed, to write it anew; its texts are gone once stripped. */
  chain: draftChainSchema,
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

/** goes-out: what is scheduled, and nothing else, by when it goes out; the next first. */
export const messageSorts = ['newest', 'oldest', 'cost-high', 'cost-low', 'goes-out'] as const;

/**
 * What is listed, counted or exported. A filter that is not known is refused, and a list without a value matches
 * nothing: a filter that cannot match must never find more.
 */
export const messageFilterSchema = z.strictObject({
  states: z.array(messageStateSchema).optional(),
  /** "attention": failed, refused, unknown or delivered twice; "open": not settled. */
  group: z.enum(['open', 'attention', 'scheduled']).optional(),
  accountId: z.string().optional(),
  /** Words, prefixes, digits of a number, signs beside them; all must match. Blank: nothing is searched for. */
  search: z.string().optional(),
  /** Only messages of one sending. */
  batchId: z.string().optional(),
  /** Any step of the chain on one of these channels. */
  channels: z.array(channelSchema).optional(),
  /** As sent, or as Messente answered; any step. */
  senders: z.array(z.string()).optional(),
  /** ISO 3166-1 alpha-2. */
  countries: z.array(z.string().length(2)).optional(),
  /** Written at or after, and before, UTC epoch ms. */
  createdFrom: z.number().optional(),
  createdBefore: z.number().optional(),
  /** All of them. */
  tags: z.array(z.string()).optional(),
  /** EUR, decimal strings; both ends belong to it. */
  costAtLeast: z.string().optional(),
  costAtMost: z.string().optional(),
  recipient: z.string().optional(),
  sort: z.enum(messageSorts).optional(),
});
export type MessageFilter = z.infer<typeof messageFilterSchema>;

export const messagePageSchema = z.object({
  rows: z.array(messageRowSchema),
  /** Pass as `after` for the next page; null: this was the last. */
  next: z.string().nullable(),
});

export const countsSchema = z.object({
  all: z.number(),
  open: z.number(),
  attention: z.number(),
  scheduled: z.number(),
  byState: z.record(z.string(), z.number()),
});
export type Counts = z.infer<typeof countsSchema>;

export const pauseSchema = z.object({
  /** "person": by hand; the others are set by us and say why. */
  reason: z.enum(['person', 'wrong-credentials', 'no-credit', 'locked']),
  problem: problemSchema,
  at: z.number(),
});

export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['messente', 'sandbox']),
  /** One of the theme's names: blue, green, amber, red, violet, grey. */
  colour: z.string(),
  username: z.string(),
  baseUrl: z.string(),
  plainUrl: z.string(),
  textStore: textStoreSchema,
  current: z.boolean(),
  passwordSet: z.boolean(),
  /** Why nothing is sent for this account; null: it is sent. */
  pause: pauseSchema.nullable(),
  /** When the tunnel's meaning for privacy was agreed to. */
  tunnelAgreedAt: z.number().nullable(),
  /** The WhatsApp Business account whose templates are asked for; null: not told. The sandbox's is "demo". */
  wabaId: z.string().nullable(),
  /** Whether Telegram is offered: older accounts have it, newer ones don't. */
  telegram: z.boolean(),
  createdAt: z.number(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const accountInputSchema = z.object({
  name: z.string(),
  username: z.string(),
  password: z.string(),
  /** Where the passwords are sealed and locked: opens the file, or seals a first one. Kept only with the password. */
  passphrase: z.string().optional(),
  colour: z.string().optional(),
  baseUrl: z.string().optional(),
  plainUrl: z.string().optional(),
  textStore: textStoreSchema.optional(),
  /** '' takes it away. */
  wabaId: z.string().optional(),
  telegram: z.boolean().optional(),
});

export const accountCheckSchema = z.object({
  balance: z.string(),
  currency: z.string(),
  /** What one SMS to the country asked for costs, lowest and highest of its networks; null: not told. */
  prices: z.object({ country: z.string(), from: z.string(), to: z.string() }).nullable(),
});

export const tunnelStateSchema = z.object({
  kind: z.enum(['none', 'localtunnel', 'fixed']),
  status: z.enum(['off', 'starting', 'open', 'unproven', 'down']),
  publicUrl: z.string().nullable(),
  sinceAt: z.number(),
  lastProofAt: z.number().nullable(),
  proof: z.enum(['probe', 'callback']).nullable(),
  problem: problemSchema.nullable(),
});

/** What is wrong with the console itself. */
export const troubleSchema = z.object({
  problem: problemSchema,
  /** fatal: only a restart helps; lasting: it goes on, but somebody must act; passing: it ends by itself. */
  kind: z.enum(['fatal', 'lasting', 'passing']),
  at: z.number(),
});

export const overviewSchema = z.object({
  /** The worst first; empty: all is well. */
  troubles: z.array(troubleSchema),
  currentAccountId: z.string().nullable(),
  /** Stopped by a person, for all accounts; accounts have their own pause besides. */
  pause: pauseSchema.nullable(),
  outbox: z.object({ queued: z.number(), inFlight: z.number() }),
  callbacks: z.object({
    port: z.number(),
    localUrl: z.string(),
    tunnel: tunnelStateSchema,
    lastVerifiedAt: z.number().nullable(),
    /** Requests that were not kept, since the console was started. */
    refused: z.number(),
    /** Reports that came while the key store was locked, and wait for it to open. */
    postponed: z.number(),
  }),
  reconcile: z.object({
    lastAt: z.number().nullable(),
    waiting: z.number(),
    /** GET status calls allowed an hour, and used in the last one. */
    budget: z.number(),
    used: z.number(),
  }),
  secrets: z.object({
    kind: z.enum(['os-key-store', 'sealed-file', 'safe-storage']),
    locked: z.boolean(),
    exists: z.boolean(),
    warning: z.string().nullable(),
  }),
  counts: countsSchema,
  /** What is to be cancelled, and may still go out. */
  cancellations: openCancellationsSchema,
});
export type Overview = z.infer<typeof overviewSchema>;

export const consoleInfoSchema = z.object({
  version: z.string(),
  dataFolder: z.string(),
  pid: z.number(),
  startedAt: z.number(),
  shell: z.enum(['desktop', 'headless']),
  contract: z.number(),
});

/** What the core tells unasked. A subscriber that was away asks for what it shows again. */
export const changeSchema = z.discriminatedUnion('type', [
  /** Messages that are new or changed; gathered for a moment, so a burst is one event. */
  z.object({ type: z.literal('messages'), ids: z.array(z.string()), added: z.boolean() }),
  z.object({ type: z.literal('overview'), overview: overviewSchema }),
  z.object({ type: z.literal('accounts') }),
  z.object({ type: z.literal('callbacks'), newestId: z.number() }),
  z.object({ type: z.literal('settings') }),
  /** Drafts or templates were changed, here or in another window. */
  z.object({ type: z.literal('composing') }),
  /** Test runs that were begun, changed or got on. */
  z.object({ type: z.literal('runs'), ids: z.array(z.string()) }),
  /** Long work began, went on or ended: ask archive.jobs. */
  z.object({ type: z.literal('jobs') }),
]);
export type Change = z.infer<typeof changeSchema>;

export const callbackRowSchema = z.object({
  id: z.number(),
  receivedAt: z.number(),
  accountId: z.string(),
  verdict: z.enum(['verified', 'forged', 'unsigned', 'postponed']),
  /** What became of it: see docs/ARCHITECTURE.md. */
  outcome: z.enum(['applied', 'repeat', 'unreadable', 'unknown-message', 'not-applied']),
  /** Our message, where it is known. */
  messageId: z.string().nullable(),
  status: z.string().nullable(),
  channel: z.string().nullable(),
  to: z.string().nullable(),
  bytes: z.number(),
});
export type CallbackRow = z.infer<typeof callbackRowSchema>;

export const callbackDetailSchema = callbackRowSchema.extend({
  method: z.string(),
  /** The path with the account's token shortened. */
  path: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** The raw bytes, base64. */
  bodyBase64: z.string(),
  /** The same as text, where it is valid UTF-8. */
  bodyText: z.string().nullable(),
  /** "current" or "earlier": which API password verified it. */
  secret: z.enum(['current', 'earlier']).nullable(),
  /** One sentence: why it was or was not applied. */
  reason: z.string(),
});
export type CallbackDetail = z.infer<typeof callbackDetailSchema>;

export const doNotSendSchema = z.object({
  number: z.string(),
  reason: z.string().nullable(),
  addedAt: z.number(),
});

export const erasureSchema = z.object({
  messages: z.number(),
  events: z.number(),
  callbacks: z.number(),
  polls: z.number(),
  attempts: z.number(),
  drafts: z.number(),
  /** Runs of test plans that name the number, saved views that look for it, kept scenarios that tell it. */
  runs: z.number(),
  views: z.number(),
  scenarios: z.number(),
});

/** What was erased; what lies outside of the console (exported files, copies elsewhere) is not reached. */
export const erasedSchema = erasureSchema.extend({
  /** Backups in the data folder that it was taken out of, and those that could not be read and so may still have it. */
  backups: z.number(),
  backupsNotReached: z.array(z.string()),
  /** What became of messages to the number that had not gone out. */
  cancelling: cancellingSchema,
});
export type Erased = z.infer<typeof erasedSchema>;

/** All that concerns one number. */
export const aboutNumberSchema = erasureSchema.extend({
  /** E.164. */
  number: z.string(),
  /** Of its messages; null where there are none. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  doNotSend: doNotSendSchema.nullable(),
  /** Names of the accounts that wrote to it. */
  accounts: z.array(z.string()),
  /** Its messages that may still go out: an opt-out or an erasure has them cancelled. */
  toCancel: z.number(),
  /** Why it was written to, as was noted with the sendings; each once, twenty at most. */
  purposes: z.array(z.string()),
});
export type AboutNumber = z.infer<typeof aboutNumberSchema>;

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 21:00');

/** What is asked before a sending. */
export const beforeSendingSettingsSchema = z.object({
  /** By the clock where the recipient is; they may cross midnight. */
  quietHours: z.object({ on: z.boolean(), from: clockTime, to: clockTime }),
  /** The same words to the same person within a day. */
  sameText: z.boolean(),
  /** Also where nobody is reached: in the sandbox, and with an API on this machine. */
  inSandbox: z.boolean(),
  /** So many people are many. */
  manyPeople: z.number().int().min(2).max(10_000),
  /** EUR, a decimal string: from so much on the cost is high. */
  highCost: z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'write an amount such as 10.00'),
  /** The zone to go by for numbers of a country that has several: IANA names by ISO 3166-1 alpha-2. */
  zones: z.record(z.string().length(2), z.string().max(60)),
});
export type BeforeSendingSettings = z.infer<typeof beforeSendingSettingsSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The window's language; "system": the first of the browser's or the system's that there is a catalogue for. */
  language: z.enum(['system', 'en', 'et']),
  density: z.enum(['comfortable', 'compact']),
  /** The country of numbers that have no country code, ISO 3166-1 alpha-2; null: ask. */
  defaultCountry: z.string().length(2).nullable(),
  /** "none", "localtunnel", or the operator's own URL. */
  tunnel: z.string(),
  /** The tunnel's server; null: localtunnel's own. */
  tunnelHost: z.string().nullable(),
  /** GET status calls an hour at most. */
  reconcileBudget: z.number().int().min(0).max(100_000),
  notifications: z.enum(['all', 'attention', 'none']),
  retention: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forever') }),
    z.object({ kind: z.literal('strip-texts'), days: z.number().int().min(1).max(36_500) }),
    z.object({ kind: z.literal('delete'), days: z.number().int().min(1).max(36_500) }),
  ]),
  /** A copy of the database a day, the newest seven kept. */
  dailyBackups: z.boolean(),
  beforeSending: beforeSendingSettingsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const countryPricesSchema = z.object({
  country: z.string(),
  name: z.string(),
  prefix: z.string(),
  networks: z.array(z.object({ mccmnc: z.string(), name: z.string(), price: z.string() })),
  fetchedAt: z.number(),
  /** What this account was lately charged for one part in the country, by channel: other channels have no list. */
  charged: z.array(z.object({ channel: channelSchema, low: z.string(), high: z.string() })),
});
export type CountryPricesView = z.infer<typeof countryPricesSchema>;
