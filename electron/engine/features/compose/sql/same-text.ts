import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { wordsOf } from '../../../../../shared/messaging/same-words.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';

export type AskedText = {
  readonly to: E164;
  /** When it would be sent, UTC epoch ms. */
  readonly at: number;
  /** The index of its text in `words`. */
  readonly words: number;
};

export type SameText = { readonly to: E164; readonly id: string; readonly sentAt: number };

const dayMs = 86_400_000;
/**
 * A message that was sent within the day may have been written this long ago, because it may have been
 * scheduled.
 */
const writtenMs = 31 * dayMs;
/** How many of a number's newest messages are examined, because a number for tests may have very many. */
const mostOfOne = 200;

type Row = { readonly to: E164; readonly id: string; readonly draft: string; readonly sentAt: number };

/**
 * Finds recipients with the same text within a day of the given time, before or after: the latest message of
 * each. Messages that certainly reached nobody (refused, cancelled, failed) do not count; the channel does
 * not matter.
 *
 * One walk of the recipient's index per number, whatever the size of the history.
 */
export function sameText(
  context: QueryContext,
  input: { readonly asked: readonly AskedText[]; readonly words: readonly (readonly string[])[] },
): SameText[] {
  const byNumber = new Map(input.asked.map((one) => [one.to, one]));
  const from = input.asked.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY) - dayMs;
  const to = input.asked.reduce((most, { at }) => Math.max(most, at), 0) + dayMs;
  const since = context.get<{ seq: number }>(
    `SELECT seq FROM omnimessage INDEXED BY omnimessage_age WHERE created_at >= ? AND stripped_at IS NULL
     ORDER BY created_at LIMIT 1`,
    from - writtenMs,
  );
  const numbers = JSON.stringify([...byNumber.keys()]);
  const columns = `o.recipient AS "to", o.id, o.draft, coalesce(o.send_at, o.created_at) AS sentAt`;
  const rows = context.all<Row>(
    `SELECT ${columns}
     FROM json_each(?) AS asked CROSS JOIN omnimessage o ON o.seq IN (
       SELECT seq FROM omnimessage INDEXED BY omnimessage_recipient WHERE recipient = asked.value AND seq >= ?
       ORDER BY seq DESC LIMIT ${mostOfOne})
     WHERE coalesce(o.send_at, o.created_at) BETWEEN ? AND ?
       AND +o.state NOT IN ('refused', 'cancelled', 'failed')`,
    numbers,
    since?.seq ?? Number.MAX_SAFE_INTEGER,
    from,
    to,
  );
  // A scheduled message may have been written at any time.
  const waiting = context.all<Row>(
    `SELECT ${columns} FROM omnimessage o INDEXED BY omnimessage_state
     WHERE o.state IN ('scheduled', 'queued', 'sending') AND o.send_at BETWEEN ? AND ?
       AND o.recipient IN (SELECT value FROM json_each(?))`,
    from,
    to,
    numbers,
  );
  // A send to many recipients has the same text in the same JSON, which is read once.
  let last: { readonly draft: string; readonly texts: readonly string[] } = { draft: '', texts: [] };
  const found = new Map<string, SameText>();
  for (const row of [...rows, ...waiting]) {
    const asked = byNumber.get(row.to);
    if (asked === undefined || Math.abs(row.sentAt - asked.at) >= dayMs) continue;
    const wanted = input.words[asked.words] ?? [];
    if (last.draft !== row.draft) {
      last = { draft: row.draft, texts: wordsOf(JSON.parse(row.draft) as DraftChain) };
    }
    if (!last.texts.some((words) => wanted.includes(words))) continue;
    const before = found.get(row.to);
    if (before === undefined || before.sentAt < row.sentAt) {
      found.set(row.to, { to: row.to, id: row.id, sentAt: row.sentAt });
    }
  }
  return [...found.values()];
}
