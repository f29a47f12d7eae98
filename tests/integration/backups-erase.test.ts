/**
 * Tests that erasing a person also removes drafts and backups, and still applies when an older backup is
 * restored.
 */
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digester, digestOf } from '../../electron/engine/db/number-digest.ts';
import {
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255512300';
const digits = person.slice(1);
const other = '+37255500000';
const word = 'quizzical';
const chain = { steps: [{ channel: 'sms' as const, text: `Tere ${word}` }] };

/** Returns every file in the folder whose bytes contain the number or the word. */
function traces(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file).toString('latin1').toLowerCase();
      return bytes.includes(digits) || bytes.includes(word);
    })
    .map((file) => file.slice(folder.length + 1));
}

describe('the HMAC of an erased number', () => {
  it('is the same for one number and for very many', () => {
    const key = '0f'.repeat(32);
    const digest = digester(key);
    for (const number of [
      person,
      other,
      '+1234567',
      '+123456789012345',
      'much longer than any number can be',
    ]) {
      expect(digest(number)).toBe(digestOf(number, key));
      expect(digestOf(number, key)).toBe(
        createHmac('sha256', Buffer.from(key, 'hex')).update(number).digest('hex'),
      );
    }
  });
});

describe('erasing a number', () => {
  it('removes it from backups and drafts too, and reports that; no file of the data folder contains it any more', async () => {
    const { client, folder } = await consoleWithSandbox();
    const ids = [await sendOne(client, person, { chain }), await sendOne(client, other)];
    for (const id of ids)
      await expect.poll(async () => (await messageOf(client, id)).state).toBe('delivered');
    must(
      await client.compose.drafts.save({
        id: 'a-draft-of-ours',
        accountId: null,
        preview: 'Tere',
        content: { to: ['+372 5551 2300', other], values: { [person]: { name: 'Mari' } } },
      }),
    );
    must(await client.messages.views.save({ name: 'Of one person', filter: { recipient: person } }));
    await done(client, client.backups.backup({}));
    await done(client, client.backups.backup({}));
    expect(traces(folder).filter((file) => file.startsWith('backups/'))).toHaveLength(2);
    expect(must(await client.privacy.about({ number: person }))).toMatchObject({ messages: 1, drafts: 1 });

    const erased = must(await client.privacy.erase({ number: person }));
    expect(erased).toMatchObject({ messages: 1, drafts: 1, backups: 2, backupsNotReached: [] });
    expect(traces(folder)).toEqual([]);
    for (const { file } of await client.backups.backups()) {
      const rows = rowsOf(join(folder, 'backups', file), 'SELECT recipient FROM omnimessage');
      expect(rows).toEqual([{ recipient: other }]);
    }
    const draft = must(await client.compose.drafts.get({ id: 'a-draft-of-ours' }));
    expect(JSON.stringify(draft)).toContain(other);
    expect(await client.messages.views.list()).toEqual([]);
  });

  it('still applies when an older backup is restored, for messages, callbacks and drafts; later ones stay', async () => {
    const { client, console, accountId, folder } = await consoleWithSandbox();
    const own = ownClient(console);
    const gone = await sendOne(client, person, { chain });
    const stays = await sendOne(client, other);
    await expect.poll(async () => (await messageOf(client, stays)).state).toBe('delivered');
    await expect.poll(async () => (await messageOf(client, gone)).state).toBe('delivered');
    const stray = { status: 'ACK', err: 0, channel: 'sms', to: person, omnimessage_id: 'nobody-knows' };
    expect(await postReport(await reportUrl(client, accountId), stray)).toBe(200);
    must(
      await client.compose.drafts.save({
        id: 'a-draft-of-ours',
        accountId: null,
        preview: '',
        content: { to: ['5551 2300'], text: 'call 00372 5551 2300' },
      }),
    );
    must(await client.settings.set({ defaultCountry: 'EE' }));
    // A folder elsewhere, which an erasure does not reach.
    const elsewhere = join(temporaryFolder(), 'elsewhere.db');
    await done(own, own.backups.backup({ file: elsewhere }));
    must(await client.privacy.erase({ number: person }));
    must(await client.consent.add({ number: person, how: 'by phone' }));
    const later = await sendOne(client, person);
    await expect.poll(async () => (await messageOf(client, later)).state).toBe('delivered');
    await done(own, own.backups.backup({ file: join(folder, 'second.db') }));

    const job = await done(own, own.backups.restore({ file: elsewhere }));
    expect(job.erased).toBe(1);
    expect(must(await client.privacy.about({ number: person }))).toMatchObject({
      messages: 0,
      callbacks: 0,
      drafts: 0,
    });
    expect((await client.messages.list({})).rows.map(({ id }) => id)).toEqual([stays]);
    // The person agreed to receive messages again afterwards, so this message was not erased.
    const again = await done(own, own.backups.restore({ file: join(folder, 'second.db') }));
    expect(again.erased).toBe(0);
    expect((await client.messages.list({})).rows.map(({ id }) => id)).toEqual([later, stays]);
  });

  it('still applies when an older export is imported', async () => {
    const { client, console } = await consoleWithSandbox();
    const own = ownClient(console);
    const ids = [await sendOne(client, person, { chain }), await sendOne(client, other)];
    for (const id of ids)
      await expect.poll(async () => (await messageOf(client, id)).state).toBe('delivered');
    const file = join(temporaryFolder(), 'all.jsonl');
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
    must(await client.privacy.erase({ number: person }));
    const job = await done(own, own.backups.import({ file }));
    expect(job).toMatchObject({ added: 0, skipped: 1, erased: 1 });
    expect(must(await client.privacy.about({ number: person })).messages).toBe(0);
  });

  it('keeps only an HMAC of the number, which needs the key of the data folder', async () => {
    const folder = temporaryFolder();
    const first = await openConsole({ folder });
    must(await first.client.accounts.sandbox());
    must(await first.client.privacy.erase({ number: person }));
    const file = join(temporaryFolder(), 'copy.db');
    const own = ownClient(first.console);
    await done(own, own.backups.backup({ file }));
    const [kept] = rowsOf(file, 'SELECT digest FROM erased_number');
    const key = readFileSync(join(folder, 'erasure.key'), 'utf8').trim();
    expect(String(kept?.digest)).toMatch(/^[0-9a-f]{64}$/u);
    expect(readFileSync(file).toString('latin1')).not.toContain(key);
    expect(kept?.digest).toBe(createHmac('sha256', Buffer.from(key, 'hex')).update(person).digest('hex'));
    expect(kept?.digest).not.toBe(createHash('sha256').update(person).digest('hex'));
  });
});
