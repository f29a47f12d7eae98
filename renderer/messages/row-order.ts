/** The list's order and membership, as pure functions: newest first by `seq`, each message once. */
import type { MessageRow } from '../../shared/contract/schemas.ts';

export const tabs = ['all', 'open', 'attention', 'scheduled'] as const;
export type Tab = (typeof tabs)[number];

const openStates = new Set<MessageRow['state']>(['queued', 'sending', 'scheduled', 'pending']);
const attentionStates = new Set<MessageRow['state']>(['failed', 'refused', 'unknown']);

/** Whether a row belongs under a tab, by the same rule as the contract's filter groups. */
export function belongsTo(row: MessageRow, tab: Tab): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'open':
      return openStates.has(row.state);
    case 'attention':
      return attentionStates.has(row.state) || row.deliveredTwice;
    case 'scheduled':
      return row.state === 'scheduled';
  }
}

/**
 * Puts rows into an ordered list of ids, each where its `seq` belongs; those that are there stay.
 * @param seqOf the `seq` of an id that is in the list
 */
export function insertRows(
  ids: readonly string[],
  rows: readonly MessageRow[],
  seqOf: (id: string) => number,
): readonly string[] {
  const known = new Set(rows.length > 8 ? ids : ids.slice(0, 64));
  const fresh = rows.filter((row) => !known.has(row.id)).toSorted((one, other) => other.seq - one.seq);
  if (fresh.length === 0) return ids;
  const merged: string[] = [];
  let next = 0;
  for (const id of ids) {
    const seq = seqOf(id);
    for (let row = fresh[next]; row && row.seq >= seq; row = fresh[next]) {
      if (row.id !== id) merged.push(row.id);
      next += 1;
    }
    merged.push(id);
  }
  for (const row of fresh.slice(next)) merged.push(row.id);
  return merged;
}
