import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { backoffDelay } from '../../electron/engine/messente/backoff.ts';
import { defaultEndpoint, parseEndpoint } from '../../electron/engine/messente/endpoint.ts';
import { createRateLimiter } from '../../electron/engine/messente/rate-limiter.ts';
import { redact } from '../../electron/engine/messente/redact.ts';
import {
  accepted,
  clientFor,
  omnimessage,
  omnimessageJson,
  type ScriptedServer,
  startScriptedHttp,
} from '../helpers/scripted-messente.ts';

const stages: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});

/** Returns a clock that only moves on request, and runs timers at their times. */
function handClock(start = 0) {
  let at = start;
  const due: { at: number; then: () => void }[] = [];
  return {
    now: () => at,
    set(to: number) {
      at = to;
    },
    after(ms: number, then: () => void) {
      const entry = { at: at + ms, then };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index >= 0) due.splice(index, 1);
      };
    },
    /** Advances to the next timer, and lets everything that it wakes run. */
    async step(): Promise<boolean> {
      due.sort((left, right) => left.at - right.at);
      const next = due.shift();
      if (next === undefined) return false;
      at = Math.max(at, next.at);
      next.then();
      await new Promise((resolve) => setImmediate(resolve));
      return true;
    },
  };
}

describe('the rate limit of requests to Messente', () => {
  it('lets at most its number of requests start in any second, in order, and delays none without need', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 80 }),
        async (perSecond, gaps) => {
          const clock = handClock();
          const limiter = createRateLimiter({ perSecond, now: clock.now, after: clock.after });
          const went: { index: number; at: number }[] = [];
          const asked: number[] = [];
          let at = 0;
          for (const [index, gap] of gaps.entries()) {
            at += gap;
            clock.after(at - clock.now(), () => {
              asked[index] = clock.now();
              void limiter.take().then(() => went.push({ index, at: clock.now() }));
            });
          }
          while (await clock.step());
          expect(went.map(({ index }) => index)).toEqual(gaps.map((_, index) => index));
          for (const [index, { at: start }] of went.entries()) {
            const within = went.filter((other) => other.at >= start && other.at < start + 1000);
            expect(within.length).toBeLessThanOrEqual(perSecond);
            // Each request starts when it arrives, or exactly a second after the one that is perSecond places
            // before it.
            const before = went[index - perSecond];
            const earliest = Math.max(asked[index] ?? 0, before === undefined ? 0 : before.at + 1000);
            expect(start).toBe(earliest);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('skips requests that were aborted while waiting', async () => {
    const clock = handClock();
    const limiter = createRateLimiter({ perSecond: 1, now: clock.now, after: clock.after });
    await limiter.take();
    const controller = new AbortController();
    const given = limiter.take(controller.signal);
    let third = -1;
    const waiting = limiter.take().then(() => {
      third = clock.now();
    });
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await clock.step();
    await waiting;
    expect(third).toBe(1000);
    await expect(limiter.take(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  it('waits at most a second after the clock was set back by a year', async () => {
    const year = 365 * 86_400_000;
    const clock = handClock(year);
    const limiter = createRateLimiter({ perSecond: 2, now: clock.now, after: clock.after });
    await limiter.take();
    await limiter.take();
    clock.set(5);
    let at = -1;
    const waiting = limiter.take().then(() => {
      at = clock.now();
    });
    while (await clock.step());
    await waiting;
    expect(at).toBe(1005);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d a second', (perSecond) => {
    expect(() => createRateLimiter({ perSecond, now: () => 0 })).toThrow(RangeError);
  });

  it('applies to every call of a client', async () => {
    const stage = await startScriptedHttp((_request, response) =>
      response.writeHead(201).end(JSON.stringify(accepted)),
    );
    stages.push(stage);
    let taken = 0;
    const client = clientFor(stage.url, {
      limiter: {
        async take() {
          taken += 1;
        },
      },
    });
    await client.send(omnimessageJson);
    await client.sendMany([omnimessage]);
    await client.balance();
    await client.prices('EE');
    expect(taken).toBe(stage.seen.length);
    expect(taken).toBe(4);
  });
});

describe('the pause before a request to Messente is retried', () => {
  it('is between 0 and the doubled wait, never above the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 3_600_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, baseMs, capMs, fraction) => {
          const delay = backoffDelay(attempt, { baseMs, capMs, random: () => fraction });
          let ceiling = baseMs;
          for (let round = 0; round < attempt && ceiling < capMs; round += 1) ceiling *= 2;
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBe(Math.floor(Math.min(ceiling, capMs) * fraction));
        },
      ),
    );
  });
});

describe('a base URL of Messente', () => {
  it('is Messente’s own by default, with the plain-text hosts', () => {
    expect(parseEndpoint(null)).toEqual({
      ok: true,
      value: {
        baseUrl: 'https://api.messente.com/v1',
        plainUrl: 'https://api2.messente.com',
        backupPlainUrl: 'https://api3.messente.com',
      },
    });
  });

  it.each([
    ['https://api.messente.com/v1', defaultEndpoint],
    [' https://api.messente.com/v1/ ', defaultEndpoint],
    ['HTTPS://API.messente.com:443/v1//', defaultEndpoint],
    [
      'http://127.0.0.1:8025/v1',
      { baseUrl: 'http://127.0.0.1:8025/v1', plainUrl: 'http://127.0.0.1:8025', backupPlainUrl: null },
    ],
    [
      'http://localhost:8025',
      { baseUrl: 'http://localhost:8025', plainUrl: 'http://localhost:8025', backupPlainUrl: null },
    ],
    [
      'http://[::1]:8025/v1/',
      { baseUrl: 'http://[::1]:8025/v1', plainUrl: 'http://[::1]:8025', backupPlainUrl: null },
    ],
    [
      'https://proxy.example/messente/v1',
      {
        baseUrl: 'https://proxy.example/messente/v1',
        plainUrl: 'https://proxy.example/messente',
        backupPlainUrl: null,
      },
    ],
  ])('%s is accepted', (text, expected) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'url-invalid'],
    ['api.messente.com', 'url-invalid'],
    ['ftp://api.messente.com', 'url-invalid'],
    ['file:///etc/passwd', 'url-invalid'],
    ['javascript:alert(1)', 'url-invalid'],
    ['https://', 'url-invalid'],
    ['https://user:secret@api.messente.com/v1', 'url-has-credentials'],
    ['https://user@api.messente.com/v1', 'url-has-credentials'],
    ['https://api.messente.com/v1?key=1', 'url-has-query'],
    ['https://api.messente.com/v1?', 'url-has-query'],
    ['https://api.messente.com/v1#top', 'url-has-query'],
    ['http://api.messente.com/v1', 'url-not-private'],
    ['http://192.168.1.5:8025/v1', 'url-not-private'],
    ['http://localhost.evil.example/v1', 'url-not-private'],
    ['http://127.0.0.1.evil.example/v1', 'url-not-private'],
    ['http://0.0.0.0:8025/v1', 'url-not-private'],
  ])('%s is refused: %s', (text, code) => {
    const result = parseEndpoint(text);
    expect(result).toMatchObject({ ok: false, problem: { code, field: 'baseUrl' } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(parseEndpoint(null, text)).toMatchObject({ ok: false, problem: { code, field: 'plainUrl' } });
  });
});

describe('redacting a password in a text', () => {
  it('removes every form of the password, whatever the password is', () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 4, unit: 'grapheme' })
          .filter((text) => !text.includes('•') && text.isWellFormed()),
        fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed()),
        (password, around) => {
          const username = 'user';
          const token = Buffer.from(`${username}:${password}`).toString('base64');
          const query = new URLSearchParams({ username, password });
          const text = [
            around,
            password,
            `Basic ${token}`,
            `/get_balance?${query}`,
            JSON.stringify({ password }),
          ].join('\n');
          const clean = redact(text, { username, password });
          for (const form of [password, token, encodeURIComponent(password), query.get('password') ?? '']) {
            expect(clean.includes(form)).toBe(false);
          }
        },
      ),
    );
  });
});
