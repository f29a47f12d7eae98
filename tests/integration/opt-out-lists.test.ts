/** Lists of opt-outs are imported in parts, keep what is listed already, and are read in pages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeOf, must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const numbers = Array.from({ length: 2_500 }, (_, index) => `+3725${1_000_000 + index}`);

it('the list is read in pages, and searched by any part of a number', async () => {
  const { client } = await openConsole();
  for (const part of [numbers.slice(0, 1_000), numbers.slice(1_000, 2_000), numbers.slice(2_000)])
    must(await client.doNotSend.import({ numbers: part, importId: 'a' }));
  const read: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.doNotSend.page>> = await client.doNotSend.page({
      ...{ limit: 700 },
      ...(after === null ? {} : { after }),
    });
    expect(page.total).toBe(2_500);
    read.push(...page.entries.map(({ number }) => number));
    after = page.next;
  } while (after !== null);
  expect(read.toSorted()).toEqual(numbers);
  for (const search of ['+372 5100 0042', '00372 51000042', '5100-0042', '1000042'])
    expect(await client.doNotSend.page({ search }), search).toMatchObject({
      entries: [{ number: '+37251000042', reason: null }],
      ...{ total: 1, next: null },
    });
  expect(await client.doNotSend.page({ search: 'Mari' })).toEqual({ entries: [], total: 0, next: null });
  expect(await client.doNotSend.among({ numbers: ['+37251000001', '+37259999999'] })).toMatchObject([
    { number: '+37251000001' },
  ]);
  expect(
    (await client.journal.list({ limit: 10 })).entries.map(({ what, after: values }) => [what, values]),
  ).toEqual([['do-not-send-imported', { numbers: 2_500 }]]);
});

it('an imported number stays listed as it is, and only a person takes it off the list', async () => {
  const { client, folder, stop } = await openConsole();
  const [first = '', second = ''] = numbers;
  must(await client.doNotSend.add({ number: first, reason: 'by phone' }));
  const list = { numbers: [first, second], reason: 'old shop', importId: 'b' };
  expect(must(await client.doNotSend.import(list))).toMatchObject({ added: 1, already: 1 });
  expect(must(await client.doNotSend.import(list))).toMatchObject({ added: 0, already: 2 });
  expect((await client.doNotSend.page()).entries).toMatchObject([
    { number: second, reason: 'old shop' },
    { number: first, reason: 'by phone' },
  ]);
  expect(must(await client.consent.show({ number: second }))).toMatchObject({
    mayWrite: false,
    entries: [{ kind: 'withdrawn', source: 'import', how: 'old shop' }],
  });
  const refused = await client.doNotSend.import({ numbers: ['+37255500001', '5550'], importId: 'c' });
  expect(refused).toMatchObject({ problem: { field: 'numbers[1]' } });
  expect(codeOf(refused)).toMatch(/^number-/u);
  expect((await client.doNotSend.page()).total).toBe(2);
  must(await client.doNotSend.remove({ number: second }));
  expect((await client.doNotSend.page()).total).toBe(1);
  await stop();
  expect(rowsOf(join(folder, 'omnideck.db'), `SELECT source FROM do_not_send`)).toEqual([
    { source: 'person' },
  ]);
});

it('the command imports lists and tables, and names each line without a readable number', {
  timeout: 180_000,
}, async () => {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'left.csv');
  const run = async (...words: string[]) => {
    const ended = await omnideck(['do-not-send', 'import', ...words, '--data', folder, '--json']);
    return { code: ended.code, lines: jsonLines(ended.stdout), stderr: ended.stderr };
  };
  const counts = (added: number, already: number, invalid: number, isCheck = false) => ({
    ...{ checked_only: isCheck, added, already_listed: already, invalid, withdrawn: 0 },
    may_still_go_out: { count: 0, first: [] },
  });
  writeFileSync(
    file,
    '\ufeffName;Phone;Since\nMari;+372 5550 1411;2020\nJüri;;2021\nAnn;3,72555E+11;2022\nOtt;+372 5550 1412;2023;x\nEve;+372 99;\nIvo;+372 5550 1413;\nIvo;+372 5550 1413;\n',
  );
  const faults = [
    { line: 3, text: 'Jüri, 2021', error: { code: 'row-no-number', field: 'line 3' } },
    { line: 4, text: '3,72555E+11', error: { code: 'number-spreadsheet' } },
    { line: 5, text: '+372 5550 1412', error: { code: 'row-too-many-cells' } },
    { line: 6, text: '+372 99', error: { field: 'line 6' } },
  ];
  const checked = await run(file, '--check');
  expect(checked).toMatchObject({ code: 1, lines: [...faults, counts(2, 0, 4, true)] });
  expect(await run(file, '--reason', 'left')).toMatchObject({ code: 1, lines: [...faults, counts(2, 0, 4)] });
  expect(await run(file)).toMatchObject({ code: 1, lines: [...faults, counts(0, 2, 4)] });
  writeFileSync(file, '5550 1414, 5550 1415\n\nMari 5550 1416\n');
  expect(await run(file, '--country', 'EE')).toMatchObject({ code: 0, lines: [counts(3, 0, 0)] });
  writeFileSync(file, 'phone,phone 2\n+37255501417,+37255501418\n+37255501419,+37255501420\n');
  expect(await run(file)).toMatchObject({ code: 2, lines: [{ error: { code: 'column-unclear' } }] });
  expect(await run(file, '--column', 'fax')).toMatchObject({
    code: 2,
    lines: [{ error: { code: 'no-such-column', field: 'column' } }],
  });
  expect(await run(file, '--column', 'Phone 2')).toMatchObject({ code: 0, lines: [counts(2, 0, 0)] });
  writeFileSync(file, 'PK\u0003\u0004…');
  expect(await run(file)).toMatchObject({
    code: 2,
    lines: [{ error: { code: 'is-workbook', field: 'file' } }],
  });
  writeFileSync(file, 'nobody\n');
  expect(await run(file)).toMatchObject({ code: 2, lines: [{ error: { code: 'no-number' } }] });
  const listed = await omnideck(['do-not-send', 'list', '--search', '5550 141', '--data', folder, '--json']);
  expect(jsonLines(listed.stdout).map(({ number }) => number)).toHaveLength(6);
  const missing = await omnideck(['do-not-send', 'list', '--search', '999', '--data', folder]);
  expect(missing.stdout).toBe('No number on the list contains these digits.\n');
});
