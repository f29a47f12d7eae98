/** Tests that every transport of the contract must pass; each transport's test file runs them. */

import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Change } from '../../shared/contract/console.ts';
import { englishText } from '../../shared/problems/english-text.ts';

/** Reads changes until a change of the settings arrives. */
async function untilSettings(changes: AsyncIterator<Change>): Promise<void> {
  for (;;) {
    const step = await changes.next();
    if (step.done === true) throw new Error('the changes ended');
    if (step.value.type === 'settings') return;
  }
}

/** Declares the tests. @param open returns a new client of a running console for each test */
export function itSpeaksTheContract(open: () => Promise<{ client: Client; close: () => unknown }>): void {
  const using = (test: (client: Client) => Promise<void>) => async (): Promise<void> => {
    const { client, close } = await open();
    try {
      await test(client);
    } finally {
      await close();
    }
  };

  it(
    'an expected failure is a value with a code, without texts; its message and hint are made from the code',
    using(async (client) => {
      const got = await client.messages.get({ id: 'nobody' });
      expect(got).toMatchObject({
        ok: false,
        problem: { code: 'no-such-message', id: 'messages.no-such-message' },
      });
      const problem = got.ok ? null : got.problem;
      expect(Object.keys(problem ?? {})).not.toEqual(expect.arrayContaining(['message']));
      expect(Object.keys(problem ?? {})).not.toEqual(expect.arrayContaining(['hint']));
      expect(problem && englishText(problem)).toEqual({
        message: expect.stringMatching(/\.$/u),
        hint: expect.stringMatching(/\.$/u),
      });
    }),
  );

  it(
    'what is against the contract is refused, and the next call is answered',
    using(async (client) => {
      const wrong = client.prices.country({ country: 'much too long' });
      await expect(wrong).rejects.toBeInstanceOf(ORPCError);
      await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      expect(await client.console.info()).toMatchObject({ pid: process.pid });
    }),
  );

  it(
    'texts of every script, and many at once, come back as they went',
    using(async (client) => {
      const reason = 'õäöü ÕÄÖÜ € 𝄞 👨‍👩‍👧 \u0000 \u2028 " \\ نص עברית';
      const number = '+37255555501';
      expect(await client.doNotSend.add({ number, reason })).toMatchObject({ ok: true });
      const lists = await Promise.all(Array.from({ length: 100 }, () => client.doNotSend.list()));
      for (const list of lists) expect(list.find((entry) => entry.number === number)?.reason).toBe(reason);
      await client.doNotSend.remove({ number });
    }),
  );

  it(
    'ten thousand recipients fit in a call',
    using(async (client) => {
      const to = Array.from({ length: 10_000 }, (_, index) => `not a number ${index}`);
      const sent = await client.messages.send({
        to,
        chain: { steps: [{ channel: 'sms', text: 'x'.repeat(1_000) }] },
        requestKey: 'conformance',
      });
      expect(sent.ok).toBe(false);
    }),
  );

  it(
    'changes begin with an overview, come while other calls are made, and end when they are let go',
    using(async (client) => {
      const changes = await client.console.changes();
      expect((await changes.next()).value).toMatchObject({ type: 'overview' });
      const { density } = await client.settings.get();
      await client.settings.set({ density: density === 'compact' ? 'comfortable' : 'compact' });
      await untilSettings(changes);
      await changes.return?.();
      expect((await changes.next()).done).toBe(true);
      expect(await client.console.info()).toMatchObject({ pid: process.pid });
    }),
  );

  it(
    'two who listen are told the same',
    using(async (client) => {
      const [one, other] = await Promise.all([client.console.changes(), client.console.changes()]);
      await Promise.all([one.next(), other.next()]);
      await client.settings.set({ theme: 'light' });
      for (const changes of [one, other]) {
        await untilSettings(changes);
        await changes.return?.();
      }
    }),
  );
}
