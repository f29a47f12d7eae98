/** Whoever opts out, is erased, or whose account is removed: what is scheduled for them is cancelled at Messente. */
import { describe, it } from 'vitest';
import type { Sandbox } from '../../electron/core/sandbox/sandbox.ts';
import { consoleWithSandbox, messageOf, must, sendOne } from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const person = '+37255512300';
const hour = 60 * 60 * 1000;

type Arrived = { readonly to: string; readonly cancelledAt: number | null };

/** What the sandbox has of each message: whether it was cancelled there. */
async function arrivedAt(sandbox: Sandbox): Promise<readonly Arrived[]> {
  const answer = await fetch(`${sandbox.controlUrl}/messages`);
  return ((await answer.json()) as { messages: Arrived[] }).messages;
}

async function isCancelledAt(sandbox: Sandbox): Promise<boolean> {
  const all = await arrivedAt(sandbox);
  return all.length > 0 && all.every((message) => message.cancelledAt !== null);
}

function scheduled(at: number) {
  return { chain: { steps: [{ channel: 'sms' as const, text: 'Tere' }], timeToSend: at } };
}

/** A console with one message that is scheduled for an hour from now. */
async function withScheduled() {
  const open = await consoleWithSandbox();
  const id = await sendOne(open.client, person, scheduled(Date.now() + hour));
  await eventually(async () => (await messageOf(open.client, id)).state).toBe('scheduled');
  return { ...open, id };
}

describe('a scheduled message', () => {
  it.fails('is cancelled at Messente when its recipient opts out', async () => {
    const { client, sandbox, id } = await withScheduled();
    must(await client.doNotSend.add({ number: person }));
    await eventually(() => isCancelledAt(sandbox), 5_000).toBe(true);
    await eventually(async () => (await messageOf(client, id)).state).toBe('cancelled');
  });

  it.fails('is cancelled at Messente when everything about its recipient is erased', async () => {
    const { client, sandbox } = await withScheduled();
    must(await client.privacy.erase({ number: person }));
    await eventually(() => isCancelledAt(sandbox), 5_000).toBe(true);
  });

  it.fails('is cancelled at Messente when its account is removed', async () => {
    const { client, sandbox, accountId, id } = await withScheduled();
    must(await client.accounts.remove({ id: accountId }));
    await eventually(() => isCancelledAt(sandbox), 5_000).toBe(true);
    await eventually(async () => (await messageOf(client, id)).state).toBe('cancelled');
  });
});
