import type { MessageRow } from '../../../../../shared/contract/messages.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import { chainTimeline } from '../../../../../shared/messaging/timeline.ts';
import type { Channel, MessageState, StepState } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { attentionStates, openStates } from './conditions.ts';

export type OmnimessageRow = {
  seq: number;
  id: string;
  account_id: string;
  recipient: string;
  preview: string;
  state: MessageState;
  created_at: number;
  send_at: number | null;
  accepted_at: number | null;
  settled_at: number | null;
  delivered_by: Channel | null;
  delivered_twice: number;
  cost: string | null;
  problem: string | null;
  note: string | null;
  recipient_name: string | null;
  next_attempt_at: number | null;
};

export const rowColumns =
  'seq, id, account_id, recipient, preview, state, created_at, send_at, accepted_at, settled_at, delivered_by, delivered_twice, cost, problem, note, recipient_name, next_attempt_at';

export type StepRow = {
  omnimessage_seq: number;
  position: number;
  channel: Channel;
  sender: string | null;
  sender_used: string | null;
  text: string | null;
  wait_seconds: number | null;
  message_id: string | null;
  state: StepState;
  status: string | null;
  err: number | null;
  error: string | null;
  at: number | null;
};

/** What a row of the list shows of a step: without its text, which may be long. */
export type LineStep = Pick<StepRow, 'channel' | 'state' | 'status' | 'at' | 'wait_seconds'>;

type TimedMessage = Pick<OmnimessageRow, 'accepted_at' | 'send_at'>;
type TimedStep = Omit<LineStep, 'status'>;

/** Returns the chain's times from stored rows. */
export function timelineOf(message: TimedMessage, steps: readonly TimedStep[]) {
  return chainTimeline(
    steps.map((step) => ({
      channel: step.channel,
      state: step.state,
      at: step.at,
      waitSeconds: step.wait_seconds,
    })),
    message.accepted_at === null ? 0 : Math.max(message.accepted_at, message.send_at ?? 0),
  );
}

/** Returns the running step of a pending message, with its latest end. */
export function runningOf(message: TimedMessage, steps: readonly TimedStep[]): MessageRow['running'] {
  const { running } = timelineOf(message, steps);
  const channel = running === null ? undefined : steps[running.index]?.channel;
  return running === null || channel === undefined
    ? null
    : { channel, startedAt: running.startedAt, endsAt: running.endsAt };
}

export function viewRow(message: OmnimessageRow, steps: readonly LineStep[], tags: string[]): MessageRow {
  const problem = storedProblem(message.problem);
  return {
    id: message.id,
    seq: message.seq,
    accountId: message.account_id,
    to: message.recipient,
    recipientName: message.recipient_name,
    state: message.state,
    steps: steps.map((step) => ({ channel: step.channel, state: step.state, status: step.status })),
    deliveredBy: message.delivered_by,
    deliveredTwice: message.delivered_twice === 1,
    preview: message.preview,
    createdAt: message.created_at,
    sendAt: message.send_at,
    settledAt: message.settled_at,
    // Only a pending message has a running step: most of a page is settled, and needs no times.
    running: message.state === 'pending' ? runningOf(message, steps) : null,
    cost: message.cost,
    problem,
    heldUntil: message.state === 'queued' && isQuietHold(problem) ? message.next_attempt_at : null,
    tags,
    hasNote: message.note !== null,
  };
}

const isQuietHold = (problem: MessageRow['problem']): boolean =>
  problem?.code.startsWith('held-by-quiet-hours') === true;

/** Returns the tags of a message in alphabetical order. */
export function tagsOf(context: QueryContext, seq: number): string[] {
  return context
    .all<{ name: string }>(
      'SELECT t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id WHERE mt.omnimessage_seq = ?',
      seq,
    )
    .map(({ name }) => name)
    .sort();
}

export function countMessages(
  context: QueryContext,
  input: { readonly accountId: string | null },
): { all: number; open: number; attention: number; scheduled: number; byState: Record<string, number> } {
  const rows = context.all<{ state: string; messages: number; twice: number }>(
    'SELECT state, sum(messages) AS messages, sum(twice) AS twice FROM state_count WHERE ?1 IS NULL OR account_id = ?1 GROUP BY state',
    input.accountId,
  );
  const byState: Record<string, number> = {};
  let all = 0;
  let twice = 0;
  for (const row of rows) {
    byState[row.state] = row.messages;
    all += row.messages;
    twice += row.twice;
  }
  const total = (states: readonly string[]): number =>
    states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
  return {
    all,
    open: total(openStates),
    attention: total(attentionStates) + twice,
    scheduled: byState.scheduled ?? 0,
    byState,
  };
}
