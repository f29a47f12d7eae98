import type { WriteContext } from '../../../db/write-context.ts';
import { parseUnfinished, unfinishedErasuresKey } from './unfinished-erasures.ts';

function unfinished(context: WriteContext): readonly string[] {
  const row = context.get<{ value: string }>(
    'SELECT value FROM setting WHERE key = ?',
    unfinishedErasuresKey,
  );
  return parseUnfinished(row?.value);
}

function store(context: WriteContext, digests: readonly string[]): void {
  context.run('DELETE FROM setting WHERE key = ?', unfinishedErasuresKey);
  if (digests.length === 0) return;
  context.run(
    'INSERT INTO setting (key, value) VALUES (?, ?)',
    unfinishedErasuresKey,
    JSON.stringify(digests),
  );
}

/** Notes in the transaction of an erasure that its copies outside the database are still to be removed. */
export function noteUnfinished(context: WriteContext, digest: string): void {
  store(context, [...new Set([...unfinished(context), digest])]);
}

/**
 * Notes that every copy of an erased number was removed.
 * @param input.digest null: none was; only the log of the database is emptied
 * @returns how many erasures are not finished
 */
export function finishErasure(context: WriteContext, input: { readonly digest: string | null }): number {
  const left = unfinished(context).filter((digest) => digest !== input.digest);
  store(context, left);
  return left.length;
}
