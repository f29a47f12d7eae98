import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type EngineListener, pauseBefore } from '../../../renderer/lib/engine-client.ts';
import { type EngineClient, type Link, ShutOutError } from '../../../renderer/lib/transport.ts';
import type { Change } from '../../../shared/contract/console.ts';

const problem = (code: string) => ({ code, field: null, message: `${code}.`, hint: 'Mend it.' });
const problems = { unreachable: problem('engine-unreachable'), fault: problem('engine-fault') };

type FakeLink = Link & {
  /** Emits a change as the engine would. */
  readonly tell: (change: Change) => void;
  /** Whether calls are answered; false is like a socket that is open but never answers. */
  answers: boolean;
  readonly isClosed: () => boolean;
};

/** Returns a link whose other end is the test; it has only the calls that the client itself makes. */
function fakeLink(): FakeLink {
  const pending: Change[] = [];
  let more: () => void = () => undefined;
  let over = false;
  let gone: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    gone = resolve;
  });
  async function* changes(): AsyncGenerator<Change> {
    while (!over) {
      for (let next = pending.shift(); next; next = pending.shift()) yield next;
      await new Promise<void>((resolve) => {
        more = resolve;
      });
    }
  }
  const link = {
    answers: true,
    closed,
    close() {
      over = true;
      more();
      gone();
    },
    tell(change: Change) {
      pending.push(change);
      more();
    },
    isClosed: () => over,
    client: {
      console: {
        changes: async () => changes(),
        info: () => (link.answers ? Promise.resolve({}) : new Promise(() => undefined)),
      },
    } as unknown as EngineClient,
  };
  return link;
}

/** Starts a client that opens these links one after another; an Error means that the attempt fails. */
function start(links: readonly (FakeLink | Error)[]) {
  const waiting = [...links];
  const heard: string[] = [];
  const lost: { retryAt: number; shutOut: boolean }[] = [];
  const listener: EngineListener = {
    onOpen: () => heard.push('open'),
    onChange: (change) => heard.push(change.type),
    onLost(retryAt, shutOut) {
      heard.push('lost');
      lost.push({ retryAt, shutOut });
    },
  };
  const engine = createEngine({
    openLink: async () => {
      const next = waiting.shift() ?? new Error('no more');
      if (next instanceof Error) throw next;
      return next;
    },
    problems,
    now: Date.now,
    random: () => 0,
  });
  const end = new AbortController();
  const running = engine.run(listener, end.signal);
  return { engine, heard, lost, end, running };
}

/** Runs everything that waits only for the event loop. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a call of the engine from the window', () => {
  it('returns the problem that the engine is not reachable before it is connected', async () => {
    const engine = createEngine({
      openLink: () => new Promise(() => undefined),
      problems,
      now: Date.now,
      random: () => 0,
    });
    expect(await engine.read(async () => 1)).toEqual({ ok: false, problem: problems.unreachable });
  });

  it('returns the engine’s answer, including a Result, unchanged', async () => {
    const { engine } = start([fakeLink()]);
    await settle();
    expect(await engine.read(async () => 7)).toEqual({ ok: true, value: 7 });
    expect(await engine.ask(async () => ({ ok: true, value: 8 }))).toEqual({ ok: true, value: 8 });
    const refused = { ok: false, problem: problem('too-late') } as const;
    expect(await engine.ask(async () => refused)).toEqual(refused);
  });

  it('returns an internal error if the engine answers with an error', async () => {
    const { engine } = start([fakeLink()]);
    await settle();
    const answer = await engine.read(() => Promise.reject(new ORPCError('INTERNAL_SERVER_ERROR')));
    expect(answer).toEqual({ ok: false, problem: problems.fault });
  });

  it('returns the problem that the engine is not reachable if the connection is lost during the call', async () => {
    const link = fakeLink();
    const { engine } = start([link]);
    await settle();
    const answer = engine.read(async () => {
      link.close();
      await settle();
      throw new ORPCError('INTERNAL_SERVER_ERROR');
    });
    expect(await answer).toEqual({ ok: false, problem: problems.unreachable });
  });
});

describe('the connection of the window to the engine', () => {
  it('passes on each change, in order', async () => {
    const link = fakeLink();
    const { heard } = start([link]);
    await settle();
    link.tell({ type: 'accounts' });
    link.tell({ type: 'settings' });
    await settle();
    expect(heard).toEqual(['open', 'accounts', 'settings']);
  });

  it('shows the time of its next attempt when it is lost, and reconnects at that time', async () => {
    const [first, second] = [fakeLink(), fakeLink()];
    const { engine, heard, lost } = start([first, second]);
    await settle();
    first.close();
    await settle();
    expect(heard).toEqual(['open', 'lost']);
    expect(lost[0]).toEqual({ retryAt: Date.now() + 300, shutOut: false });
    await vi.advanceTimersByTimeAsync(299);
    expect(heard).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual(['open', 'lost', 'open']);
    expect(await engine.read(async () => 1)).toEqual({ ok: true, value: 1 });
  });

  it('waits longer after each failure, and retries at once if the user asks', async () => {
    const link = fakeLink();
    const { engine, heard, lost } = start([new Error('no'), new Error('no'), new Error('no'), link]);
    await settle();
    await vi.advanceTimersByTimeAsync(300 + 600);
    expect(lost.map(({ retryAt }) => retryAt - 1_000_000)).toEqual([300, 300 + 600, 300 + 600 + 1200]);
    engine.retryNow();
    await settle();
    expect(heard.at(-1)).toBe('open');
  });

  it('starts with the short pause again after a stable connection', async () => {
    const [first, second] = [fakeLink(), fakeLink()];
    const { lost } = start([new Error('no'), new Error('no'), first, second]);
    await vi.advanceTimersByTimeAsync(300 + 600);
    await vi.advanceTimersByTimeAsync(60_000);
    first.close();
    await settle();
    expect(lost.at(-1)?.retryAt).toBe(Date.now() + 300);
  });

  it('says if only reopening the page would help', async () => {
    const { lost } = start([new ShutOutError()]);
    await settle();
    expect(lost).toEqual([{ retryAt: Date.now() + 300, shutOut: true }]);
  });

  it('closes a link that looks open but does not answer, as after sleep', async () => {
    const link = fakeLink();
    const { heard } = start([link, fakeLink()]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.isClosed()).toBe(false);
    link.answers = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(link.isClosed()).toBe(true);
    expect(heard).toEqual(['open', 'lost', 'open']);
  });

  it('ends with its signal, whether connected or waiting', async () => {
    const link = fakeLink();
    const connected = start([link]);
    const waiting = start([]);
    await settle();
    connected.end.abort();
    waiting.end.abort();
    await Promise.all([connected.running, waiting.running]);
    expect(link.isClosed()).toBe(true);
    expect(connected.heard).toEqual(['open']);
  });
});

describe('the pause before a reconnection', () => {
  it('grows with each attempt, stays between 0.2 and 8 s, and differs between windows', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.nat(60), chance, (attempt, random) => {
        const pause = pauseBefore(attempt, () => random);
        expect(pause).toBeGreaterThanOrEqual(200);
        expect(pause).toBeLessThanOrEqual(8_000);
        expect(pauseBefore(attempt + 1, () => random)).toBeGreaterThanOrEqual(pause);
      }),
    );
    expect(pauseBefore(3, () => 0)).not.toBe(pauseBefore(3, () => 0.9));
  });
});
