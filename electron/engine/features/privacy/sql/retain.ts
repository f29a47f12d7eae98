import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { withoutWords } from '../../../../../shared/messaging/step-words.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { recordMore, retainJournal } from '../../journal/sql/index.ts';
import { indexMessage, reachableUntil, unindexMessage } from '../../messages/sql/index.ts';
import { deleteMessage } from './erase.ts';
import { retainRuns } from './retain-runs.ts';

export type Retain = {
  readonly kind: 'strip-texts' | 'delete';
  /** Data from before this time is old, epoch ms. */
  readonly before: number;
  readonly now: number;
  /** When this application of the rule began, epoch ms: it is one entry of the journal. Default: now. */
  readonly startedAt?: number;
  /** The maximum number per call, because the writer must not be blocked. */
  readonly limit: number;
};

export type Retained = {
  readonly messages: number;
  readonly runs: number;
  /** The limit was reached: there may be more old data. */
  readonly more: boolean;
};

/**
 * Messages under way are kept whatever their age. A message that is no longer polled is not under way once
 * its sending time and all its waits have passed. `?3` is now, epoch ms.
 */
const settled = `(o.state IN ('delivered', 'seen', 'failed', 'refused', 'cancelled')
  OR ((o.state = 'unknown' OR (o.state = 'pending' AND o.next_poll_at IS NULL)) AND ${reachableUntil} <= ?3))`;

/**
 * Applies the retention rule to some of the oldest messages: removes their texts, or deletes them with all
 * their data; then to test runs that ended long ago.
 */
export function retain(context: WriteContext, input: Retain): Retained {
  const messages = retainMessages(context, input);
  const limit = input.limit - messages;
  const runs =
    limit <= 0
      ? { runs: 0, more: true }
      : retainRuns(context, { kind: input.kind, before: input.before, limit });
  retainJournal(context, input);
  if (messages + runs.runs > 0) {
    recordMore(context, {
      what: 'retention-applied',
      subject: `${input.kind} ${new Date(input.startedAt ?? input.now).toISOString()}`,
      after: { messages, runs: runs.runs },
      by: { kind: 'rule', name: 'retention' },
    });
  }
  return { messages, ...runs };
}

function retainMessages(context: WriteContext, input: Retain): number {
  // A draft consists only of a text and people's numbers: an abandoned draft is deleted with either rule.
  context.run('DELETE FROM draft WHERE updated_at < ?', input.before);
  const old = context.all<{ seq: number; id: string; omnimessage_id: string | null; draft: string }>(
    `SELECT o.seq, o.id, o.omnimessage_id, o.draft FROM omnimessage o
     WHERE o.created_at < ?1 AND o.stripped_at IS NULL AND ${settled} LIMIT ?2`,
    input.before,
    input.limit,
    input.now,
  );
  for (const message of old) {
    if (input.kind === 'delete') deleteMessage(context, message, input.now);
    else stripTexts(context, message.seq, message.draft, input.now);
    context.changed.messages.add(message.id);
  }
  if (input.kind === 'delete') {
    // Messages whose texts an earlier rule removed are deleted as well, and so are callbacks without a
    // message.
    const stripped = context.all<{ seq: number; id: string; omnimessage_id: string | null }>(
      `SELECT o.seq, o.id, o.omnimessage_id FROM omnimessage o
       WHERE o.created_at < ?1 AND o.stripped_at IS NOT NULL AND ${settled} LIMIT ?2`,
      input.before,
      Math.max(0, input.limit - old.length),
      input.now,
    );
    for (const message of stripped) {
      deleteMessage(context, message, input.now);
      context.changed.messages.add(message.id);
    }
    // Uses the conditions of the partial indexes, because the table itself may have millions of rows.
    for (const loose of [
      `outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL`,
      `verdict <> 'verified'`,
    ]) {
      context.run(`DELETE FROM callback WHERE ${loose} AND received_at < ?`, input.before);
    }
    if (old.length + stripped.length > 0) context.changed.added = true;
    return old.length + stripped.length;
  }
  return old.length;
}

function stripTexts(context: WriteContext, seq: number, draft: string, now: number): void {
  unindexMessage(context, seq);
  const chain = JSON.parse(draft) as DraftChain;
  const bare = { ...chain, steps: chain.steps.map(withoutWords) };
  context.run('UPDATE step SET text = NULL WHERE omnimessage_seq = ?', seq);
  context.run(
    `UPDATE omnimessage SET draft = ?, preview = '', stripped_at = ? WHERE seq = ?`,
    JSON.stringify(bare),
    now,
    seq,
  );
  context.run(`UPDATE attempt SET request = '{}', response = NULL WHERE omnimessage_seq = ?`, seq);
  indexMessage(context, seq);
}
