/** Errors in work that nobody waits for are reported as troubles, and leave nothing between two states. */
import { describe, expect, it } from 'vitest';
import { internalError } from '../../electron/engine/health.ts';
import type { MessenteClient } from '../../electron/engine/messente/types.ts';
import {
  acceptedBy,
  consoleWithSandbox,
  messageOf,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const bug = (): never => {
  throw new Error('a bug of the test');
};

/** Replaces the client of the next requests. The outbox alone asks for the client of a sandbox account. */
function replaceClient(
  { console }: TestConsole,
  replacement: (real: MessenteClient) => MessenteClient,
): void {
  const { registry } = console.parts;
  const { client } = registry;
  const replaced: typeof client = (...asked) => {
    const real = client(...asked);
    return asked.length < 2 || real === null ? real : replacement(real);
  };
  Object.assign(registry, { client: replaced });
}

async function expectReported({ client }: TestConsole): Promise<void> {
  await eventually(async () => (await client.console.overview()).troubles).toMatchObject([
    { kind: 'lasting', problem: { code: 'internal-error', params: { reason: 'a bug of the test' } } },
  ]);
}

describe('an error while a message is sent is reported', () => {
  it('if the client cannot be created: the message stays queued', async () => {
    const open = await consoleWithSandbox();
    replaceClient(open, bug);
    const id = await sendOne(open.client, '+37255500000');
    await expectReported(open);
    await eventually(async () => (await messageOf(open.client, id)).attempts[0]?.outcome).toBe('not-sent');
    expect((await messageOf(open.client, id)).state).toBe('queued');
    expect(await acceptedBy(open.sandbox)).toEqual([]);
  });

  it('if the request throws: the message becomes unknown and is never sent again', async () => {
    const open = await consoleWithSandbox();
    replaceClient(open, (real) => ({ ...real, send: bug }));
    const id = await sendOne(open.client, '+37255500000');
    await expectReported(open);
    await eventually(async () => (await messageOf(open.client, id)).state).toBe('unknown');
    expect((await open.client.console.overview()).outbox).toEqual({ queued: 0, inFlight: 0 });
  });

  it('if the check after a refusal throws: the message becomes unknown', async () => {
    const open = await consoleWithSandbox();
    replaceClient(open, (real) => ({
      ...real,
      send: async () => ({ ...(await real.send('{}' as never)), kind: 'refused', httpStatus: 401 }) as never,
      status: bug,
    }));
    const id = await sendOne(open.client, '+37255500000');
    await expectReported(open);
    await eventually(async () => (await messageOf(open.client, id)).state).toBe('unknown');
  });
});

it('errors of several places are all reported, each once and at most five', async () => {
  const { client, console } = await consoleWithSandbox();
  const { health } = console.parts;
  for (const reason of ['one', 'one', 'two', 'three', 'four', 'five', 'six']) {
    health.report(internalError(new Error(reason), false), 'lasting');
  }
  const { troubles } = await client.console.overview();
  const reasons = troubles.map(({ problem }) => problem.params?.reason);
  expect(reasons).toEqual(['one', 'two', 'three', 'four', 'five']);
});

describe('an error of a part that works on its own is reported', () => {
  const failRead = ({ console }: TestConsole, query: string): void => {
    const { store } = console.parts;
    const { read } = store;
    const failing: typeof read = (name, input) =>
      name === query ? Promise.reject(new Error('a bug of the test')) : read(name, input);
    Object.assign(store, { read: failing });
  };

  it.each(['duePolls', 'dueCancellations', 'openRuns', 'outboxWork'])('in %s', async (query) => {
    const open = await consoleWithSandbox();
    failRead(open, query);
    open.console.wake();
    open.console.parts.runner.wake();
    await sendOne(open.client, '+37255500000');
    await expectReported(open);
  });
});
