/**
 * Tests the inspector's list during a search: the matches, how far back it searched, and how to search
 * further.
 */
import { describe, expect, it } from 'vitest';
import type { Answer, Engine } from '../../../renderer/lib/engine-client.ts';
import type { EngineClient } from '../../../renderer/lib/transport.ts';
import { createDeck } from '../../../renderer/shell/create-deck.ts';
import type { ReportPage, ReportRow } from '../../../shared/contract/reports.ts';

/** How many callbacks the engine searches in one call. */
const atOnce = 10;

function row(id: number): ReportRow {
  return {
    id,
    receivedAt: id * 1000,
    accountId: 'a',
    verdict: 'verified',
    outcome: 'applied',
    messageId: null,
    status: 'ACK',
    channel: 'sms',
    to: null,
    inbound: null,
    bytes: 2,
  };
}

/**
 * Returns a window with an engine of this many callbacks, some of which match. The engine searches ten per
 * call.
 */
function deckOf(count: number, found: readonly number[]) {
  let asked = 0;
  const list = async (input: { before?: number; search?: string }): Promise<ReportPage> => {
    asked += 1;
    const top = input.before ?? count + 1;
    const all = Array.from({ length: count }, (_, index) => count - index).filter((id) => id < top);
    if (input.search === undefined) return { rows: all.map(row), next: null, searched: null };
    const floor = Math.max(0, top - atOnce);
    return {
      rows: found.filter((id) => id < top && id >= floor).map(row),
      next: floor > 1 ? floor : null,
      searched: floor > 1 ? { callbacks: atOnce, backTo: floor * 1000 } : null,
    };
  };
  const client = { reports: { list } } as unknown as EngineClient;
  const engine: Engine = {
    read: async (call) => ({ ok: true, value: await call(client) }),
    ask: async <T>(call: (of: EngineClient) => Promise<Answer<T>>) => call(client),
    run: async () => undefined,
    retryNow: () => undefined,
  };
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const page = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    location: { hash: '#/reports' },
    sessionStorage: storage,
    localStorage: storage,
    setTimeout: () => 1,
    clearTimeout: () => undefined,
  }) as unknown as Window;
  const deck = createDeck({ engine, now: () => 0, newKey: () => 'key', page });
  return {
    actions: deck.actions.reports,
    state: () => deck.store.getState().reports,
    asked: () => asked,
  };
}

/** Resolves once the requested callbacks have arrived. */
async function settled(deck: ReturnType<typeof deckOf>): Promise<void> {
  await expect.poll(() => deck.state().loading).toBeNull();
}

describe('the search of callbacks in the window', () => {
  it('shows how far back it searched, and does not continue automatically', async () => {
    const deck = deckOf(95, [94, 3]);
    deck.actions.open(null);
    await settled(deck);
    deck.actions.setSearch('  ack ');
    await settled(deck);
    expect(deck.state()).toMatchObject({ search: 'ack', searched: { callbacks: 10, backTo: 86_000 } });
    expect(deck.state().rows.map(({ id }) => id)).toEqual([94]);
    const asked = deck.asked();
    await deck.actions.loadMore();
    expect(deck.asked()).toBe(asked);
  });

  it('searches further back until something is found, and shows the total range', async () => {
    const deck = deckOf(95, [94, 30]);
    deck.actions.open(null);
    deck.actions.setSearch('ack');
    await settled(deck);
    await deck.actions.searchBack();
    expect(deck.state().rows.map(({ id }) => id)).toEqual([94, 30]);
    expect(deck.state()).toMatchObject({
      loading: null,
      next: 26,
      searched: { callbacks: 70, backTo: 26_000 },
    });
    await deck.actions.searchBack();
    expect(deck.state()).toMatchObject({ next: null, searched: null });
  });

  it('asks the user again after a large range without a match', async () => {
    const deck = deckOf(1_000, []);
    deck.actions.open(null);
    deck.actions.setSearch('ack');
    await settled(deck);
    const asked = deck.asked();
    await deck.actions.searchBack();
    expect(deck.asked() - asked).toBe(10);
    expect(deck.state().searched?.callbacks).toBe(110);
  });

  it('drops an older search when a new one is typed', async () => {
    const deck = deckOf(1_000, [999]);
    deck.actions.open(null);
    deck.actions.setSearch('first');
    await settled(deck);
    const back = deck.actions.searchBack();
    deck.actions.setSearch('');
    await back;
    await settled(deck);
    expect(deck.state()).toMatchObject({ search: '', searched: null, next: null });
    expect(deck.state().rows).toHaveLength(1_000);
  });
});
