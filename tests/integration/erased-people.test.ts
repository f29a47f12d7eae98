/** An erasure withdraws consent: nobody writes to the person again until somebody allows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseKeys } from '../../electron/engine/features/privacy/sql/erasure-keys.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  sendOne,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255512300';

/** Sends a message, and returns how it ended. */
async function outcome(client: Client, to = person): Promise<string> {
  const id = await sendOne(client, to);
  await eventually(async () => (await messageOf(client, id)).settledAt).not.toBeNull();
  const { state, problem } = await messageOf(client, id);
  return problem === null ? state : `${state}: ${problem.code}`;
}

describe('a person who was erased', () => {
  it('is not written to, until somebody records consent; others are', async () => {
    const { client, folder } = await consoleWithSandbox();
    expect(await outcome(client)).toBe('delivered');
    must(await client.privacy.erase({ number: person }));
    expect(await outcome(client)).toBe('refused: do-not-send');
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT id FROM attempt'), 'nothing is requested').toEqual([]);
    expect(await outcome(client, '+37255512400')).toBe('delivered');
    expect(must(await client.consent.show({ number: person })).mayWrite).toBe(false);

    must(await client.consent.add({ number: person, how: 'by phone' }));
    expect(await outcome(client)).toBe('delivered');
    must(await client.privacy.erase({ number: person }));
    expect(await outcome(client)).toBe('refused: do-not-send');
    must(await client.doNotSend.remove({ number: person }));
    expect(await outcome(client)).toBe('delivered');
  });
});

const passphrase = 'four cherries on a Tuesday';

/** A computer that erased a person, and a backup of it. */
async function erasedElsewhere(chosen: string | null): Promise<string> {
  const { client, console, folder } = await openConsole();
  must(await client.accounts.sandbox());
  expect(await outcome(client)).toBe('delivered');
  must(await client.privacy.erase({ number: person }));
  expect(await client.privacy.erasures()).toEqual({
    ...{ people: 1, passphraseSet: false, held: false, canOpen: false },
  });
  if (chosen !== null) must(await client.privacy.setBackupPassphrase({ passphrase: chosen }));
  const file = join(temporaryFolder(), 'elsewhere.db');
  const own = ownClient(console);
  await done(own, own.backups.backup({ file }));
  const key = readFileSync(join(folder, 'erasure.key'), 'utf8').trim();
  expect(readFileSync(file).includes(key), 'the key is in no backup').toBe(false);
  return file;
}

/** A console of another computer. */
async function otherComputer(folder = temporaryFolder()) {
  const { client, console, stop } = await openConsole({ folder });
  return { folder, client, stop, own: ownClient(console) };
}

const troubles = async (client: Client): Promise<string[]> =>
  (await client.console.overview()).troubles.map(({ problem }) => problem.code);

describe('a backup of another computer with erased people', () => {
  it('is restored with its passphrase: nobody writes to them here either', async () => {
    const file = await erasedElsewhere(passphrase);
    const { client, own } = await otherComputer();
    const content = must(await own.backups.inspect({ file }));
    expect(content.erasures).toEqual({ people: 1, sealed: true });
    const wrong = await own.backups.restore({ file: content.file, passphrase: 'five cherries' });
    expect(codeOf(wrong)).toBe('backup-passphrase-wrong');
    expect(await client.accounts.list(), 'nothing was changed').toEqual([]);
    await done(own, own.backups.restore({ file: content.file, passphrase }));
    expect(await troubles(client)).not.toContain('erasures-unrecognised');
    expect(await outcome(client)).toBe('refused: do-not-send');
    expect(await outcome(client, '+37255512400')).toBe('delivered');
    // The key is here now: the same backup needs no passphrase.
    expect(must(await own.backups.inspect({ file })).erasures).toBeUndefined();
    must(await client.consent.add({ number: person, how: 'by phone' }));
    expect(await outcome(client)).toBe('delivered');
    await done(own, own.backups.restore({ file }));
    expect(await outcome(client), 'a restore withdraws nothing again').toBe('delivered');
  });

  it('holds sending without its passphrase, also after a restart, until it is entered', async () => {
    const file = await erasedElsewhere(passphrase);
    const first = await otherComputer();
    await done(first.own, first.own.backups.restore({ file }));
    await first.stop();
    const { client } = await otherComputer(first.folder);
    expect(await troubles(client)).toContain('erasures-unrecognised');
    expect(await client.privacy.erasures()).toMatchObject({ people: 1, held: true, canOpen: true });
    const ids = [await sendOne(client, person), await sendOne(client, '+37255512400')];
    const states = () => Promise.all(ids.map(async (id) => (await messageOf(client, id)).state));
    const wrong = await client.privacy.enterBackupPassphrase({ passphrase: 'five cherries' });
    expect(codeOf(wrong)).toBe('backup-passphrase-wrong');
    expect(await states()).toEqual(['queued', 'queued']);
    expect(must(await client.privacy.enterBackupPassphrase({ passphrase }))).toMatchObject({ held: false });
    await eventually(states).toEqual(['refused', 'delivered']);
    expect(await troubles(client)).not.toContain('erasures-unrecognised');
  });

  it('holds sending until somebody confirms that the passphrase is lost, which the audit log records', async () => {
    const file = await erasedElsewhere(null);
    const { client, own } = await otherComputer();
    expect(must(await own.backups.inspect({ file })).erasures).toEqual({ people: 1, sealed: false });
    await done(own, own.backups.restore({ file }));
    const id = await sendOne(client, person);
    expect(codeOf(await client.privacy.enterBackupPassphrase({ passphrase }))).toBe('backup-not-sealed');
    expect(await client.privacy.erasures()).toMatchObject({ held: true, canOpen: false });
    expect((await messageOf(client, id)).state).toBe('queued');
    expect(await client.privacy.giveUpErasures()).toMatchObject({ held: false });
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const { entries } = await client.journal.list({ what: ['erasures-given-up'], limit: 10 });
    expect(entries).toHaveLength(1);
  });

  it('recognises who was erased after the backup was made, if an erasure has reached it', async () => {
    const { client, console, folder } = await openConsole();
    const own = ownClient(console);
    must(await client.accounts.sandbox());
    expect(await outcome(client)).toBe('delivered');
    await done(own, own.backups.backup({}));
    must(await client.privacy.setBackupPassphrase({ passphrase }));
    must(await client.privacy.erase({ number: person }));
    const [backup] = await client.backups.backups();
    const there = await otherComputer();
    const file = join(folder, 'backups', backup?.file ?? '');
    expect(must(await there.own.backups.inspect({ file })).erasures).toEqual({ people: 1, sealed: true });
    await done(there.own, there.own.backups.restore({ file, passphrase }));
    expect(await outcome(there.client)).toBe('refused: do-not-send');
    expect(await there.client.messages.list({}).then(({ rows }) => rows.map(({ to }) => to))).toEqual([
      person,
    ]);
  });

  it('is recognised through a chain of computers, each with its own passphrase', async () => {
    const file = await erasedElsewhere(passphrase);
    const second = await otherComputer();
    await done(second.own, second.own.backups.restore({ file, passphrase }));
    const weak = await second.client.privacy.setBackupPassphrase({ passphrase: 'abc' });
    expect(codeOf(weak)).toBe('passphrase-weak');
    const own = 'seven pears on a Wednesday';
    must(await second.client.privacy.setBackupPassphrase({ passphrase: own }));
    must(await second.client.privacy.erase({ number: '+37255512400' }));
    const next = join(temporaryFolder(), 'second.db');
    await done(second.own, second.own.backups.backup({ file: next }));
    const third = await otherComputer();
    await done(third.own, third.own.backups.restore({ file: next, passphrase: own }));
    for (const number of [person, '+37255512400'])
      expect(await outcome(third.client, number)).toBe('refused: do-not-send');
  });
});

it('stored keys that cannot be read are left out', () => {
  const name = '0123456789abcdef';
  for (const stored of [undefined, 'x', '{}', 'null', '[null,1,{"name":"x"}]'])
    expect(parseKeys(stored)).toEqual([]);
  const keys = [
    { name, sealed: 'A'.repeat(5_000) },
    { name, sealed: 7 },
    { name, sealed: 'AA==' },
  ];
  expect(parseKeys(JSON.stringify(keys)).map(({ sealed }) => sealed)).toEqual([null, null, 'AA==']);
});
