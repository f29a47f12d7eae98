/**
 * The vocabulary of messaging: channels, Messente's statuses, and the ids that must not be confused.
 * Source of every fact: Messente's Omnichannel API, version 2.1.0.
 */

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Our own id of one omnimessage (one recipient, one fallback chain): 16 lower-case Crockford base-32 digits. */
export type LocalId = Brand<string, 'LocalId'>;
/** Messente's id of one omnimessage; known only once an answer or a delivery report has come. */
export type OmnimessageId = Brand<string, 'OmnimessageId'>;
/** Messente's id of one message on one channel: a step of a chain. */
export type MessageId = Brand<string, 'MessageId'>;
/** A phone number in E.164: "+" and 7 to 15 digits. */
export type E164 = Brand<string, 'E164'>;
/**
 * The JSON text of one omnimessage, the body of POST /omnimessage: made once, stored as the request, and sent as it is.
 */
export type OmnimessageJson = Brand<string, 'OmnimessageJson'>;
/** Our own id of an account. */
export type AccountId = Brand<string, 'AccountId'>;

export const channels = ['sms', 'viber', 'whatsapp', 'rcs', 'telegram'] as const;
export type Channel = (typeof channels)[number];

/** The statuses that Messente documents. Others are kept and shown as they came. */
export const knownStatuses = [
  'ACK',
  'ACCEPTD',
  'DELIVRD',
  'SEEN',
  'UNDELIV',
  'FAILED',
  'REJECTD',
  'EXPIRED',
  'NACK',
  'DELETED',
  'UNKNOWN',
] as const;
export type KnownStatus = (typeof knownStatuses)[number];

/** Where an event came from: pushed by a delivery report, or asked for by GET status. */
export type EventSource = 'callback' | 'poll';

/** A decimal number as Messente writes it ("0.045"); see money.ts. Never a float. */
export type DecimalString = Brand<string, 'DecimalString'>;

export type PriceInfo = {
  readonly partPrice: DecimalString;
  readonly partsCount: number;
  readonly totalPrice: DecimalString;
};

/** One status of one step as Messente told it. Any field may be missing: none of a DeliveryResult is required. */
export type StatusEvent = {
  /** Messente's id of the step; null where the report had none. */
  readonly messageId: MessageId | null;
  /** The channel as it came; may be one that this version does not know. */
  readonly channel: string | null;
  /** As it came; null while Messente is still processing. */
  readonly status: string | null;
  /** Messente's error number: null not processed, 0 none. */
  readonly err: number | null;
  readonly error: string | null;
  /** When Messente got the status, UTC epoch milliseconds; null where the report had no (readable) timestamp. */
  readonly at: number | null;
  /** When we learned of it, UTC epoch milliseconds. */
  readonly receivedAt: number;
  readonly source: EventSource;
  readonly price: PriceInfo | null;
};

/** One step of a chain as it was sent. */
export type ChainStep = {
  readonly channel: Channel;
  /** null until Messente's answer or a first report told it. */
  readonly messageId: MessageId | null;
};

/**
 * What became of one step.
 * - `waiting`: nothing is known of it: no status, or only that Messente is still processing it
 * - `pending`: on its way (ACK, ACCEPTD, UNKNOWN or a status that this version doesn't know)
 * - `unknown`: the operator reported UNKNOWN; not final
 * - `delivered`, `seen`: it has reached the person
 * - `failed`: it has not, and this step is over
 * - `not-needed`: never tried, because an earlier step had reached the person
 */
export type StepState = 'waiting' | 'pending' | 'unknown' | 'delivered' | 'seen' | 'failed' | 'not-needed';

/** What became of a whole chain that Messente has accepted. */
export type ChainState = 'pending' | 'delivered' | 'seen' | 'failed';

export type FoldedStep = {
  readonly channel: Channel;
  readonly messageId: MessageId | null;
  readonly state: StepState;
  /** The status that decided, as it came; null where there is none. */
  readonly status: string | null;
  readonly err: number | null;
  readonly error: string | null;
  /** When the deciding status happened (its own time), epoch ms. */
  readonly at: number | null;
  /**
   * Shown beside the step: a failure reported of a step that has reached the person, with a later (or no earlier)
   * timestamp; or, of a failed step, the last report with a later timestamp that says otherwise.
   */
  readonly contradiction: StatusEvent | null;
  readonly price: PriceInfo | null;
};

export type FoldedChain = {
  readonly state: ChainState;
  /** True once a step is delivered or seen, or the last step has failed. A later report may still improve it. */
  readonly settled: boolean;
  /** The channel that reached the person first (by the statuses' own times); null where none did. */
  readonly deliveredBy: Channel | null;
  /** More than one step reached the person. */
  readonly deliveredTwice: boolean;
  readonly steps: readonly FoldedStep[];
  /** Sum of the steps' total prices; null where no price is known. */
  readonly cost: DecimalString | null;
  /** Distinct events that belong to no step of the chain (kept, shown, decide nothing). */
  readonly unmatched: readonly StatusEvent[];
};

/**
 * What is shown of an omnimessage: the chain's own state once it is accepted, and what comes before.
 * - `queued`: written down, not yet tried; `sending`: an attempt is under way; `scheduled`: accepted for later
 * - `unknown`: an attempt's outcome can't be told; never sent again by itself
 * - `refused`: the API or we ourselves refused it, with an error; certain not to have been sent
 * - `cancelled`: withdrawn before it was sent
 */
export const messageStates = [
  'queued',
  'sending',
  'scheduled',
  'pending',
  'delivered',
  'seen',
  'failed',
  'unknown',
  'refused',
  'cancelled',
] as const;
export type MessageState = (typeof messageStates)[number];

/** Whether nothing more is to come of a message; a late report may still improve it. */
export function isSettledState(state: MessageState): boolean {
  return settledStates.has(state);
}
const settledStates: ReadonlySet<MessageState> = new Set([
  'delivered',
  'seen',
  'failed',
  'refused',
  'cancelled',
] as const);

/** Exhaustiveness check for discriminated unions. @throws always, naming the value that was not handled. */
export function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
