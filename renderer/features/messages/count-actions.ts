/** The number of messages, by tab and in the filtered list. */
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { isNarrowed, type MessagesState } from './messages-state.ts';
import { filterOf } from './view.ts';

/** Messages above this number are not counted. */
const countedUpTo = 100_000;

export function countActions({ store, engine, now }: SliceContext) {
  let counting = 0;
  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));

  const loadCounts = throttle(500, async () => {
    const accountId = store.getState().console.overview?.currentAccountId ?? null;
    const answer = await engine.read((client) =>
      client.messages.counts(accountId === null ? {} : { accountId }),
    );
    if (answer.ok) set({ counts: answer.value });
  });

  const countFound = throttle(1500, async () => {
    counting += 1;
    const turn = counting;
    const { view } = get();
    if (!isNarrowed(view)) {
      set({ found: null });
      return;
    }
    const current = store.getState().console.overview?.currentAccountId ?? null;
    const filter = filterOf(view, current, now());
    const answer = await engine.read((client) =>
      client.messages.countMatching({ filter, upTo: countedUpTo }),
    );
    if (turn === counting && view === get().view && answer.ok) set({ found: answer.value });
  });

  return { loadCounts, countFound };
}
