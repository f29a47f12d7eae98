/** The commands of the ledger of consent, each as a process of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { consent } from '../../electron/engine/db/migrations/0014-consent.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255500077';

it('consent show, add, withdraw and proof keep every entry, and follow the do-not-send list', {
  timeout: 180_000,
}, async () => {
  const folder = temporaryFolder();
  const run = async (...words: string[]) => {
    const ended = await omnideck([...words, '--data', folder, '--json']);
    expect(ended, words.join(' ')).toMatchObject({ code: 0 });
    return jsonLines(ended.stdout)[0];
  };
  const wording = '=cmd() <b>News & offers</b>';
  expect(await run('consent', 'show', person)).toEqual({ number: person, may_write: true, entries: [] });
  expect(await run('consent', 'add', person, '--wording', wording, '--how', 'form')).toMatchObject({
    may_write: true,
    entries: [{ kind: 'given', source: 'person', wording, how: 'form' }],
  });
  expect(await run('consent', 'withdraw', person, '--how', 'by phone')).toMatchObject({
    may_write: false,
    entries: [{ kind: 'given' }, { kind: 'withdrawn', source: 'person', wording: null, how: 'by phone' }],
  });
  expect(await run('do-not-send', 'list')).toMatchObject({ number: person, reason: 'by phone' });
  await run('do-not-send', 'remove', person);
  await run('do-not-send', 'add', person, '--reason', 'a letter');
  expect(await run('consent', 'add', person)).toMatchObject({ may_write: true });
  const shown = await run('consent', 'show', person);
  expect(shown).toMatchObject({
    may_write: true,
    entries: [
      { kind: 'given' },
      { kind: 'withdrawn' },
      { kind: 'lifted', source: 'person' },
      { kind: 'withdrawn', how: 'a letter' },
      { kind: 'given', wording: null },
    ],
  });

  const page = join(folder, 'proof.html');
  expect(await run('consent', 'proof', person, '--out', page)).toEqual({ file: page, entries: 5 });
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('=cmd() &lt;b&gt;News &amp; offers&lt;/b&gt;');
  expect(html).not.toContain('<b>');
  expect(html).toContain('by phone');
  const csv = await omnideck(['consent', 'proof', person, '--format', 'csv', '--data', folder]);
  expect(csv.stdout).toContain(`${person},`);
  expect(csv.stdout, 'no spreadsheet runs a cell').toContain(`,form,'=cmd()`);

  await run('erase', person);
  expect(await run('consent', 'show', person)).toEqual({ number: person, may_write: false, entries: [] });
  await run('consent', 'withdraw', person, '--wording', 'My name is …');
  await run('erase', person);
  expect(await run('consent', 'show', person)).toMatchObject({
    may_write: false,
    entries: [{ kind: 'withdrawn', source: 'erasure', wording: null, how: null }],
  });
});

it('consent add and withdraw are about one purpose or one channel only, and leave the rest as it is', {
  timeout: 180_000,
}, async () => {
  const folder = temporaryFolder();
  const start = async (...words: string[]) => omnideck([...words, '--data', folder, '--json']);
  const run = async (...words: string[]) => {
    const ended = await start(...words);
    expect(ended, words.join(' ')).toMatchObject({ code: 0 });
    return jsonLines(ended.stdout)[0];
  };
  const send = async (...words: string[]) => {
    const ended = await start('send', '--sandbox', '--to', person, ...words, '--wait');
    return jsonLines(ended.stdout)[0];
  };
  expect(await run('consent', 'add', person, '--purpose', ' MARKETING ', '--how', 'form')).toMatchObject({
    may_write: true,
    entries: [{ kind: 'given', channel: null, purpose: 'marketing', how: 'form' }],
  });
  expect(await run('consent', 'withdraw', person, '--channel', 'viber')).toMatchObject({
    may_write: true,
    entries: [{ kind: 'given' }, { kind: 'withdrawn', channel: 'viber', purpose: null }],
  });
  expect(await send('--viber', 'Hi'), 'the only step').toMatchObject({
    error: { code: 'nobody-agreed', field: 'to' },
  });
  const shortened = await send('--viber', 'Hi', '--sms', 'Hi');
  expect(shortened, 'the step is left out').toMatchObject({
    state: 'delivered',
    steps: [{ channel: 'sms' }],
  });

  await run('do-not-send', 'add', person);
  expect(await run('consent', 'add', person, '--purpose', 'appointments')).toMatchObject({ may_write: true });
  expect(await send('--sms', 'Hi'), 'all but appointments stay withdrawn').toMatchObject({
    error: { code: 'nobody-agreed' },
  });
  expect(await run('consent', 'show', person, '--purpose', 'appointments', '--channel', 'sms')).toMatchObject(
    {
      entries: [{ kind: 'withdrawn' }, { kind: 'given', purpose: 'appointments' }],
    },
  );
  const refused = await start('consent', 'add', person, '--purpose', 'Order 4471');
  expect(refused.code).toBe(2);
  expect(jsonLines(refused.stdout)[0]).toMatchObject({
    error: {
      code: 'purpose-unknown',
      field: 'purpose',
      hint: expect.stringContaining('general, marketing, appointments, security codes'),
    },
  });
  await run('erase', person);
  expect(await run('consent', 'add', person, '--purpose', 'appointments')).toMatchObject({
    may_write: true,
    entries: [
      { kind: 'withdrawn', source: 'erasure', channel: null, purpose: null },
      { kind: 'given', purpose: 'appointments' },
    ],
  });
  expect(await send('--sms', 'Hi'), 'what the erasure withdrew').toMatchObject({
    error: { code: 'nobody-agreed' },
  });
});

it('a database of the previous version gets an entry for each number on the do-not-send list', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < consent.version),
  );
  before.exec(
    `INSERT INTO do_not_send VALUES ('+37255500001', 'asked', 'person', 1000), ('+37255500002', 'STOP', 'reply', 2000)`,
  );
  before.close();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT * FROM consent_entry ORDER BY at')).toEqual([
    {
      ...{ id: 'earlier +37255500001 1000', number: '+37255500001', kind: 'withdrawn', source: 'earlier' },
      ...{ at: 1000, wording: null, how: 'asked', channel: null, purpose: null },
    },
    {
      ...{ id: 'earlier +37255500002 2000', number: '+37255500002', kind: 'withdrawn', source: 'reply' },
      ...{ at: 2000, wording: 'STOP', how: null, channel: null, purpose: null },
    },
  ]);
  expect(rowsOf(file, 'SELECT count(*) AS n FROM do_not_send')).toEqual([{ n: 2 }]);
});

it('send --purpose leaves out people who have not agreed to it, and names them', {
  timeout: 180_000,
}, async () => {
  const folder = temporaryFolder();
  const other = '+37255500078';
  const start = async (...words: string[]) => omnideck([...words, '--data', folder, '--json']);
  const send = (...words: string[]) => start('send', '--sandbox', ...words, '--wait');
  const nobody = await send('--to', person, '--purpose', 'marketing', '--sms', 'Hi');
  expect(nobody.code).toBe(2);
  expect(jsonLines(nobody.stdout)[0]).toMatchObject({
    error: { code: 'nobody-agreed', field: 'to', message: expect.stringContaining(person) },
  });
  await start('consent', 'add', other, '--purpose', 'marketing', '--channel', 'sms');
  const both = await send('--to', person, other, '--purpose', ' Marketing', '--viber', 'Hi', '--sms', 'Hi');
  expect(both.code).toBe(0);
  expect(both.stderr).toContain(`no consent to “marketing” is recorded: ${person}.`);
  expect(both.stderr).toContain(`Sent without Viber to ${other}`);
  expect(jsonLines(both.stdout)).toMatchObject([
    { to: other, state: 'delivered', purpose: 'marketing', steps: [{ channel: 'sms' }] },
  ]);
  const unknown = await send('--to', other, '--purpose', 'Order 4471', '--sms', 'Hi');
  expect(unknown.code).toBe(2);
  expect(jsonLines(unknown.stdout)[0]).toMatchObject({
    error: { code: 'purpose-unknown', field: 'purpose' },
  });
  const general = await send('--to', person, '--purpose', 'general', '--sms', 'Hi');
  expect(jsonLines(general.stdout)[0]).toMatchObject({ state: 'delivered', purpose: null });
});
