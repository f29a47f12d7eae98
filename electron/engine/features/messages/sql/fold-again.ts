/**
 * Folds messages of an earlier version again by the current rule, in batches. The progress is stored in the
 * same transaction, so a kill in between loses nothing.
 */
import { isFailed } from '../../../../../shared/messaging/status.ts';
import { knownStatuses } from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { refold } from './refold.ts';

/**
 * Increased with each change of the fold for which stored messages must be folded again. 2: a failure is
 * final.
 */
const rule = 2;
const key = 'folded';
/** How many messages one call examines, and how many of them it folds at most. */
const lookedAt = 2_000;
const foldedAtOnce = 100;

type Progress = {
  readonly rule: number;
  /** Messages from this seq on are done; null if all are. */
  readonly from: number | null;
};

export type FoldedAgain = { readonly folded: number; readonly more: boolean };

const failures = knownStatuses
  .filter(isFailed)
  .map((status) => `'${status}'`)
  .join(', ');

/** Messages that rule 2 folds differently: a step counts as open although a failure is stored. */
const openAfterFailure = `state IN ('pending', 'unknown') AND EXISTS (
  SELECT 1 FROM status_event e WHERE e.omnimessage_seq = step.omnimessage_seq AND e.status IN (${failures}))`;

/**
 * Folds the next batch of messages again, newest first.
 * @param input.now UTC epoch ms
 */
export function foldAgain(context: WriteContext, input: { readonly now: number }): FoldedAgain {
  const from = progressOf(context);
  if (from === null) return { folded: 0, more: false };
  const last = context.get<{ seq: number }>(
    `SELECT seq FROM omnimessage WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ${lookedAt - 1}`,
    from,
  );
  const found = context.all<{ seq: number }>(
    `SELECT DISTINCT omnimessage_seq AS seq FROM step WHERE omnimessage_seq < ? AND omnimessage_seq >= ? AND ${openAfterFailure}
     ORDER BY omnimessage_seq DESC LIMIT ${foldedAtOnce}`,
    from,
    last?.seq ?? Number.MIN_SAFE_INTEGER,
  );
  for (const { seq } of found) refold(context, seq, input.now);
  const next = found.length === foldedAtOnce ? found.at(-1)?.seq : last?.seq;
  writeProgress(context, { rule, from: next ?? null });
  return { folded: found.length, more: next !== undefined };
}

/** Folds an imported message by the current rule, if it was exported with another. */
export function foldImported(context: WriteContext, seq: number, now: number): void {
  const found = context.get(`SELECT 1 FROM step WHERE omnimessage_seq = ? AND ${openAfterFailure}`, seq);
  if (found !== undefined) refold(context, seq, now);
}

/** Returns the seq below which messages are still to be folded; null if there are none. */
function progressOf(context: WriteContext): number | null {
  const row = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
  // Only written below.
  const progress = row === undefined ? null : (JSON.parse(row.value) as Progress);
  return progress?.rule === rule ? progress.from : Number.MAX_SAFE_INTEGER;
}

function writeProgress(context: WriteContext, progress: Progress): void {
  context.run(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    JSON.stringify(progress),
  );
}
