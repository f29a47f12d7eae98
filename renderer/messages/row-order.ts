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
 * @returns the same list where nothing is new
 */
export function insertRows(
  ids: readonly string[],
  rows: readonly Pick<MessageRow, 'id' | 'seq'>[],
  seqOf: (id: string) => number,
): readonly string[] {
  const sorted = rows.toSorted((one, other) => other.seq - one.seq);
  const merged: string[] = [];
  let at = 0;
  let added = 0;
  for (const row of sorted) {
    for (let id = ids[at]; id !== undefined && seqOf(id) > row.seq; id = ids[at]) {
      merged.push(id);
      at += 1;
    }
    /* No two messages have the same seq: one that has it is this one. */
    if (ids[at] === row.id || merged.at(-1) === row.id) continue;
    merged.push(row.id);
    added += 1;
  }
  /* What is new is at the top as a rule, so that the rest is taken as it is. */
  return added === 0 ? ids : merged.concat(ids.slice(at));
}
