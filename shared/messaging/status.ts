/**
 * Messente's statuses and error numbers, what they mean, and what they decide.
 * Meanings: Messente's delivery-report page, its models, and (DELETED) its older SMS pages. Which statuses are
 * final is documented nowhere: the classes are this console's reading of the meanings.
 */
import { type KnownStatus, knownStatuses } from './types.ts';

/**
 * What a status decides of its step.
 * - `progress`: on its way; something else must still come
 * - `reached`: the person has it
 * - `failed`: this step is over without reaching the person
 * - `unknown`: the operator itself said UNKNOWN; not final
 */
type StatusClass = 'progress' | 'reached' | 'failed' | 'unknown';

export type StatusInfo = {
  readonly class: StatusClass;
  /** How far along a step is; where two statuses carry the same time, the higher one decides. 0 is no status. */
  readonly rank: number;
  /** One or a few words for people. For a status that this version doesn't know: the status itself. */
  readonly label: string;
  /** Messente's meaning, a sentence. */
  readonly meaning: string;
};

// ACCEPTD (in the operator's queue) comes before ACK (accepted for delivery). UNKNOWN is a word about the delivery
// itself, so it is further than both; every failure is further than that, and equal among failures.
const table: Readonly<Record<KnownStatus, StatusInfo>> = {
  ACCEPTD: {
    class: 'progress',
    rank: 2,
    label: 'Queued by operator',
    meaning: 'The operator has taken the message into its delivery queue.',
  },
  ACK: {
    class: 'progress',
    rank: 3,
    label: 'Accepted',
    meaning: 'The operator has accepted the message for delivery.',
  },
  UNKNOWN: {
    class: 'unknown',
    rank: 4,
    label: 'Unknown',
    meaning: 'The operator reported an unknown status; another may still come.',
  },
  UNDELIV: {
    class: 'failed',
    rank: 5,
    label: 'Undelivered',
    meaning: 'The message could not be delivered to the handset.',
  },
  FAILED: { class: 'failed', rank: 5, label: 'Failed', meaning: 'The delivery to the handset failed.' },
  REJECTD: { class: 'failed', rank: 5, label: 'Rejected', meaning: 'The operator rejected the message.' },
  EXPIRED: {
    class: 'failed',
    rank: 5,
    label: 'Expired',
    meaning: 'The time allowed for the delivery ran out.',
  },
  NACK: { class: 'failed', rank: 5, label: 'Refused', meaning: 'The delivery of the message was rejected.' },
  DELETED: {
    class: 'failed',
    rank: 5,
    label: 'Deleted',
    meaning: 'The message was deleted from the delivery queue.',
  },
  DELIVRD: {
    class: 'reached',
    rank: 6,
    label: 'Delivered',
    meaning: 'The message was delivered to the handset.',
  },
  SEEN: { class: 'reached', rank: 7, label: 'Seen', meaning: 'The recipient has seen the message.' },
};

/** True for a status that Messente documents, written exactly as it writes it. */
export function isKnownStatus(status: string): status is KnownStatus {
  return (knownStatuses as readonly string[]).includes(status);
}

/**
 * What a status means and decides.
 * @param status as it came; null while Messente is still processing the message
 * @returns for a status that this version doesn't know: class `progress`, shown as it came; it decides as a status
 *   that isn't final
 */
export function statusInfo(status: string | null): StatusInfo {
  if (status === null) {
    return {
      class: 'progress',
      rank: 0,
      label: 'Processing',
      meaning: 'Messente is still processing the message.',
    };
  }
  if (isKnownStatus(status)) return table[status];
  return {
    class: 'progress',
    rank: 1,
    label: status,
    meaning: 'A status that this version of Omnideck does not know; it is shown as it came.',
  };
}

/** True where a status says that the message has reached the person (DELIVRD, SEEN). */
export function isReached(status: string | null): boolean {
  return statusInfo(status).class === 'reached';
}

/** True where a status says that its step is over without having reached the person. */
export function isFailed(status: string | null): boolean {
  return statusInfo(status).class === 'failed';
}

const errMeanings: ReadonlyMap<number, string> = new Map([
  [0, 'No error'],
  [1, 'Delivery failure'],
  [2, 'Expired'],
  [3, 'Invalid number'],
  [4, 'The account could not be charged'],
  [5, 'Invalid number format'],
  [6, 'Too many identical messages'],
  [7, 'The sender name is not allowed'],
  [8, 'On the operator’s blacklist'],
  [9, 'No route to this number'],
  [10, 'Seen'],
  [999, 'Temporary error'],
]);

/**
 * What an `err` number of a delivery report means, in a few words (Messente's delivery-report page).
 * @param err null while the message is not processed yet
 */
export function errMeaning(err: number | null): string {
  if (err === null) return 'Not processed yet';
  return errMeanings.get(err) ?? `Error ${err}`;
}

/** True where `err` names a real error: neither missing, nor 0 (none), nor 10 (which only says "seen"). */
export function isRealError(err: number | null): boolean {
  return err !== null && err !== 0 && err !== 10;
}
