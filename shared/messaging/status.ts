/**
 * Messente's statuses and error numbers, their meanings and their effects. Sources of the meanings:
 * Messente's page about delivery reports, its models, and (DELETED) its older SMS pages. Messente does not
 * document which statuses are final: the classes are Omnideck's interpretation.
 */
import { type KnownStatus, knownStatuses } from './types.ts';

/**
 * The effect of a status on its step.
 * - `progress`: under way; another status must follow
 * - `reached`: the person has received it
 * - `failed`: this step ended without reaching the person
 * - `unknown`: the operator reported UNKNOWN; not final
 */
type StatusClass = 'progress' | 'reached' | 'failed' | 'unknown';

export type StatusInfo = {
  readonly class: StatusClass;
  /** How advanced a step is; of two statuses with the same time, the higher one counts. 0 means no status. */
  readonly rank: number;
  /** A short label for users. For a status that this version does not know: the status itself. */
  readonly label: string;
  /** Messente's description, one sentence. */
  readonly meaning: string;
};

// ACCEPTD (in the operator's queue) comes before ACK (accepted for delivery). UNKNOWN is about the delivery
// itself, so it is more advanced than both. Failures are more advanced than UNKNOWN, and equal to each other.
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

/** Returns whether Messente documents a status in exactly this spelling. */
export function isKnownStatus(status: string): status is KnownStatus {
  return (knownStatuses as readonly string[]).includes(status);
}

/**
 * Returns the meaning and the effect of a status.
 * @param status as received; null while Messente is still processing the message
 * @returns for a status that this version does not know: class `progress`, with the received text as its
 * label; it is
 * treated as not final
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

/** Returns whether a status means that the message has reached the person (DELIVRD, SEEN). */
export function isReached(status: string | null): boolean {
  return statusInfo(status).class === 'reached';
}

/** Returns whether a status means that its step ended without reaching the person. */
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
 * Returns the meaning of an `err` number of a delivery report in a few words (Messente's page about delivery
 * reports).
 * @param err null while the message is not processed yet
 */
export function errMeaning(err: number | null): string {
  if (err === null) return 'Not processed yet';
  return errMeanings.get(err) ?? `Error ${err}`;
}

/** Returns whether `err` is a real error: not missing, not 0 (none), not 10 (which only means "seen"). */
export function isRealError(err: number | null): boolean {
  return err !== null && err !== 0 && err !== 10;
}
