/** Tests imports of damaged files: each wrong line is reported, and the others are imported. */

import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { englishText } from '../../shared/problems/english-text.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { done, ended, ownClient } from '../helpers/job-fixture.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

async function exported(format: 'csv' | 'jsonl', messages = 12): Promise<string> {
  const folder = temporaryFolder();
  seedFolder({ folder, messages, seed: 3 });
  const { console } = await openConsole({ folder });
  const own = ownClient(console);
  const file = join(temporaryFolder(), `all.${format}`);
  await done(own, own.backups.export({ filter: {}, format, file }));
  return readFileSync(file, 'utf8');
}

async function importing(to: TestConsole, text: string | Buffer) {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, text);
  const own = ownClient(to.console);
  return ended(own, own.backups.import({ file }));
}

describe('an import of several batches', () => {
  it.each(['newest', 'oldest'])(
    'with the %s first keeps the order, and adds each message once',
    async (first) => {
      const lines = (await exported('jsonl', 450)).trim().split('\n');
      if (first === 'oldest') lines.reverse();
      const [one = ''] = lines;
      const folder = temporaryFolder();
      const to = await openConsole({ folder });
      const repeated = [one, ...lines, one].map((line) => `${line}\n`).join('');
      expect(await importing(to, repeated)).toMatchObject({ state: 'done', added: 450, skipped: 2 });
      const file = join(folder, 'omnideck.db');
      const [down, up] = ['DESC', 'ASC'].map((order) =>
        rowsOf(file, `SELECT id FROM omnimessage ORDER BY seq ${order}`).map(({ id }) => id),
      );
      const ids = lines.map((line) => /"id":"(\w+)"/u.exec(line)?.[1]);
      expect(first === 'newest' ? down : up).toEqual(ids);
      expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
    },
  );
});

describe('an import of JSON Lines', () => {
  it('with faulty lines of every kind reports each with its line, and imports the others', async () => {
    const [one = '', two = '', three = '', ...rest] = (await exported('jsonl')).trim().split('\n');
    const to = await openConsole();
    const wrong = [
      one,
      'Dear diary',
      '{"half":',
      '{"a":1}',
      JSON.stringify({ ...JSON.parse(two), omnideck: 3 }),
      JSON.stringify({ ...JSON.parse(two), to: 'nobody' }),
      JSON.stringify({ ...JSON.parse(two), cost: '1e9' }),
      two,
      '',
      JSON.stringify({ omnideck: 1, type: 'callback', body: 'x' }),
      three.slice(0, 40),
    ];
    const job = await importing(to, `\ufeff${wrong.join('\r\n')}`);
    expect(job).toMatchObject({ state: 'done', added: 2 });
    expect(job.rejected.map(({ line, problem }) => [line, problem.code])).toEqual([
      [2, 'import-not-json'],
      [3, 'import-cut-short'],
      [4, 'import-not-ours'],
      [5, 'import-newer'],
      [6, 'import-field'],
      [7, 'import-field'],
      [11, 'import-cut-short'],
    ]);
    for (const { problem } of job.rejected) expect(englishText(problem).message).not.toContain('Dear diary');
    expect(rest.length).toBeGreaterThan(3);
  });

  it('survives a line that is not UTF-8, and a line of 40 MB', async () => {
    const lines = (await exported('jsonl')).trim().split('\n');
    const file = join(temporaryFolder(), 'file');
    const out = openSync(file, 'w');
    writeSync(out, `${lines[0]}\n`);
    writeSync(out, Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]));
    const piece = 'x'.repeat(1024 * 1024);
    writeSync(out, '{"x":"');
    for (let count = 0; count < 40; count += 1) writeSync(out, piece);
    writeSync(out, `"}\n${lines[1]}\n`);
    closeSync(out);
    const to = await openConsole();
    const own = ownClient(to.console);
    const job = await done(own, own.backups.import({ file }));
    expect(job.added).toBe(2);
    expect(job.rejected.map(({ line, problem }) => [line, problem.code])).toEqual([
      [2, 'import-not-utf8'],
      [3, 'import-line-too-long'],
    ]);
  });
});

describe('an import of a CSV table', () => {
  it('with a stray quote, missing cells or a rounded number loses only those lines', async () => {
    const lines = (await exported('csv')).split('\r\n');
    const [head = '', one = '', two = '', three = '', four = '', five = ''] = lines;
    const to = await openConsole();
    const rounded = three.replace(/'\+\d+/u, '3.72555E+11');
    const text = [head, one, two.replace(',', ',lone"quote,'), rounded, `${four},and more`, five].join(
      '\r\n',
    );
    const job = await importing(to, text);
    expect(job.state).toBe('done');
    expect(job.rejected.map(({ problem }) => problem.code)).toEqual([
      'import-quote',
      'number-spreadsheet',
      'import-cells',
    ]);
    expect(job.added).toBe(2);
  });

  it('keeps the cost of a message, and does not request its status automatically', async () => {
    const from = await consoleWithSandbox();
    const id = await sendOne(from.client, '+37255500000');
    await expect.poll(async () => (await messageOf(from.client, id)).state).toBe('delivered');
    const { cost } = await messageOf(from.client, id);
    expect(cost).toMatch(/^0\.0[1-9]/u);
    const file = join(temporaryFolder(), 'one.csv');
    const own = ownClient(from.console);
    await done(own, own.backups.export({ filter: {}, format: 'csv', file }));
    // Another sandbox, which never received the message.
    const to = await consoleWithSandbox();
    expect(await importing(to, readFileSync(file))).toMatchObject({ state: 'done', added: 1 });
    await to.client.messages.ask({ id });
    const message = await messageOf(to.client, id);
    expect(message.polls).toBe(1);
    expect(message).toMatchObject({ state: 'delivered', cost, nextPollAt: null });
  });

  it('accepts semicolons as a spreadsheet saves them', async () => {
    const text = await exported('csv');
    const to = await openConsole();
    // These cells contain commas and semicolons only inside quotation marks.
    const own = ownClient(to.console);
    const head = text.split('\r\n')[0] ?? '';
    const row = text.split('\r\n').find((line) => !line.includes('"') && line !== head && line !== '') ?? '';
    const job = await importing(to, `${head.replaceAll(',', ';')}\n${row.replaceAll(',', ';')}\n`);
    expect(job).toMatchObject({ state: 'done', added: 1 });
    expect((await own.messages.list({})).rows).toHaveLength(1);
  });
});

describe('an import of a CSV table whose first line names its separator', () => {
  it('reads the table, and counts that line', async () => {
    const lines = (await exported('csv')).replace('\ufeff', '').split('\r\n');
    const to = await openConsole();
    lines[3] = `"x" ${lines[3]}`;
    const job = await importing(to, `sep=,\r\n${lines.join('\r\n')}`);
    expect(job).toMatchObject({ state: 'done', added: 11 });
    expect(job.rejected.map(({ line, problem }) => [line, problem.code])).toEqual([[5, 'import-quote']]);
    const wrong = await importing(to, `sep=;\r\n${lines.join('\r\n')}`);
    expect(wrong.problem?.code).toBe('import-not-ours');
  });
});

describe('an import of a file that Omnideck did not write', () => {
  it.each<[string, string | Buffer, string]>([
    ['an empty one', '', 'import-empty'],
    ['a table of somebody', 'name,phone\nMari,+37255500000\n', 'import-not-ours'],
    ['a letter', 'Dear Mari,\nhow are you?\n', 'import-not-ours'],
    ['a workbook', Buffer.from('PK\u0003\u0004rest of it'), 'import-packed'],
    ['a packed file', Buffer.from([0x1f, 0x8b, 8, 0]), 'import-packed'],
    ['one of UTF-16', Buffer.from('\ufeffid,to', 'utf16le'), 'import-utf16'],
    ['a database', Buffer.from('SQLite format 3\0and more'), 'import-is-backup'],
  ])('%s is refused with an explanation', async (_name, content, code) => {
    const to = await openConsole();
    const job = await importing(to, content);
    expect(job).toMatchObject({ state: 'failed', added: 0 });
    expect(job.problem?.code).toBe(code);
    expect(rowsOf(join(to.folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')).toEqual([
      { n: 0 },
    ]);
  });

  it('is refused at once if the file is missing or another import is running', async () => {
    const { console, client } = await openConsole();
    expect(codeOf(await ownClient(console).backups.import({ file: '/nowhere/at/all' }))).toBe('no-such-file');
    const starts = await Promise.all(
      Array.from({ length: 6 }, () => client.backups.upload.begin({ name: 'x', bytes: 10 })),
    );
    expect(starts.filter((answer) => !answer.ok).map(codeOf)).toEqual([
      'too-many-uploads',
      'too-many-uploads',
    ]);
    const [first] = starts;
    if (first?.ok) await client.backups.upload.discard({ id: first.value.id });
    must(await client.backups.upload.begin({ name: 'x', bytes: 10 }));
    expect(codeOf(await client.backups.upload.begin({ name: 'x', bytes: 10 }))).toBe('too-many-uploads');
  });
});
