/** The label and appearance of a message's or a step's state; the rules are in the look's status table. */
import type { MessageRow, StepView } from '../../../shared/contract/messages.ts';
import type { Channel, MessageState } from '../../../shared/messaging/types.ts';
import { assertNever } from '../../../shared/messaging/types.ts';
import type { Format } from '../../lib/format.ts';
import type { StatusKind } from '../../lib/ui/status-kind.ts';
import type { Words } from '../../lib/words/words.ts';

type Shown = {
  readonly kind: StatusKind;
  readonly word: string;
  /** The elapsed part of a running wait, 0 to 1; null if its end is not known. */
  readonly share: number | null;
};

type Running = { readonly startedAt: number; readonly endsAt: number | null };
type RowLike = Pick<MessageRow, 'state' | 'deliveredTwice' | 'sendAt' | 'heldUntil' | 'running'> & {
  readonly steps: readonly Pick<StepView, 'channel' | 'state' | 'status'>[];
};

/** Returns the elapsed part of a wait at `now`, 0 to 1; null if its end is not known. */
export function shareOf(running: Running, now: number): number | null {
  if (running.endsAt === null) return null;
  const whole = running.endsAt - running.startedAt;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now - running.startedAt) / whole));
}

const shown = (kind: StatusKind, word: string, share: number | null = null): Shown => ({ kind, word, share });

function waiting(running: Running, now: number, words: Words, format: Format): Shown {
  if (running.endsAt === null) return shown('waiting', words.messages.status.processing);
  if (now >= running.endsAt) return shown('waiting', words.messages.status.overdue, 1);
  return shown(
    'waiting',
    words.messages.status.left(format.countdown(running.endsAt - now)),
    shareOf(running, now),
  );
}

/** Returns the label and appearance of a Messente status; an unknown one is shown as received. */
export function statusShown(status: string | null, words: Words): Shown {
  const names = words.messages.status;
  switch (status) {
    case null:
      return shown('accepted', names.processing);
    case 'ACK':
      return shown('accepted', names.accepted);
    case 'ACCEPTD':
      return shown('accepted', names.operatorQueued);
    case 'DELIVRD':
      return shown('delivered', names.delivered);
    case 'SEEN':
      return shown('seen', names.seen);
    case 'EXPIRED':
      return shown('expired', names.expired);
    case 'UNDELIV':
      return shown('failed', names.undelivered);
    case 'FAILED':
      return shown('failed', names.failed);
    case 'REJECTD':
      return shown('rejected', names.rejected);
    case 'NACK':
      return shown('rejected', names.refused);
    case 'DELETED':
      return shown('failed', names.deleted);
    case 'UNKNOWN':
      return shown('unknown', names.unknown);
    default:
      return shown('accepted', status);
  }
}

function pending(row: RowLike, now: number, words: Words, format: Format): Shown {
  const unknown = row.steps.find((step) => step.state === 'unknown');
  if (unknown && (row.running === null || row.running.channel === unknown.channel)) {
    return shown('unknown', words.messages.status.unknown);
  }
  if (row.running) return waiting(row.running, now, words, format);
  return shown('accepted', words.messages.status.processing);
}

function failed(row: RowLike, words: Words): Shown {
  const only = row.steps.length === 1 ? row.steps[0] : undefined;
  if (only) return statusShown(only.status ?? 'FAILED', words);
  return shown('failed', words.messages.status.allFailed);
}

/**
 * Returns "Today, 18:00", "Tomorrow, 9:00", "3 Dec, 9:00": short, because it is in a list and never cut off.
 */
function scheduledWord(at: number, now: number, words: Words, format: Format): string {
  const today = format.startOfDay(at) === format.startOfDay(now);
  return today ? words.days.dateTime(words.days.today, format.shortTime(at)) : format.moment(at, now);
}

/** Returns the label and appearance of a message at `now` (UTC epoch ms). */
export function messageShown(row: RowLike, now: number, words: Words, format: Format): Shown {
  const names = words.messages.status;
  if (row.deliveredTwice) return shown('delivered-twice', names.deliveredTwice);
  switch (row.state) {
    case 'queued':
      return row.heldUntil === null
        ? shown('not-sent', names.queued)
        : shown('scheduled', scheduledWord(row.heldUntil, now, words, format));
    case 'sending':
      return shown('accepted', names.sending);
    case 'scheduled':
      return shown('scheduled', scheduledWord(row.sendAt ?? now, now, words, format));
    case 'pending':
      return pending(row, now, words, format);
    case 'delivered':
      return shown('delivered', names.delivered);
    case 'seen':
      return shown('seen', names.seen);
    case 'failed':
      return failed(row, words);
    case 'unknown':
      return shown('unknown', names.unknown);
    case 'refused':
      return shown('rejected', names.refused);
    case 'cancelled':
      return shown('not-needed', names.cancelled);
    default:
      return assertNever(row.state);
  }
}

/**
 * Returns the channels to name in a list: those that reached the person, otherwise the running one, otherwise
 * the last one tried.
 */
export function channelsShown(
  row: Pick<MessageRow, 'steps' | 'deliveredBy' | 'deliveredTwice' | 'running'>,
): readonly Channel[] {
  const reached = row.steps.filter((step) => step.state === 'delivered' || step.state === 'seen');
  if (row.deliveredTwice && reached.length > 1) return reached.map((step) => step.channel);
  if (row.deliveredBy) return [row.deliveredBy];
  if (row.running) return [row.running.channel];
  const tried =
    row.steps.findLast((step) => step.state === 'failed' || step.state === 'unknown') ?? row.steps[0];
  return tried ? [tried.channel] : [];
}

/** Returns the label and appearance of one step at `now`. */
export function stepShown(
  step: StepView,
  within: { runs: boolean; chain: MessageState },
  now: number,
  words: Words,
  format: Format,
): Shown {
  const texts = words.messages;
  const took =
    step.at !== null && step.startedAt !== null ? format.length(Math.max(0, step.at - step.startedAt)) : null;
  switch (step.state) {
    case 'delivered':
      return shown('delivered', took === null ? texts.status.delivered : texts.detail.deliveredIn(took));
    case 'seen':
      return shown('seen', took === null ? texts.status.seen : texts.detail.seenAfter(took));
    case 'failed': {
      const base = statusShown(step.status ?? 'FAILED', words);
      if (step.status === 'EXPIRED' && step.waitSeconds !== null) {
        return shown(base.kind, texts.detail.expiredAfter(format.wait(step.waitSeconds)));
      }
      return base;
    }
    case 'unknown':
      return shown('unknown', texts.status.unknown);
    case 'not-needed':
      return shown('not-needed', texts.status.notNeeded);
    case 'pending':
    case 'waiting':
      if (within.runs && step.startedAt !== null) {
        return waiting({ startedAt: step.startedAt, endsAt: step.endsAt }, now, words, format);
      }
      if (step.state === 'pending') return statusShown(step.status, words);
      if (within.chain === 'refused' || within.chain === 'cancelled') {
        return shown('not-needed', texts.status.notTried);
      }
      if (within.chain === 'unknown') return shown('unknown', texts.status.notKnown);
      return shown('not-sent', texts.status.waitingTurn);
    default:
      return assertNever(step.state);
  }
}
