import { foldChain } from '../../../../../shared/messaging/fold.ts';
import type {
  ChainStep,
  Channel,
  DecimalString,
  FoldedStep,
  MessageId,
  MessageState,
  StatusEvent,
} from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { rebook } from '../../spending/sql/index.ts';
import { nextPollAt } from '../polling/schedule.ts';

export type EventRow = {
  message_id: string | null;
  channel: string | null;
  status: string | null;
  err: number | null;
  error: string | null;
  at: number | null;
  received_at: number;
  source: 'callback' | 'poll';
  part_price: string | null;
  parts_count: number | null;
  total_price: string | null;
};

export const eventColumns =
  'message_id, channel, status, err, error, at, received_at, source, part_price, parts_count, total_price';

/** Converts a stored event for the fold. */
export function eventOf(row: EventRow): StatusEvent {
  return {
    messageId: row.message_id as MessageId | null,
    channel: row.channel,
    status: row.status,
    err: row.err,
    error: row.error,
    at: row.at,
    receivedAt: row.received_at,
    source: row.source,
    price:
      row.part_price === null || row.parts_count === null || row.total_price === null
        ? null
        : {
            partPrice: row.part_price as DecimalString,
            partsCount: row.parts_count,
            totalPrice: row.total_price as DecimalString,
          },
  };
}

/** The columns of a message that the fold needs. */
export type MessageToFold = {
  id: string;
  state: MessageState;
  accepted_at: number | null;
  send_at: number | null;
  settled_at: number | null;
  last_sign_at: number | null;
  poll_count: number;
  omnimessage_id: string | null;
  callback_url: string | null;
};

export type StepToFold = {
  channel: Channel;
  message_id: string | null;
  wait_seconds: number | null;
  state: string;
  status: string | null;
  err: number | null;
  error: string | null;
  at: number | null;
};

/** The columns of a message that the fold writes. */
export type FoldedMessage = {
  readonly state: MessageState;
  readonly settledAt: number | null;
  readonly deliveredBy: Channel | null;
  readonly deliveredTwice: boolean;
  readonly cost: DecimalString | null;
  readonly nextPollAt: number | null;
  readonly acceptedAt: number | null;
  readonly lastSignAt: number | null;
  readonly pollCount: number;
  readonly steps: readonly FoldedStep[];
};

/**
 * Returns what is shown about a message: a pure function of its row, its steps and the set of its events.
 * @param now UTC epoch ms
 * @param sign something new was received at that time
 */
export function foldMessage(
  stored: MessageToFold,
  steps: readonly StepToFold[],
  events: readonly StatusEvent[],
  now: number,
  sign: boolean,
): FoldedMessage {
  const message: MessageToFold = sign
    ? {
        ...stored,
        accepted_at: stored.accepted_at ?? now,
        last_sign_at: Math.max(stored.last_sign_at ?? 0, now),
        poll_count: 0,
      }
    : stored;
  const chain: ChainStep[] = steps.map((step) => ({
    channel: step.channel,
    messageId: step.message_id as MessageId | null,
  }));
  const folded = foldChain(chain, events);
  const spoken = events.some((event) => event.status !== null);
  const state = shownState(message, stored.accepted_at !== null, folded.state, spoken, now);
  const settledAt = folded.settled
    ? (message.settled_at ?? events.reduce((latest, event) => Math.max(latest, event.receivedAt), 0))
    : null;
  return {
    state,
    settledAt,
    deliveredBy: folded.deliveredBy,
    deliveredTwice: folded.deliveredTwice,
    cost: folded.cost,
    nextPollAt: nextPollAt({
      now,
      omnimessageId: message.omnimessage_id,
      state,
      acceptedAt: message.accepted_at,
      sendAt: message.send_at,
      lastSignAt: message.last_sign_at,
      settledAt,
      pollCount: message.poll_count,
      steps: folded.steps.map((step, index) => ({
        channel: step.channel,
        state: step.state,
        at: step.at,
        waitSeconds: steps[index]?.wait_seconds ?? null,
      })),
      callbacksCome: message.callback_url !== null && events.some((event) => event.source === 'callback'),
    }),
    acceptedAt: message.accepted_at,
    lastSignAt: message.last_sign_at,
    pollCount: message.poll_count,
    steps: folded.steps,
  };
}

/**
 * Recalculates what is shown about one message from the set of its events, and when GET status should be
 * polled next. This is the only place that writes a folded state: it depends on the events, never on their
 * order.
 * @param now UTC epoch ms
 * @param sign something new was received at that time: a report proves that Messente has the message,
 * whatever was assumed
 */
export function refold(context: WriteContext, seq: number, now: number, sign = false): void {
  const stored = context.get<MessageToFold & { booked_on: string | null }>(
    `SELECT id, state, accepted_at, send_at, settled_at, last_sign_at, poll_count, omnimessage_id, callback_url, booked_on
     FROM omnimessage WHERE seq = ?`,
    seq,
  );
  if (!stored) return;
  // The "+" prevents SQLite (with STAT4) from preparing these again for each bound value, which an equality
  // before an ORDER BY would cause: 100 µs instead of 4.
  const steps = context.all<StepToFold>(
    'SELECT channel, message_id, wait_seconds, state, status, err, error, at FROM step WHERE omnimessage_seq = +? ORDER BY position',
    seq,
  );
  const events = context
    .all<EventRow>(`SELECT ${eventColumns} FROM status_event WHERE omnimessage_seq = +? ORDER BY id`, seq)
    .map(eventOf);
  const folded = foldMessage(stored, steps, events, now, sign);

  folded.steps.forEach((step, position) => {
    if (isSame(steps[position], step)) return;
    context.run(
      `UPDATE step SET state = ?, status = ?, err = ?, error = ?, at = ?, message_id = coalesce(message_id, ?)
       WHERE omnimessage_seq = ? AND position = ?`,
      step.state,
      step.status,
      step.err,
      step.error,
      step.at,
      step.messageId,
      seq,
      position,
    );
  });

  context.run(
    // A message that was imported from a table has fewer events than originally: its known cost stays, and it
    // is not polled automatically.
    `UPDATE omnimessage SET state = ?, settled_at = ?, delivered_by = ?, delivered_twice = ?,
       cost = coalesce(?, CASE WHEN origin IS 'import' THEN cost END),
       next_poll_at = CASE WHEN origin IS 'import' AND NOT ? THEN next_poll_at ELSE ? END,
       accepted_at = ?, last_sign_at = ?, poll_count = ?, next_attempt_at = CASE WHEN ? THEN NULL ELSE next_attempt_at END,
       problem = CASE WHEN ? THEN NULL ELSE problem END
     WHERE seq = ?`,
    folded.state,
    folded.settledAt,
    folded.deliveredBy,
    folded.deliveredTwice ? 1 : 0,
    folded.cost,
    sign ? 1 : 0,
    folded.nextPollAt,
    folded.acceptedAt,
    folded.lastSignAt,
    folded.pollCount,
    sign ? 1 : 0,
    // The problem with sending it no longer applies.
    sign && ['unknown', 'queued', 'sending'].includes(stored.state) ? 1 : 0,
    seq,
  );
  if (stored.booked_on !== null) rebook(context, seq, now);
  context.changed.messages.add(stored.id);
}

function isSame(stored: StepToFold | undefined, folded: FoldedStep): boolean {
  return (
    stored !== undefined &&
    stored.state === folded.state &&
    stored.status === folded.status &&
    stored.err === folded.err &&
    stored.error === folded.error &&
    stored.at === folded.at &&
    (stored.message_id !== null || folded.messageId === null)
  );
}

function shownState(
  message: MessageToFold,
  wasAccepted: boolean,
  chainState: 'pending' | 'delivered' | 'seen' | 'failed',
  spoken: boolean,
  now: number,
): MessageState {
  // A report proves that Messente has the message, whatever was assumed about the attempt.
  if (!spoken && message.accepted_at === null) return message.state;
  if (!spoken && message.state === 'cancelled') return 'cancelled';
  // After a cancellation at Messente, reports that it was in progress do not contradict it; a final status
  // would.
  if (wasAccepted && message.state === 'cancelled' && chainState === 'pending') return 'cancelled';
  if (!spoken && message.send_at !== null && message.send_at > now) return 'scheduled';
  return chainState;
}
