/**
 * Tests the list of a long history: it loads pages at both ends, drops distant pages, and never skips a
 * message.
 */
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { bulkActions } from '../../../renderer/features/messages/bulk-actions.ts';
import { listActions } from '../../../renderer/features/messages/list-actions.ts';
import { initialMessages, type MessagesContext } from '../../../renderer/features/messages/messages-state.ts';
import type { Engine } from '../../../renderer/lib/engine-client.ts';
import type { DeckState } from '../../../renderer/lib/state.ts';
import type { EngineClient } from '../../../renderer/lib/transport.ts';
import type { MessageFilter, MessageRow } from '../../../shared/contract/messages.ts';
import { row } from './rows.ts';

type Asked = { filter?: MessageFilter; after?: string; limit?: number };

const idOf = (seq: number) => `m${seq}`;

/** Returns a list over a history of this many messages, which pages by key as the engine does. */
function listOver(count: number, sort?: MessageFilter['sort']) {
  let newest = count;
  const message = (seq: number): MessageRow => row({ id: idOf(seq), seq });
  const list = async ({ filter, after, limit = 100 }: Asked) => {
    if (filter?.search === 'fails') throw new Error('not reachable');
    if (filter?.search !== undefined) return { rows: [message(Number(filter.search))], next: null };
    const up = filter?.sort === 'oldest';
    const from = after === undefined ? (up ? 1 : newest) : Number(after) + (up ? 1 : -1);
    const seqs = Array.from({ length: limit }, (_, at) => (up ? from + at : from - at)).filter(
      (seq) => seq >= 1 && seq <= newest,
    );
    const last = seqs.at(-1);
    const more = last !== undefined && (up ? last < newest : last > 1);
    return { rows: seqs.map(message), next: more ? String(last) : null };
  };
  // Only the calls that the list makes exist.
  const client = { messages: { list } } as unknown as EngineClient;
  const engine = {
    read: (call: (client: EngineClient) => Promise<unknown>) =>
      call(client).then(
        (value) => ({ ok: true, value }),
        () => ({ ok: false, problem: { code: 'not-reachable' } }),
      ),
  } as unknown as Engine;
  const store = createStore(() => ({
    messages: initialMessages(sort === undefined ? '' : `sort=${sort}`),
    console: { overview: null },
  })) as unknown as Parameters<typeof listActions>[0]['store'];
  const context = {
    store,
    engine,
    now: () => 0,
    newKey: () => 'key',
    page: globalThis,
  } as unknown as Parameters<typeof listActions>[0];
  const actions = listActions(context);
  const state = (): DeckState['messages'] => store.getState().messages;
  return {
    store,
    bulk: bulkActions(context as MessagesContext, actions, () => undefined),
    actions,
    state,
    seqs: () => state().ids.map((id) => Number(id.slice(1))),
    /** Adds new messages and notifies the list. */
    add(many: number) {
      const fresh = Array.from({ length: many }, (_, at) => message(newest + 1 + at));
      newest += many;
      actions.take(
        fresh.map(({ id }) => id),
        fresh,
      );
    },
  };
}

/** Returns whether the list is continuous and in order. */
function isWhole(seqs: readonly number[], step: 1 | -1): boolean {
  return seqs.every((seq, index) => index === 0 || seq === (seqs[index - 1] ?? 0) + step);
}

const bound = 12_400;

describe('a list of 30,000 messages', () => {
  it('can be scrolled to its end and back, keeps a limited part, and skips nothing', async () => {
    const list = listOver(30_000);
    await list.actions.begin();
    while (!list.state().atEnd) {
      await list.actions.below();
      expect(list.state().ids.length).toBeLessThan(bound);
      expect(list.state().rows.size).toBeLessThan(bound);
    }
    expect(list.seqs().at(-1)).toBe(1);
    expect(isWhole(list.seqs(), -1)).toBe(true);
    expect(list.state().atStart).toBe(false);
    while (!list.state().atStart) {
      await list.actions.above();
      expect(list.state().ids.length).toBeLessThan(bound);
    }
    expect(list.seqs()[0]).toBe(30_000);
    expect(isWhole(list.seqs(), -1)).toBe(true);
    expect(list.state().atEnd).toBe(false);
  });

  it('does not lose messages that arrived while the user was far down', async () => {
    const list = listOver(30_000);
    await list.actions.begin();
    for (let page = 0; page < 80; page += 1) await list.actions.below();
    expect(list.state().atStart).toBe(false);
    list.add(700);
    expect(list.seqs()[0]).toBeLessThan(30_000);
    while (!list.state().atStart) await list.actions.above();
    expect(list.seqs()[0]).toBe(30_700);
    expect(isWhole(list.seqs(), -1)).toBe(true);
    list.add(1);
    expect(list.seqs()[0]).toBe(30_701);
  });

  it('jumps to its last message at once, and scrolls from there back to the first', async () => {
    const list = listOver(30_000);
    await list.actions.begin();
    await list.actions.toEnd();
    expect(list.seqs().at(-1)).toBe(1);
    expect(list.state().atEnd).toBe(true);
    list.add(3);
    expect(list.seqs()).toHaveLength(200);
    while (!list.state().atStart) {
      await list.actions.above();
      expect(list.state().ids.length).toBeLessThan(bound);
    }
    expect(list.seqs()[0]).toBe(30_003);
    expect(isWhole(list.seqs(), -1)).toBe(true);
    while (!list.state().atEnd) await list.actions.below();
    expect(list.seqs().at(-1)).toBe(1);
    expect(isWhole(list.seqs(), -1)).toBe(true);
  });

  it('works the same with the oldest first: new messages belong to its end', async () => {
    const list = listOver(1000, 'oldest');
    await list.actions.begin();
    list.add(1);
    expect(list.seqs().at(-1)).toBe(200);
    await list.actions.toEnd();
    expect(list.seqs().at(-1)).toBe(1001);
    list.add(2);
    expect(list.seqs().at(-1)).toBe(1003);
    while (!list.state().atStart) await list.actions.above();
    expect(list.seqs()[0]).toBe(1);
    expect(isWhole(list.seqs(), 1)).toBe(true);
  });
});

describe('selecting all', () => {
  it('selects nothing of the list that was shown before', async () => {
    const list = listOver(300);
    await list.actions.begin();
    const search = (text: string) =>
      list.store.setState((state) => ({
        messages: { ...state.messages, view: { ...state.messages.view, search: text } },
      }));
    search('7');
    const loading = list.actions.begin();
    await list.bulk.chooseAll();
    await loading;
    expect([...list.state().chosen]).toEqual(['m7']);
    list.bulk.clearChoice();
    search('fails');
    const failing = list.actions.begin();
    await list.bulk.chooseAll();
    await failing;
    expect(list.state().chosen.size).toBe(0);
  });
});
