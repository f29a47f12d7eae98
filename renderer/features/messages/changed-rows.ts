/** Takes the rows of new or changed messages, and loads the ones that did not come with the change. */
import type { MessageRow } from '../../../shared/contract/messages.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { ListActions } from './list-actions.ts';

const mostIdsAtOnce = 1000;

/** Returns the function that takes the ids of new or changed messages, with their rows if they came. */
export function changedRows({ engine }: Pick<SliceContext, 'engine'>, list: ListActions) {
  const changed = new Set<string>();
  let asking = false;

  const reloadAgain = throttle(1000, () => list.begin());

  /** Loads changes one call at a time, so that a flood of reports becomes a few larger calls. */
  async function askChanged() {
    if (asking) return;
    asking = true;
    let unsure = false;
    while (changed.size > 0) {
      await list.loaded();
      const batch = [...changed].slice(0, mostIdsAtOnce);
      for (const id of batch) changed.delete(id);
      const answer = await engine.read((client) => client.messages.rows({ ids: batch }));
      if (answer.ok) unsure = list.take(batch, answer.value) || unsure;
    }
    asking = false;
    if (unsure && list.isAtTop()) reloadAgain();
  }

  return (ids: readonly string[], rows: readonly MessageRow[] | undefined) => {
    if (ids.length === 0) return;
    if (rows !== undefined) {
      if (list.take(ids, rows) && list.isAtTop()) reloadAgain();
      // An answer under way may have been read before the change, and would bring the earlier row back.
      if (!asking && !list.isLoading()) return;
    }
    for (const id of ids) changed.add(id);
    void askChanged();
  };
}
