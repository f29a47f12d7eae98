/** Loads the rows of new or changed messages from the engine. */
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { ListActions } from './list-actions.ts';

const mostIdsAtOnce = 1000;

/** Returns the function that takes the ids of new or changed messages. */
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
      const batch = [...changed].slice(0, mostIdsAtOnce);
      for (const id of batch) changed.delete(id);
      const answer = await engine.read((client) => client.messages.rows({ ids: batch }));
      if (answer.ok) unsure = list.take(batch, answer.value) || unsure;
    }
    asking = false;
    if (unsure && list.isAtTop()) reloadAgain();
  }

  return (ids: readonly string[]) => {
    for (const id of ids) changed.add(id);
    void askChanged();
  };
}
