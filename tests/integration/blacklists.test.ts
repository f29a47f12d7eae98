/** Opt-outs and Messente's blacklists: what Omnideck writes there, deletes, and finds. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { addDoNotSend, liftByReply } from '../../electron/engine/features/consent/sql/do-not-send.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { startBlacklistGate } from '../helpers/blacklist-gate.ts';
import {
  acceptedBy,
  messageOf,
  must,
  openConsole,
  openTestSandbox,
  postReport,
  sendOne,
} from '../helpers/console-fixture.ts';
import { addNumber, inboundBody, numberSecret, person } from '../helpers/inbound-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const other = '+37255500002';

/** A console with an account that has written to a person, whose calls pass the gate. */
async function open(folder = temporaryFolder()) {
  const sandbox = await openTestSandbox();
  const gate = await startBlacklistGate(sandbox);
  onTestFinished(() => gate.close());
  const console = await openConsole({ folder });
  const { client } = console;
  const account = { name: 'T', username: 'demo', password: 'demo', baseUrl: gate.baseUrl };
  const accountId = must(await client.accounts.add(account)).account.id;
  const number = await addNumber(client, accountId);
  const write = async (to = person) => {
    const id = await sendOne(client, to, { accountId });
    await eventually(async () => (await messageOf(client, id)).state).toMatch(/delivered|seen/u);
  };
  await write();
  return {
    ...{ ...console, sandbox, gate, accountId, write },
    answer: async (text: string, sender = person) =>
      expect(await postReport(number.url, inboundBody({ text, sender }), numberSecret)).toBe(200),
    listed: async () => (await client.doNotSend.list()).map((entry) => entry.number),
    sources: async (to = person) =>
      must(await client.consent.show({ number: to })).entries.map(({ kind, source }) => `${kind} ${source}`),
    decisions: async () => must(await client.inbound.list({})).rows.map(({ decision }) => decision),
    read: () => console.console.parts.blacklists.read(),
  };
}

/** Adds another account of the same sandbox. */
async function addOther({ client, sandbox, gate }: Awaited<ReturnType<typeof open>>): Promise<string> {
  await fetch(`${sandbox.controlUrl}/accounts/other`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const account = { name: 'Other', username: 'other', password: 'demo', baseUrl: gate.baseUrl };
  return must(await client.accounts.add(account)).account.id;
}

describe('an opt-out', () => {
  it('is written to the blacklist of the accounts that have written to the number, and START deletes it there', async () => {
    const opened = await open();
    const { gate, answer, listed, decisions } = opened;
    await addOther(opened);
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    // A second opt-out finds its own entry, and asks for nothing.
    await answer('STOP');
    await answer('STOP', other);
    await answer('START');
    await eventually(listed).toEqual([other]);
    expect(await gate.listed()).toEqual([]);
    expect(await decisions()).toEqual(['lifted', 'opted-out', 'opted-out', 'opted-out']);
    expect(await gate.listed('other')).toEqual([]);
    expect(gate.calls.filter((call) => !call.startsWith('GET'))).toEqual([
      'POST',
      `DELETE /${encodeURIComponent(person)}`,
    ]);
  });

  it('that a person added is written too, and the end of it waits for the deletion', async () => {
    const { client, gate, write } = await open();
    must(await client.doNotSend.add({ number: person, reason: 'by phone' }));
    await eventually(() => gate.listed()).toEqual([person]);
    must(await client.doNotSend.remove({ number: person }));
    expect(await gate.listed()).toEqual([]);
    await write();
    must(await client.consent.withdraw({ number: person }));
    await eventually(() => gate.listed()).toEqual([person]);
    must(await client.consent.add({ number: person }));
    expect(await gate.listed()).toEqual([]);
  });

  it('waits while Messente does not answer, also over a restart, and for START nothing is written', async () => {
    const folder = temporaryFolder();
    const { gate, answer, stop, listed } = await open(folder);
    gate.set(() => 'busy');
    await answer('STOP');
    await eventually(() => gate.calls.includes('POST')).toBe(true);
    await answer('START');
    await eventually(listed).toEqual([]);
    await answer('STOP');
    await stop();
    expect(await gate.listed()).toEqual([]);
    gate.set(() => 'pass');
    await openConsole({ folder });
    await eventually(() => gate.listed()).toEqual([person]);
  });

  it('is not lifted by START before the entry is deleted', async () => {
    const { gate, answer, listed, client, console } = await open();
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    gate.set(() => 'busy');
    await answer('START');
    await eventually(() => gate.calls.at(-1)).toBe(`DELETE /${encodeURIComponent(person)}`);
    expect(await listed()).toEqual([person]);
    const refused = await sendOne(client, person);
    await eventually(() => messageOf(client, refused)).toMatchObject({
      state: 'refused',
      problem: { code: 'do-not-send' },
    });
    gate.set(() => 'pass');
    await console.parts.blacklists.tried();
    await eventually(listed).toEqual([]);
    expect(await gate.listed()).toEqual([]);
  });
});

describe('an entry of somebody else', () => {
  it.each(['was there before', 'came between'])(
    'that %s is never deleted, and START does not lift the opt-out',
    async (when) => {
      const { client, gate, answer, listed, sources, decisions } = await open();
      if (when === 'was there before') await gate.dashboard({ add: [person] });
      // The answer to POST is lost before Messente made the change, and then somebody adds the number.
      else
        gate.set(async () => {
          await gate.dashboard({ add: [person] });
          gate.set(() => 'pass');
          return 'error-before' as const;
        });
      await answer('STOP');
      await eventually(() => gate.calls.filter((call) => call === 'POST').length).toBe(
        when === 'came between' ? 2 : 1,
      );
      await eventually(() => sources()).toEqual(['withdrawn reply', 'withdrawn blacklist']);
      await answer('START');
      await eventually(decisions).toEqual(['none', 'opted-out']);
      expect(await listed()).toEqual([person]);
      must(await client.doNotSend.remove({ number: person }));
      expect(await listed()).toEqual([]);
      expect(await gate.listed()).toEqual([person]);
      expect(gate.calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
    },
  );

  it('is not deleted where the first deletion may have been made, and somebody added the number since', async () => {
    const { gate, answer, listed, sources } = await open();
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    gate.set(async (method) => {
      if (method !== 'DELETE') return 'pass';
      gate.set(() => 'pass');
      gate.setBetween(() => gate.dashboard({ add: [person] }));
      return 'cut-after';
    });
    await answer('START');
    await eventually(() => sources()).toContain('withdrawn blacklist');
    expect(gate.wrongDeletions).toEqual([]);
    expect(await listed()).toEqual([person]);
    expect(await gate.listed()).toEqual([person]);
  });
});

describe('a reading', () => {
  it('stops sending from every account, and an entry that vanished lifts nothing', async () => {
    const opened = await open();
    const { client, gate, read, listed, sources, write } = opened;
    const otherId = await addOther(opened);
    await client.outbox.pause();
    const queued = await sendOne(client, person, { accountId: otherId });
    await gate.dashboard({ add: [person, '+37255500003', '+37255500004'] });
    await read();
    expect((await listed()).toSorted()).toEqual([person, '+37255500003', '+37255500004']);
    expect(await sources()).toEqual(['withdrawn blacklist']);
    expect(await messageOf(client, queued)).toMatchObject({
      state: 'refused',
      problem: { code: 'do-not-send' },
    });
    expect(await gate.listed('other')).toEqual([]);
    await client.outbox.resume();
    await gate.dashboard({ remove: [person, '+37255500003'] });
    await read();
    expect(await listed()).toHaveLength(3);

    // A person's decision stays, until the number is put on the blacklist again.
    must(await client.doNotSend.remove({ number: '+37255500004' }));
    must(await client.doNotSend.remove({ number: person }));
    await read();
    expect(await listed()).toEqual(['+37255500003']);
    await write();
    await gate.dashboard({ add: [person] });
    await read();
    expect((await listed()).toSorted()).toEqual([person, '+37255500003']);
  });

  it('takes nothing that Omnideck wrote for somebody else’s, and START works after it', async () => {
    const { gate, answer, read, listed, sources } = await open();
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    await read();
    expect(await sources()).toEqual(['withdrawn reply']);
    await answer('START');
    await eventually(listed).toEqual([]);
    expect(await gate.listed()).toEqual([]);
  });

  it('shows that somebody deleted what Omnideck wrote: what is added later is not deleted', async () => {
    const { gate, answer, read, listed, decisions } = await open();
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    await gate.dashboard({ remove: [person] });
    await read();
    await gate.dashboard({ add: [person] });
    await read();
    await answer('START');
    await eventually(decisions).toEqual(['none', 'opted-out']);
    expect(await gate.listed()).toEqual([person]);
    expect(await listed()).toEqual([person]);
  });

  it('of 3,000 entries adds each once, and the next one nothing', async () => {
    const { client, gate, read, listed } = await open();
    const people = Array.from({ length: 3_000 }, (_, index) => `+3725560${1_000 + index}`);
    await gate.dashboard({ add: people });
    await read();
    expect((await listed()).toSorted()).toEqual(people.toSorted());
    const entries = async () => (await client.journal.list({ limit: 100 })).entries.length;
    const before = await entries();
    await read();
    expect(await entries()).toBe(before);
    expect(await listed()).toHaveLength(3_000);
  });

  it('is made at the start of the console', async () => {
    const folder = temporaryFolder();
    const { gate, stop } = await open(folder);
    await stop();
    await gate.dashboard({ add: [person] });
    const { client } = await openConsole({ folder });
    await eventually(async () => (await client.doNotSend.list()).map((entry) => entry.number)).toEqual([
      person,
    ]);
  });
});

describe('a removed account', () => {
  it('keeps its password until its entries are deleted', async () => {
    const { client, console, gate, accountId, answer, listed } = await open();
    const hasPassword = () => console.parts.registry.passwords(accountId).kind === 'known';
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    gate.set(() => 'busy');
    must(await client.doNotSend.remove({ number: person }));
    must(await client.accounts.remove({ id: accountId }));
    expect(await gate.listed()).toEqual([person]);
    expect(hasPassword()).toBe(true);
    gate.set(() => 'pass');
    await console.parts.blacklists.tried();
    expect(await gate.listed()).toEqual([]);
    await eventually(hasPassword).toBe(false);
    expect(await listed()).toEqual([]);
  });
});

describe('an answer that a sandbox simulated', () => {
  it('is written to no account that sends real messages, and its START deletes nothing there', () => {
    const db = migrate(join(temporaryFolder(), 'omnideck.db'), migrations);
    onTestFinished(() => void db.close());
    const by = { kind: 'rule', name: 'answers' } as const;
    const context = createContext(db, emptyChanges(), { by, at: 5 });
    const addresses = { real: 'https://api.messente.com/v1', local: 'http://127.0.0.1:1/v1' };
    for (const [id, address] of Object.entries(addresses)) {
      context.run(
        `INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
         VALUES (?1, ?1, 'messente', '', ?1, ?2, ?2, 'nostore', 0)`,
        ...[id, address],
      );
      context.run(
        `INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, accepted_at)
         VALUES (?1, ?1, 'b', ?1, ?2, '{}', '', 'delivered', 1, 1)`,
        ...[id, person],
      );
    }
    const ordered = () =>
      context.all<{ account: string }>('SELECT account_id AS account FROM blacklist_order ORDER BY account');
    const stop = { numbers: [person as E164], reason: 'STOP', source: 'reply' as const, by };
    const start = { number: person, digest: 'd', wording: 'START', isSimulated: true, by };
    addDoNotSend(context, { ...stop, now: 10, writtenTo: 'sandboxes' });
    expect(ordered()).toEqual([{ account: 'local' }]);
    expect(liftByReply(context, { ...start, at: 20, now: 20 })).toBe('lifted');
    expect(ordered()).toEqual([]);
    addDoNotSend(context, { ...stop, now: 30 });
    expect(ordered()).toEqual([{ account: 'local' }, { account: 'real' }]);
    expect(liftByReply(context, { ...start, at: 40, now: 40 })).toBe('none');
    expect(ordered()).toHaveLength(2);
    expect(liftByReply(context, { ...start, at: 50, now: 50, isSimulated: false })).toBe('lifted');
  });
});

describe('the blacklists', () => {
  it('are shown and read by the command line, the list and the doctor', async () => {
    const { client, folder, gate, accountId, answer } = await open();
    const shown = async (...words: string[]) => {
      const printed = await omnideck(['do-not-send', ...words, '--data', folder, '--json']);
      return { code: printed.code, lines: jsonLines(printed.stdout) };
    };
    const found = async () => (await client.doctor.run({})).checks.find(({ name }) => name === 'blacklists');
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    await gate.dashboard({ add: [other] });
    expect(await shown('blacklists', '--read')).toMatchObject({
      code: 0,
      lines: [{ account_id: accountId, entries: 2, written: 1, found: 1, to_write: 0, error: null }],
    });
    expect(await found()).toMatchObject({ state: 'ok', found: { id: 'doctor.blacklists-read' } });
    expect((await shown('list')).lines).toMatchObject([
      { number: other, source: 'blacklist', blacklists: [{ account: 'T', state: 'found' }] },
      { number: person, source: 'reply', blacklists: [{ account: 'T', state: 'written' }] },
    ]);
    gate.set(() => 'busy');
    must(await client.doNotSend.remove({ number: person }));
    expect(await shown('blacklists')).toMatchObject({
      code: 1,
      lines: [{ to_delete: 1, error: { code: 'too-many-requests' } }],
    });
    expect(await found()).toMatchObject({ state: 'warning', problem: { code: 'doctor-blacklist' } });
  });

  it('of a removed account whose password is gone are named by the doctor, and START ends no opt-out there', async () => {
    const { client, gate, accountId, answer, listed, decisions, console } = await open();
    await answer('STOP');
    await eventually(() => gate.listed()).toEqual([person]);
    must(await client.accounts.remove({ id: accountId }));
    await eventually(() => console.parts.registry.passwords(accountId).kind).toBe('none');
    must(await client.doNotSend.remove({ number: person }));
    expect(await listed()).toEqual([]);
    const { checks } = await client.doctor.run({});
    expect(checks.find(({ name }) => name === 'blacklists')).toMatchObject({
      state: 'warning',
      problem: { code: 'doctor-blacklist-left', params: { account: 'T' } },
    });
    expect(await gate.listed()).toEqual([person]);
    expect(await decisions()).toEqual(['opted-out']);
  });
});

describe('a restore', () => {
  it('keeps today’s knowledge: what Omnideck wrote since the backup is deleted after START', async () => {
    const { console, gate, answer, listed, sandbox, decisions } = await open();
    const own = ownClient(console);
    const file = join(temporaryFolder(), 'backup.db');
    await done(own, own.backups.backup({ file }));
    await answer('STOP');
    await gate.dashboard({ add: [other] });
    await eventually(() => gate.listed()).toHaveLength(2);
    await done(own, own.backups.restore({ file }));
    expect(await listed()).toContain(person);
    await answer('START');
    await eventually(listed).toEqual([other]);
    await eventually(() => gate.listed()).toEqual([other]);
    expect(await decisions()).toContain('lifted');
    expect(gate.wrongDeletions).toEqual([]);
    expect((await acceptedBy(sandbox)).length).toBe(1);
  });
});
