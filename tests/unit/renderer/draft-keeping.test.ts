/**
 * Tests how the current draft is saved, with an in-memory copy of the engine's drafts that can lose its
 * connection or be full.
 */
import { describe, expect, it } from 'vitest';
import { chainOf, draftFrom } from '../../../renderer/features/compose/draft.ts';
import { parseDraft } from '../../../renderer/features/compose/draft-schema.ts';
import type { Answer, Engine } from '../../../renderer/lib/engine-client.ts';
import type { EngineClient } from '../../../renderer/lib/transport.ts';
import { createDeck } from '../../../renderer/shell/create-deck.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { fail, ok, type Problem } from '../../../shared/messaging/problem.ts';
import type { E164 } from '../../../shared/messaging/types.ts';

const somebody = '+37255500001' as E164;

const problem = (code: string, message: string, hint: string): Problem => ({
  code,
  field: null,
  message,
  hint,
});

type Kept = { preview: string; content: Record<string, unknown>; updatedAt: number };

/** The engine's drafts as the engine stores them. */
function memoryEngine() {
  const kept = new Map<string, Kept>();
  const sent: unknown[] = [];
  let time = 0;
  let trouble: string | null = null;
  const row = (id: string, one: Kept) => ({
    id,
    accountId: null,
    preview: one.preview,
    people: 0,
    createdAt: 0,
    updatedAt: one.updatedAt,
  });
  const client = {
    compose: {
      drafts: {
        list: async () => [...kept].map(([id, one]) => row(id, one)),
        get: async ({ id }: { id: string }) => {
          const one = kept.get(id);
          return one ? ok({ ...row(id, one), content: one.content }) : fail(problem('no-such-draft', '', ''));
        },
        save: async (input: {
          id: string;
          preview: string;
          content: Record<string, unknown>;
          basedOn?: number | null;
        }) => {
          if (trouble !== null) return fail(problem(trouble, 'The disk is full.', 'Make room.'));
          const before = kept.get(input.id);
          if (input.basedOn !== undefined && (before?.updatedAt ?? null) !== input.basedOn) {
            return fail(problem(before ? 'draft-changed' : 'draft-gone', '', ''));
          }
          time += 1;
          // What is stored is a copy, as after a transfer.
          const one = { preview: input.preview, content: structuredClone(input.content), updatedAt: time };
          kept.set(input.id, one);
          return ok(row(input.id, one));
        },
        remove: async ({ id }: { id: string }) =>
          kept.delete(id) ? ok({}) : fail(problem('no-such-draft', '', '')),
      },
    },
    messages: {
      send: async (input: { draftId?: string }) => {
        sent.push(input);
        if (trouble !== null) return fail(problem(trouble, '', ''));
        kept.delete(input.draftId ?? '');
        return ok({ batchId: 'b', messages: [] });
      },
    },
  } as unknown as EngineClient;
  const engine: Engine = {
    read: async (call) => ({ ok: true, value: await call(client) }),
    ask: async <T>(call: (of: EngineClient) => Promise<Answer<T>>) => call(client),
    run: async () => undefined,
    retryNow: () => undefined,
  };
  return {
    engine,
    kept,
    sent,
    break(code: string | null) {
      trouble = code;
    },
  };
}

/** Opens a page that can be left and loaded again. */
function openPage(engine: Engine, storage = new Map<string, string>()) {
  const page = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    location: { hash: '' },
    history: { state: null, pushState: () => undefined, replaceState: () => undefined },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    },
    // Timers never fire; tests call keepNow instead.
    setTimeout: () => 1,
    clearTimeout: () => undefined,
  });
  const { store, actions } = createDeck({
    engine,
    now: () => 0,
    newKey: () => crypto.randomUUID(),
    page: page as unknown as Window,
  });
  const { compose } = actions;
  const state = () => store.getState().compose;
  const write = (text: string) => compose.editStep(state().draft.selected, { text });
  return {
    compose,
    undo: actions.undo,
    state,
    write,
    page,
    storage,
    text: () => state().draft.steps[0]?.text,
  };
}

describe('the draft on the screen', () => {
  it('is saved, and found again after a reload', async () => {
    const { engine, kept } = memoryEngine();
    const one = openPage(engine);
    one.write('Tere');
    expect(one.state().keeping.state).toBe('waiting');
    await one.compose.keepNow();
    expect(one.state().keeping.state).toBe('kept');
    expect([...kept.values()].map(({ preview }) => preview)).toEqual(['Tere']);
    const again = openPage(engine, one.storage);
    await again.compose.onOpen();
    expect(again.text()).toBe('Tere');
    again.write('Tere taas');
    await again.compose.keepNow();
    expect(kept.size).toBe(1);
  });

  it('that could not be saved before the page was left is still restored, once', async () => {
    const { engine, kept } = memoryEngine();
    const one = openPage(engine);
    one.write('Half');
    one.page.dispatchEvent(new Event('pagehide'));
    await one.compose.keepNow();
    const again = openPage(engine, one.storage);
    expect(again.text()).toBe('Half');
    await again.compose.onOpen();
    await again.compose.keepNow();
    expect(kept.size).toBe(1);
    expect(again.state()).toMatchObject({ elsewhere: null, keeping: { state: 'kept' } });
  });

  it('that an older version saved in the page only is taken over once', async () => {
    const { engine, kept } = memoryEngine();
    const former = {
      recipients: [{ key: 'r', written: '+37255500001' }],
      typed: '',
      steps: [{ key: 's', channel: 'sms', text: 'Old', sender: '', waitSeconds: null, autoconvert: 'on' }],
      selected: 's',
      sendAt: null,
    };
    const storage = new Map([['omnideck:draft', JSON.stringify(former)]]);
    const one = openPage(engine, storage);
    expect(one.text()).toBe('Old');
    expect(storage.has('omnideck:draft')).toBe(false);
    await one.compose.onOpen();
    await one.compose.keepNow();
    expect(kept.size).toBe(1);
  });

  it('that cannot be saved reports it, stays on the screen, and is saved once possible', async () => {
    const memory = memoryEngine();
    const one = openPage(memory.engine);
    memory.break('disk-full');
    one.write('Tere');
    await one.compose.keepNow();
    expect(one.state().keeping).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
    expect(one.text()).toBe('Tere');
    one.write('Tere taas');
    expect(one.state().keeping.state).toBe('failed');
    memory.break(null);
    await one.compose.keepNow();
    expect(one.state().keeping.state).toBe('kept');
    expect([...memory.kept.values()].map(({ preview }) => preview)).toEqual(['Tere taas']);
  });

  it('stays if loading another draft would lose it', async () => {
    const memory = memoryEngine();
    const one = openPage(memory.engine);
    memory.break('disk-full');
    one.write('Tere');
    const refused = await one.compose.beginFrom({
      chain: { steps: [{ channel: 'sms', text: 'x' }] },
      to: [],
      purpose: '',
      tags: [],
    });
    expect(refused?.code).toBe('disk-full');
    expect(one.text()).toBe('Tere');
  });

  it('is never overwritten by another window', async () => {
    const { engine, kept } = memoryEngine();
    const one = openPage(engine);
    one.write('Begun');
    await one.compose.keepNow();
    const other = openPage(engine);
    await other.compose.openDraft(one.state().draftId);
    other.write('There');
    one.write('Here');
    await other.compose.keepNow();
    await one.compose.keepNow();
    expect([...kept.values()].map(({ preview }) => preview).sort()).toEqual(['Here', 'There']);
    expect(one.state().elsewhere).toBe('changed');
    expect(one.text()).toBe('Here');
  });

  it('follows the changes of another window, and becomes empty when that window sends it', async () => {
    const { engine } = memoryEngine();
    const one = openPage(engine);
    one.write('Begun');
    await one.compose.keepNow();
    const other = openPage(engine);
    await other.compose.openDraft(one.state().draftId);
    other.write('Gone on with');
    await other.compose.keepNow();
    await one.compose.followDrafts();
    expect(one.text()).toBe('Gone on with');
    await other.compose.send([somebody], chainOf(other.state().draft));
    await one.compose.followDrafts();
    expect(one.text()).toBe('');
    expect(one.state().elsewhere).toBe('gone');
  });

  it('is removed once sent, and restored if sending failed', async () => {
    const memory = memoryEngine();
    const one = openPage(memory.engine);
    one.write('Tere');
    await one.compose.keepNow();
    memory.break('unreachable');
    await one.compose.send([somebody], chainOf(one.state().draft));
    expect(one.text()).toBe('Tere');
    memory.break(null);
    await one.compose.send([somebody], chainOf(one.state().draft));
    expect(one.text()).toBe('');
    expect(memory.kept.size).toBe(0);
    const keys = memory.sent.map((input) => (input as { requestKey: string }).requestKey);
    expect(new Set(keys).size).toBe(1);
  });

  it('loses an erased person, and cannot bring them back', async () => {
    const { engine, kept } = memoryEngine();
    const one = openPage(engine);
    one.compose.addRecipients(['+372 5550 0001', '+372 5550 0002']);
    one.write('Tere');
    await one.compose.keepNow();
    one.compose.forgetNumber('+37255500001');
    await one.compose.keepNow();
    expect(one.state().draft.recipients.map(({ written }) => written)).toEqual(['+372 5550 0002']);
    expect(JSON.stringify([...kept.values()])).not.toContain('0001');
    one.compose.discard();
    one.compose.forgetNumber('+37255500002');
    await one.undo.undo();
    expect(JSON.stringify([...kept.values()])).not.toContain('0002');
  });

  it('can start from a sent message; the previous draft is saved, and braces stay literal', async () => {
    const { engine, kept } = memoryEngine();
    const one = openPage(engine);
    one.write('Before');
    const chain: DraftChain = {
      steps: [
        { channel: 'viber', text: 'Hi {Mari}', ttlSeconds: 90, sender: 'Shop' },
        { channel: 'sms', text: 'Hi', validityMinutes: 5, autoconvert: 'off' },
      ],
      timeToSend: 5,
    };
    expect(
      await one.compose.beginFrom({ chain, to: ['+37255500001'], purpose: 'Asked', tags: ['a'] }),
    ).toBeNull();
    expect(one.text()).toBe('Hi {{Mari}}');
    expect(one.state().draft.sendAt).toBeNull();
    expect(one.state().draft).toMatchObject({ purpose: 'Asked', tags: ['a'] });
    expect(one.state().draft.recipients.map(({ written }) => written)).toEqual(['+37255500001']);
    expect([...kept.values()].map(({ preview }) => preview)).toEqual(['Before', 'Hi {{Mari}}']);
  });
});

describe('a stored draft', () => {
  it('is read back completely', () => {
    const chain: DraftChain = {
      steps: [
        { channel: 'viber', text: '', content: { text: 'Tere', image_url: 'https://x.ee/a.png' } },
        { channel: 'sms', text: 'Tere', udh: '06050415811581', sender: 'S' },
      ],
      priority: 'high',
      textStore: 'sha256',
    };
    const draft = {
      ...draftFrom(chain, ['+37255500001'], () => crypto.randomUUID()),
      columns: ['name'],
      recipients: [{ key: 'r', written: '5', values: { name: 'Mari' }, row: 3 }],
      purpose: 'p',
      tags: ['t'],
      sendAt: 7,
      sendAtTheirs: '2030-01-01T09:00',
    };
    expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(parseDraft({})).toBeNull();
  });
});
