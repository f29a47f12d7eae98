/**
 * The loaded rows by id: those of the list in its order, and selected ones that the list no longer contains.
 */
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { insertRows, type Order, orderOf, type Place } from './row-order.ts';

export type ListRows = ReturnType<typeof createListRows>;

/**
 * Creates the rows. @param isChosen rows of selected messages stay, because actions on them show their
 * numbers
 */
export function createListRows(isChosen: (id: string) => boolean) {
  const rows = new Map<string, MessageRow>();
  const listed = new Set<string>();
  let order = orderOf('newest');

  function forget(id: string) {
    listed.delete(id);
    if (!isChosen(id)) rows.delete(id);
  }

  return {
    rows,
    listed,
    forget,
    order: (one: Place, other: Place): number => order(one, other),
    orderBy(other: Order) {
      order = other;
    },
    clear() {
      for (const id of [...rows.keys()]) forget(id);
    },
    /** Returns the ids with those of the new rows in their places. */
    insert(ids: readonly string[], fresh: readonly MessageRow[]): readonly string[] {
      for (const row of fresh) {
        rows.set(row.id, row);
        listed.add(row.id);
      }
      return insertRows(ids, fresh, (id) => rows.get(id), order);
    },
    /** Returns the ids of the rows that `isKept` keeps; the others are dropped. */
    keep(ids: readonly string[], isKept: (place: Place) => boolean): readonly string[] {
      return ids.filter((id) => {
        const row = rows.get(id);
        if (row !== undefined && isKept(row)) return true;
        forget(id);
        return false;
      });
    },
  };
}
