/** Tests the name of a recipient, which is kept with each message as the list of recipients gave it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { recipientNames } from '../../electron/engine/db/migrations/0010-recipient-names.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { readWorkbook } from '../../renderer/features/compose/workbook/read-workbook.ts';
import { must, openConsole, requestKey, type TestConsole } from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const mari = '+37255500001';
const juri = '+37255500002';
const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };

/** Opens a console that sends nothing, with one message to Mari and one to a number without a name. */
async function withNames(
  values: Readonly<Record<string, string>> = { Nimi: 'Mari Maasikas' },
  options: Parameters<typeof openConsole>[0] = {},
) {
  const open = await openConsole(options);
  must(await open.client.accounts.sandbox());
  await open.client.outbox.pause();
  const sent = must(
    await open.client.messages.send({
      to: [mari, juri],
      chain,
      requestKey: requestKey(),
      values: { [mari]: values },
    }),
  );
  return { ...open, id: sent.messages[0]?.id ?? '', nameless: sent.messages[1]?.id ?? '' };
}

async function exported({ console }: TestConsole, format: 'csv' | 'jsonl'): Promise<string> {
  const file = join(temporaryFolder(), `all.${format}`);
  const own = ownClient(console);
  await done(own, own.backups.export({ filter: {}, format, file }));
  return readFileSync(file, 'utf8');
}

describe('the name of a recipient', () => {
  it('is kept with the message, and is in the list and the detail', async () => {
    const { client, id, nameless } = await withNames();
    const { rows } = await client.messages.list({});
    expect(rows).toMatchObject([{ recipientName: null }, { recipientName: 'Mari Maasikas' }]);
    expect(await client.messages.get({ id })).toMatchObject({ value: { recipientName: 'Mari Maasikas' } });
    expect(await client.messages.get({ id: nameless })).toMatchObject({ value: { recipientName: null } });
  });

  it.each(['csv', 'jsonl'] as const)('is exported and imported as %s', async (format) => {
    const open = await withNames({ Eesnimi: '=Mari', Perekonnanimi: 'Maasikas' });
    const text = await exported(open, format);
    expect(text).toContain(format === 'csv' ? ",'=Mari Maasikas," : '"name":"=Mari Maasikas"');
    const file = join(temporaryFolder(), `again.${format}`);
    writeFileSync(file, text);
    const other = await openConsole();
    const own = ownClient(other.console);
    await done(own, own.backups.import({ file }));
    expect(await other.client.messages.get({ id: open.id })).toMatchObject({
      value: { recipientName: '=Mari Maasikas' },
    });
  });

  it('is kept when the message is resent, and is removed with the texts', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z');
    const { client, console, folder, id } = await withNames({ Nimi: 'Mari Maasikas' }, { now: () => now });
    must(await client.messages.cancel({ id }));
    const again = must(await client.messages.resend({ id, evenIfTwice: true, requestKey: requestKey() }));
    const nameOf = async (message: string) => must(await client.messages.get({ id: message })).recipientName;
    expect(await nameOf(again.id)).toBe('Mari Maasikas');
    now += 400 * 24 * 60 * 60 * 1_000;
    must(await client.settings.set({ retention: { kind: 'strip-texts', days: 30 } }));
    await console.parts.retention.apply();
    expect(await nameOf(id)).toBeNull();
    expect(databaseFaults(join(folder, databaseName), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('is in the column of names of a workbook, and its backup restores it', async () => {
    const open = await withNames();
    const own = ownClient(open.console);
    const file = join(temporaryFolder(), 'all.xlsx');
    await done(own, own.backups.export({ filter: {}, format: 'xlsx', file }));
    const book = await readWorkbook(new Uint8Array(readFileSync(file)));
    if (!book.ok) throw new Error(book.why);
    const [heading = [], ...rows] = book.sheets[0]?.rows ?? [];
    expect(rows.map((row) => row[heading.indexOf('name')])).toEqual(['', 'Mari Maasikas']);
    const backup = join(temporaryFolder(), 'backup.db');
    await done(own, own.backups.backup({ file: backup }));
    const other = await openConsole();
    const there = ownClient(other.console);
    await done(there, there.backups.restore({ file: backup }));
    expect(await other.client.messages.get({ id: open.id })).toMatchObject({
      value: { recipientName: 'Mari Maasikas' },
    });
  });

  it('is the name that a test plan gives the number, on each line of the command line', async () => {
    const { client, folder } = await openConsole({ lateReportsMs: 500 });
    const account = must(await client.accounts.sandbox());
    const plan = `name: Named
numbers: [{ name: Mari Maasikas, number: "${mari}" }, { number: "${juri}" }]
chains: [{ name: By SMS, steps: [{ sms: Tere }] }]
`;
    const start = { text: plan, accountId: account.id, live: false, requestKey: requestKey() };
    const { id } = must(await client.runs.start(start));
    await runToEnd(client, id);
    const { rows } = await client.messages.list({});
    expect(rows.map(({ to, recipientName }) => [to, recipientName]).toSorted()).toEqual([
      [mari, 'Mari Maasikas'],
      [juri, null],
    ]);
    const found = await client.messages.list({ filter: { search: 'maasik' } });
    expect(found.rows.map(({ to }) => to)).toEqual([mari]);
    const listed = await omnideck(['list', '--data', folder]);
    expect(listed.stdout).toContain('Mari Maasikas');
    const again = found.rows[0]?.id ?? '';
    const shown = await omnideck(['status', again, '--data', folder]);
    expect(shown.stdout).toMatch(/^\+372 5550 0001 \(Mari Maasikas\) {2}Delivered/mu);
  });

  it('a database of the previous format is migrated, and its search index stays right', () => {
    const file = join(temporaryFolder(), databaseName);
    const before = migrations.filter(({ version }) => version < recipientNames.version);
    const old = migrate(file, before);
    old.exec(`
      INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
        VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
      INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at)
        VALUES ('old', 'a', 'b', 'r1', '+37255512300', '{"steps":[]}', 'x', 'delivered', 1);
      INSERT INTO step (omnimessage_seq, position, channel, text) SELECT seq, 0, 'sms', 'Tere' FROM omnimessage;
      INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;
    `);
    old.close();
    migrate(file, migrations).close();
    expect(rowsOf(file, 'SELECT id, recipient_name FROM omnimessage')).toEqual([
      { id: 'old', recipient_name: null },
    ]);
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('is found by a search, and no longer once the person is erased', async () => {
    const { client, id, folder, stop } = await withNames();
    const found = async () => (await client.messages.list({ filter: { search: 'maasik' } })).rows;
    expect((await found()).map((row) => row.id)).toEqual([id]);
    must(await client.privacy.erase({ number: mari }));
    expect(await found()).toEqual([]);
    await stop();
    expect(readFileSync(join(folder, 'omnideck.db')).includes('Maasikas')).toBe(false);
  });
});
