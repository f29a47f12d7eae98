/** The calls about people who subscribed. */
import type { SliceContext } from '../../lib/state.ts';
import type { InboundAccess } from './inbound-state.ts';

const pageLength = 100;

export function subscriptionActions({ engine, get, set }: Pick<SliceContext, 'engine'> & InboundAccess) {
  async function load() {
    const [waiting, addresses] = await Promise.all([
      engine.read((client) => client.subscriptions.list({ limit: pageLength })),
      engine.read((client) => client.subscriptions.addresses()),
    ]);
    if (waiting.ok) set({ subscriptions: waiting.value });
    if (addresses.ok) set({ subscriptionAddresses: addresses.value });
  }
  return {
    load,
    /** Adds the next page. */
    async loadMore() {
      const before = get().subscriptions;
      const after = before?.next;
      if (before === null || !after) return;
      const answer = await engine.read((client) => client.subscriptions.list({ after, limit: pageLength }));
      if (answer.ok && get().subscriptions === before)
        set({ subscriptions: { ...answer.value, entries: [...before.entries, ...answer.value.entries] } });
    },
    async decide(ids: number[], decision: 'confirm' | 'dismiss') {
      const answer = await engine.ask((client) => client.subscriptions.decide({ ids, decision }));
      await load();
      return answer;
    },
  };
}
