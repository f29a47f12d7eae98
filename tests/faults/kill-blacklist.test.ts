/**
 * Kills (SIGKILL) between a request that changes Messente's blacklist and the record of its answer. Afterwards nothing that may be
 * somebody else's is taken for Omnideck's own, nothing of somebody else is deleted, and no opt-out is forgotten.
 */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Mishap, startBlacklistGate } from '../helpers/blacklist-gate.ts';
import {
  attachTo,
  messageOf,
  must,
  openTestSandbox,
  postReport,
  sendOne,
} from '../helpers/console-fixture.ts';
import { databaseFaults } from '../helpers/database-faults.ts';
import { addNumber, inboundBody, numberSecret, person } from '../helpers/inbound-fixture.ts';
import { type OmnideckProcess, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/** A console in its own process, with an account that has written to a person. */
async function open() {
  const root = temporaryFolder();
  const folder = join(root, 'data');
  const sandbox = await openTestSandbox();
  const gate = await startBlacklistGate(sandbox);
  onTestFinished(() => gate.close());
  const serve = async (): Promise<OmnideckProcess> => {
    const env = { OMNIDECK_PASSPHRASE: testPassphrase };
    const started = startOmnideck(['serve', '--no-open', '--data', folder], { env });
    onTestFinished(async () => void (await started.kill()));
    await started.ready();
    return started;
  };
  /** Calls the console that runs now. */
  async function call<T>(work: (client: Awaited<ReturnType<typeof attachTo>>['client']) => Promise<T>) {
    const session = await attachTo(folder);
    try {
      return await work(session.client);
    } finally {
      await session.close();
    }
  }
  const serving = await serve();
  await call(async (client) => {
    const account = { name: 'T', username: 'demo', password: 'demo', baseUrl: gate.baseUrl };
    const accountId = must(await client.accounts.add(account)).account.id;
    await addNumber(client, accountId);
    const id = await sendOne(client, person, { accountId });
    await eventually(async () => (await messageOf(client, id)).state).toMatch(/delivered|seen/u);
  });
  return {
    ...{ gate, serving, serve, call, folder, root },
    async answer(text: string): Promise<void> {
      const address = await call(async (client) => (await client.inbound.numbers())[0]?.address ?? '');
      expect(await postReport(address, inboundBody({ text }), numberSecret)).toBe(200);
    },
    entries: () => call(async (client) => must(await client.consent.show({ number: person })).entries),
    isListed: () => call(async (client) => (await client.doNotSend.list()).length === 1),
    decisions: () =>
      call(async (client) => must(await client.inbound.list({})).rows.map(({ decision }) => decision)),
  };
}

it.each<[method: 'POST' | 'DELETE', mishap: Mishap, isAdded: boolean]>([
  ['POST', 'crash-before', true],
  ['POST', 'crash-after', false],
  ['DELETE', 'crash-before', false],
  ['DELETE', 'crash-after', true],
])(
  'a kill at a %s (%s) deletes no entry that may be somebody else’s (somebody adds the number: %s)',
  {
    timeout: 300_000,
  },
  async (method, mishap, isAdded) => {
    const { gate, serving, serve, answer, entries, isListed, decisions, folder, root } = await open();
    gate.set((asked) => (asked === method ? mishap : 'pass'));
    const killed = new Promise<void>((resolve) => {
      gate.onCrash(async () => {
        expect((await serving.kill()).code, 'it was killed, and had not ended before').toBeNull();
        resolve();
      });
    });
    await answer('STOP');
    if (method === 'DELETE') {
      await eventually(() => gate.listed()).toEqual([person]);
      await answer('START');
    }
    await killed;
    gate.onCrash(null);
    gate.set(() => 'pass');
    if (isAdded) await gate.dashboard({ add: [person] });
    const deletions = gate.calls.filter((call) => call.startsWith('DELETE')).length;

    const again = await serve();
    await eventually(async () => (await entries()).map(({ source }) => source)).toContain('blacklist');
    await answer('START');
    await eventually(async () => (await decisions()).includes(null)).toBe(false);
    expect(await decisions()).not.toContain('lifted');
    expect(await isListed()).toBe(true);
    expect(await gate.listed()).toEqual([person]);
    expect(gate.wrongDeletions).toEqual([]);
    expect(gate.calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(deletions);
    again.signal('SIGTERM');
    expect((await again.ended).code).toBe(0);
    expect(databaseFaults(join(folder, 'omnideck.db'), join(root, 'copy.db'))).toEqual([]);
  },
);
