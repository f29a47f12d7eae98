/**
 * The basic types of messaging: channels, Messente's statuses, and ids that must not be confused. Source of
 * every fact: Messente's Omnichannel API, version 2.1.0.
 */

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/**
 * The local id of one omnimessage (one recipient, one fallback chain): 16 lower-case Crockford base-32
 * digits.
 */
export type LocalId = Brand<string, 'LocalId'>;
/** Messente's id of one omnimessage; known only after an answer or a delivery report. */
export type OmnimessageId = Brand<string, 'OmnimessageId'>;
/** Messente's id of one message on one channel: a step of a chain. */
export type MessageId = Brand<string, 'MessageId'>;
/** A phone number in E.164: "+" and 7 to 15 digits. */
export type E164 = Brand<string, 'E164'>;
/**
 * The JSON text of one omnimessage, the body of POST /omnimessage: created once, stored as the request, and
 * sent unchanged.
 */
export type OmnimessageJson = Brand<string, 'OmnimessageJson'>;
/** The local id of an account. */
export type AccountId = Brand<string, 'AccountId'>;
/** The local id of a number that people write to. */
export type InboundId = Brand<string, 'InboundId'>;

export const channels = ['sms', 'viber', 'whatsapp', 'rcs', 'telegram'] as const;
export type Channel = (typeof channels)[number];

/** Returns whether a text is the name of a channel. */
export const isChannel = (text: string): text is Channel => channels.some((channel) => channel === text);

/** The statuses that Messente documents. Others are stored and shown as received. */
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

/** The source of an event: received as a delivery report, or polled with GET status. */
export type EventSource = 'callback' | 'poll';

/** A decimal number in Messente's format ("0.045"); see money.ts. Never a float. */
export type DecimalString = Brand<string, 'DecimalString'>;

export type PriceInfo = {
  readonly partPrice: DecimalString;
  readonly partsCount: number;
  readonly totalPrice: DecimalString;
};

/**
 * One status of one step as Messente reported it. Any field may be missing, because Messente requires none.
 */
export type StatusEvent = {
  /** Messente's id of the step; null if the report had none. */
  readonly messageId: MessageId | null;
  /** The channel as received; may be one that this version does not know. */
  readonly channel: string | null;
  /** As received; null while Messente is still processing. */
  readonly status: string | null;
  /** Messente's error number; null if not processed yet, 0 if there is none. */
  readonly err: number | null;
  readonly error: string | null;
  /**
   * When Messente received the status, UTC epoch milliseconds; null if the report had no readable timestamp.
   */
  readonly at: number | null;
  /** When Omnideck received the event, UTC epoch milliseconds. */
  readonly receivedAt: number;
  readonly source: EventSource;
  readonly price: PriceInfo | null;
};

/** One step of a chain as sent. */
export type ChainStep = {
  readonly channel: Channel;
  /** null until Messente's answer or a first report contains it. */
  readonly messageId: MessageId | null;
};

/**
 * The state of one step.
 * - `waiting`: no status yet, or only that Messente is still processing it
 * - `pending`: under way (ACK, ACCEPTD, UNKNOWN or a status that this version does not know)
 * - `unknown`: the operator reported UNKNOWN; not final
 * - `delivered`, `seen`: it has reached the person
 * - `failed`: it ended without reaching the person
 * - `not-needed`: never tried, because an earlier step had reached the person
 */
export type StepState = 'waiting' | 'pending' | 'unknown' | 'delivered' | 'seen' | 'failed' | 'not-needed';

/** The state of a whole chain that Messente has accepted. */
export type ChainState = 'pending' | 'delivered' | 'seen' | 'failed';

export type FoldedStep = {
  readonly channel: Channel;
  readonly messageId: MessageId | null;
  readonly state: StepState;
  /** The deciding status as received; null if there is none. */
  readonly status: string | null;
  readonly err: number | null;
  readonly error: string | null;
  /** When the deciding status happened (its own time), epoch ms. */
  readonly at: number | null;
  /**
   * A contradicting event that is shown beside the step: for a step that has reached the person, a failure
   * with a later (or no earlier) timestamp; for a failed step, the last report with a later timestamp that
   * says otherwise.
   */
  readonly contradiction: StatusEvent | null;
  readonly price: PriceInfo | null;
};

export type FoldedChain = {
  readonly state: ChainState;
  /**
   * True once a step is delivered or seen, or the last step has failed. A later report may still improve it.
   */
  readonly settled: boolean;
  /** The channel that reached the person first (by the statuses' own times); null if none did. */
  readonly deliveredBy: Channel | null;
  /** More than one step reached the person. */
  readonly deliveredTwice: boolean;
  readonly steps: readonly FoldedStep[];
  /** The sum of the steps' total prices; null if no price is known. */
  readonly cost: DecimalString | null;
  /** Distinct events that belong to no step of the chain; they are stored and shown, but have no effect. */
  readonly unmatched: readonly StatusEvent[];
};

/**
 * The displayed state of an omnimessage: the chain's own state once it is accepted, and the states before.
 * - `queued`: stored, not tried yet; `sending`: an attempt is under way; `scheduled`: accepted for later
 * - `unknown`: an attempt's outcome is uncertain; never resent automatically
 * - `refused`: the API or Omnideck refused it with an error; certainly not sent
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

/** Returns whether a message is finished; a late report may still improve it. */
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

/** Exhaustiveness check for discriminated unions. @throws always, naming the value that was not handled */
export function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
