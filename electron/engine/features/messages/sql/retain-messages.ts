import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { withoutWords } from '../../../../../shared/messaging/step-words.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import type { RetentionRule } from '../../../obligations.ts';
import { reachableUntil } from './cancel.ts';
import { indexMessage, unindexMessage } from './search-index.ts';

/**
 * Messages under way are kept whatever their age. A message that is no longer polled is not under way once
 * its sending time and all its waits have passed. `?3` is now, epoch ms.
 */
const settled = `(o.state IN ('delivered', 'seen', 'failed', 'refused', 'cancelled')
  OR ((o.state = 'unknown' OR (o.state = 'pending' AND o.next_poll_at IS NULL)) AND ${reachableUntil} <= ?3))`;

/**
 * Applies the retention rule to some of the oldest messages: takes their texts out, or deletes them.
 * @returns how many
 */
export function retainMessages(context: WriteContext, rule: RetentionRule): number {
  const old = context.all<{ seq: number; id: string; omnimessage_id: string | null; draft: string }>(
    `SELECT o.seq, o.id, o.omnimessage_id, o.draft FROM omnimessage o
     WHERE o.created_at < ?1 AND o.stripped_at IS NULL AND ${settled} LIMIT ?2`,
    rule.before,
    rule.limit,
    rule.now,
  );
  for (const message of old) {
    if (rule.kind === 'delete') rule.deleteMessage(message);
    else stripTexts(context, message.seq, message.draft, rule.now);
    context.changed.messages.add(message.id);
  }
  if (rule.kind !== 'delete') return old.length;
  // Messages whose texts an earlier rule removed are deleted as well.
  const stripped = context.all<{ seq: number; id: string; omnimessage_id: string | null }>(
    `SELECT o.seq, o.id, o.omnimessage_id FROM omnimessage o
     WHERE o.created_at < ?1 AND o.stripped_at IS NOT NULL AND ${settled} LIMIT ?2`,
    rule.before,
    Math.max(0, rule.limit - old.length),
    rule.now,
  );
  for (const message of stripped) {
    rule.deleteMessage(message);
    context.changed.messages.add(message.id);
  }
  if (old.length + stripped.length > 0) context.changed.added = true;
  return old.length + stripped.length;
}

function stripTexts(context: WriteContext, seq: number, draft: string, now: number): void {
  unindexMessage(context, seq);
  const chain = JSON.parse(draft) as DraftChain;
  const bare = { ...chain, steps: chain.steps.map(withoutWords) };
  context.run('UPDATE step SET text = NULL WHERE omnimessage_seq = ?', seq);
  context.run(
    `UPDATE omnimessage SET draft = ?, preview = '', recipient_name = NULL, stripped_at = ? WHERE seq = ?`,
    JSON.stringify(bare),
    now,
    seq,
  );
  context.run(`UPDATE attempt SET request = '{}', response = NULL WHERE omnimessage_seq = ?`, seq);
  indexMessage(context, seq);
}
