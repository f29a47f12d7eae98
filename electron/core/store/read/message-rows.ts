import type { MessageFilter, MessageRow, ProblemView } from '../../../../shared/contract/schemas.ts';
import { chainTimeline } from '../../../../shared/messaging/timeline.ts';
import type { Channel, MessageState, StepState } from '../../../../shared/messaging/types.ts';
import type { QueryContext } from './context.ts';
import { searchExpression } from './search-expression.ts';

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
};

export const rowColumns =
  'seq, id, account_id, recipient, preview, state, created_at, send_at, accepted_at, settled_at, delivered_by, delivered_twice, cost, problem, note';

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

/** The chain's times, from rows as stored. */
export function timelineOf(message: OmnimessageRow, steps: readonly StepRow[]) {
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

export function viewRow(
  message: OmnimessageRow,
  steps: readonly StepRow[],
  tags: readonly string[],
): MessageRow {
  const { running } = timelineOf(message, steps);
  const channel = running === null ? undefined : steps[running.index]?.channel;
  return {
    id: message.id,
    seq: message.seq,
    accountId: message.account_id,
    to: message.recipient,
    state: message.state,
    steps: steps.map((step) => ({ channel: step.channel, state: step.state, status: step.status })),
    deliveredBy: message.delivered_by,
    deliveredTwice: message.delivered_twice === 1,
    preview: message.preview,
    createdAt: message.created_at,
    sendAt: message.send_at,
    settledAt: message.settled_at,
    running:
      running !== null && channel !== undefined && message.state === 'pending'
        ? { channel, startedAt: running.startedAt, endsAt: running.endsAt }
        : null,
    cost: message.cost,
    problem: message.problem === null ? null : (JSON.parse(message.problem) as ProblemView),
    tags: [...tags],
    hasNote: message.note !== null,
  };
}

/** Views of rows, their steps fetched at once. */
export function viewRows(context: QueryContext, messages: readonly OmnimessageRow[]): MessageRow[] {
  const steps = new Map<number, StepRow[]>();
  for (const step of context.all<StepRow>(
    `SELECT * FROM step WHERE omnimessage_seq IN (SELECT value FROM json_each(?)) ORDER BY omnimessage_seq, position`,
    JSON.stringify(messages.map((message) => message.seq)),
  )) {
    const list = steps.get(step.omnimessage_seq);
    if (list) list.push(step);
    else steps.set(step.omnimessage_seq, [step]);
  }
  const tags = tagsOf(
    context,
    messages.map((message) => message.seq),
  );
  return messages.map((message) =>
    viewRow(message, steps.get(message.seq) ?? [], tags.get(message.seq) ?? []),
  );
}

/** The tags of messages, by their seq, each list in the order of the alphabet. */
export function tagsOf(context: QueryContext, seqs: readonly number[]): Map<number, string[]> {
  const tags = new Map<number, string[]>();
  for (const row of context.all<{ seq: number; name: string }>(
    `SELECT mt.omnimessage_seq AS seq, t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
     WHERE mt.omnimessage_seq IN (SELECT value FROM json_each(?))`,
    JSON.stringify(seqs),
  )) {
    tags.set(row.seq, [...(tags.get(row.seq) ?? []), row.name].sort());
  }
  return tags;
}

const openStates = ['queued', 'sending', 'pending'] as const;
const attentionStates = ['failed', 'refused', 'unknown'] as const;

/**
 * One page of the list, newest first, by keyset: `after` is the last row's `seq`.
 * Each branch of a filter walks its own index, so that a page costs its rows, not the table.
 */
export function listMessages(
  context: QueryContext,
  input: { readonly filter: MessageFilter; readonly after: string | null; readonly limit: number },
): { rows: MessageRow[]; next: string | null } {
  const { filter, limit } = input;
  const before = input.after === null ? Number.MAX_SAFE_INTEGER : Number(input.after);
  const branches: { where: string; values: (string | number)[] }[] = [];
  const states = filter.states ?? groupStates(filter.group);
  if (states === null) branches.push({ where: '1', values: [] });
  else for (const state of states) branches.push({ where: 'o.state = ?', values: [state] });
  if (filter.group === 'attention') branches.push({ where: 'o.delivered_twice = 1', values: [] });

  const common: string[] = ['o.seq < ?'];
  const commonValues: (string | number)[] = [before];
  if (filter.accountId !== undefined) {
    common.push('o.account_id = ?');
    commonValues.push(filter.accountId);
  }
  if (filter.batchId !== undefined) {
    common.push('o.batch_id = ?');
    commonValues.push(filter.batchId);
  }
  const expression = filter.search === undefined ? null : searchExpression(filter.search);
  const from =
    expression === null ? 'omnimessage o' : 'message_search s JOIN omnimessage o ON o.seq = s.rowid';
  if (expression !== null) {
    // Both bounds: FTS5 walks its own rowids, so the page's bound must be on them too.
    common.push('message_search MATCH ?', 's.rowid < ?');
    commonValues.push(expression, before);
  }
  const order = expression === null ? 'o.seq' : 's.rowid';

  const parts = branches.map(
    (branch) =>
      `SELECT * FROM (SELECT o.seq AS found FROM ${from} WHERE ${[...common, branch.where].join(' AND ')} ORDER BY ${order} DESC LIMIT ?)`,
  );
  const values = branches.flatMap((branch) => [...commonValues, ...branch.values, limit + 1]);
  const found = context.all<OmnimessageRow>(
    `SELECT ${rowColumns} FROM omnimessage WHERE seq IN (${parts.join(' UNION ALL ')}) ORDER BY seq DESC LIMIT ?`,
    ...values,
    limit + 1,
  );
  const page = found.slice(0, limit);
  return {
    rows: viewRows(context, page),
    next: found.length > limit ? String(page.at(-1)?.seq) : null,
  };
}

function groupStates(group: MessageFilter['group']): readonly MessageState[] | null {
  switch (group) {
    case undefined:
      return null;
    case 'open':
      return openStates;
    case 'attention':
      return attentionStates;
    case 'scheduled':
      return ['scheduled'];
  }
}

export function messageRows(context: QueryContext, input: { readonly ids: readonly string[] }): MessageRow[] {
  return viewRows(
    context,
    context.all<OmnimessageRow>(
      `SELECT ${rowColumns} FROM omnimessage WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq DESC`,
      JSON.stringify(input.ids),
    ),
  );
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
