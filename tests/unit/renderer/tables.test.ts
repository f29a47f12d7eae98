/** Tests recipients from tables, files and emails. */
import { describe, expect, it } from 'vitest';
import { namedNumbers } from '../../../renderer/features/compose/named-numbers.ts';
import {
  decodeAs,
  decodeFile,
  encodings,
  mostFileBytes,
} from '../../../renderer/features/compose/read-file.ts';
import { columnLetter, firstChoice, peopleOf } from '../../../renderer/features/compose/table-people.ts';
import { isTable } from '../../../shared/messaging/number-rows.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { parseTable } from '../../../shared/messaging/table.ts';

const words = { nameColumn: 'name', column: (letter: string) => `column ${letter}` };
function taken(text: string, country: string | null = null) {
  const table = parseTable(text);
  return peopleOf(table, firstChoice(table, country, words), country);
}
const must = (read: ReturnType<typeof parsePhone>) => (read.ok ? read.value.e164 : read.problem.code);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a table of recipients', () => {
  it('becomes recipients with values named after its columns', () => {
    expect(taken('First name;Phone;City\nMari;+372 5550 0001;Tartu\nJüri;+372 5550 0002;')).toMatchObject({
      people: [
        { written: '+372 5550 0001', values: { 'First name': 'Mari', City: 'Tartu' }, row: 2 },
        { written: '+372 5550 0002', values: { 'First name': 'Jüri' }, row: 3 },
      ],
      columns: ['First name', 'City'],
      leftOut: [],
    });
  });

  it('without a heading gives its columns default names', () => {
    const { people, columns } = taken('+37255500001,Mari,5\n+37255500002,Jüri,7');
    expect(columns).toEqual(['name', 'column C']);
    expect(people[0]?.values).toEqual({ name: 'Mari', 'column C': '5' });
  });

  it('reports each unreadable row with its reason and the spreadsheet’s row number', () => {
    const { people, leftOut } = taken(
      'name,phone\nMari,+37255500001\n\nAhti,3.72555E+11\nKati,12ab\nElva,\nÜlo,+37255500003,shifted',
    );
    expect(people.map(({ row }) => row)).toEqual([2]);
    expect(leftOut.map(({ row, why }) => [row, typeof why === 'string' ? why : why.code])).toEqual([
      [4, 'rounded'],
      [5, 'number-letters'],
      [6, 'no-number'],
      [7, 'too-many-cells'],
    ]);
  });

  it('reads numbers that a spreadsheet wrote as decimals, with a point or a comma', () => {
    const { people, leftOut } = taken(
      'name;phone\nMari;+37255501411.0\nJüri;+37255501412,00\nAno;+33.6.12.34.56.00\nKati;+372,5550,1413',
    );
    expect(leftOut).toEqual([]);
    expect(people.map(({ written }) => must(parsePhone(written)))).toEqual([
      '+37255501411',
      '+37255501412',
      '+33612345600',
      '+37255501413',
    ]);
  });

  it('reads a number with an apostrophe in front, which a spreadsheet needs to keep it as text', () => {
    const { people, leftOut } = taken(
      "name;phone\nMari;'+37255501411\nJüri;'37255501412\nAno;’+37255501413\nKati;'3.72555E+11",
    );
    expect(people.map(({ written }) => written)).toEqual(['+37255501411', '37255501412', '+37255501413']);
    expect(leftOut.map(({ row, why }) => [row, why])).toEqual([[5, 'rounded']]);
  });

  it('leaves out a row whose decimal may be another person’s number, and shows both readings', () => {
    const { people, leftOut } = taken(
      'name;phone\nMari;+3725550141.0\nJüri;+3725550141,0\nElo;5550141,5550142',
      'EE',
    );
    expect(people).toEqual([]);
    expect(
      leftOut.map(({ row, text, why }) => [row, text, typeof why === 'string' ? why : why.code]),
    ).toEqual([
      [2, '+3725550141.0', 'number-two-readings'],
      [3, '+3725550141,0', 'number-two-readings'],
      [4, '5550141,5550142', 'number-characters'],
    ]);
  });

  it('counts the rows without a country code by how they were read, and asks if that is ambiguous', () => {
    const table = parseTable(
      'name;phone\nA;0171 2345678\nB;491712345678\nC;+37255500001\nD;491712345679.0\nE;030 1234567\nF;37255500002',
    );
    const first = firstChoice(table, 'DE', words);
    const open = peopleOf(table, first, 'DE');
    expect(first.numbers).toBeNull();
    expect(open.people.map(({ row }) => row)).toEqual([2, 4, 6]);
    expect(open.home).toEqual({ count: 2, written: '0171 2345678', number: '+49 171 2345678' });
    expect(open.asked).toMatchObject({
      count: 2,
      international: { count: 2, written: '491712345678', number: '+49 171 2345678' },
      national: { count: 2, written: '491712345678' },
    });
    const chosen = peopleOf(table, { ...first, numbers: 'international' }, 'DE');
    const numbers = chosen.people.map(({ written }) => must(parsePhone(written, 'DE')));
    expect(numbers).toEqual([
      '+491712345678',
      '+491712345678',
      '+37255500001',
      '+49301234567',
      '+37255500002',
    ]);
    expect(chosen.leftOut.map(({ row }) => row)).toEqual([5]);
  });

  it('keeps numbers without a country until the user gives one', () => {
    expect(taken('name,phone\nMari,55500001').people).toHaveLength(1);
    expect(taken('name,phone\nMari,55500001').leftOut).toEqual([]);
    expect(taken('name,phone\nMari,55500001', 'EE').leftOut).toEqual([]);
  });

  it('with the same heading twice keeps both columns', () => {
    expect(taken('x,phone,X\na,+37255500001,b').people[0]?.values).toEqual({ x: 'a', 'X 2': 'b' });
  });

  it('is distinguished from a list of numbers', () => {
    expect(isTable('name\tphone\nMari\t+37255500001', null)).toBe(true);
    expect(isTable('Mari;+37255500001\nJüri;+37255500002', null)).toBe(true);
    expect(isTable('+37255500001, +37255500002', null)).toBe(false);
    expect(isTable('+37255500001\n+37255500002', null)).toBe(false);
    expect(isTable('+37255500001;+37255500002\n+37255500003;+37255500004', null)).toBe(false);
    expect(isTable('Mari Maasikas <mari@x.ee>, hello\nI wrote, you know\nfoo', null)).toBe(false);
  });

  it('has the column letters of a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('of ten thousand rows is read at once', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `Mari ${index};+37255${500_000 + index};Tartu`);
    expect(taken(`name;phone;city\n${rows.join('\n')}`).people).toHaveLength(10_000);
  });
});

describe('names beside numbers', () => {
  it('are assigned to their numbers', () => {
    expect(
      namedNumbers('Mari Maasikas +372 5550 0001\nJüri: +372 5550 0002\n"Ülo Õ." <+372 5550 0003>', 'name'),
    ).toEqual([
      { written: '+372 5550 0001', values: { name: 'Mari Maasikas' } },
      { written: '+372 5550 0002', values: { name: 'Jüri' } },
      { written: '+372 5550 0003', values: { name: 'Ülo Õ.' } },
    ]);
    expect(namedNumbers('Maasikas, Mari, +37255500001', 'name')).toEqual([
      { written: '+37255500001', values: { name: 'Maasikas Mari' } },
    ]);
    expect(
      namedNumbers('Mari +37255500001, Jüri +37255500002', 'name').map((one) => one.values?.name),
    ).toEqual(['Mari', 'Jüri']);
  });

  it.each([
    ['Mari Maasikas (+372 5550 0001)', 'Mari Maasikas'],
    ['Mari Maasikas (+37255500001),', 'Mari Maasikas'],
    ['+37255500001 (Mari Maasikas)', 'Mari Maasikas'],
    ['[Mari] +37255500001', 'Mari'],
    ['(Mari) +37255500001', 'Mari'],
    ['“Mari Maasikas” +37255500001', 'Mari Maasikas'],
    ['„Mari” +37255500001', 'Mari'],
    ['«Mari» +37255500001', 'Mari'],
    ['‘Mari’ +37255500001', 'Mari'],
    ["'Mari Maasikas' <+37255500001>", 'Mari Maasikas'],
    ['"(Mari)" – +37255500001', 'Mari'],
    ['Mari = +37255500001', 'Mari'],
    ['Mari / +37255500001', 'Mari'],
    ['*Mari* +37255500001', 'Mari'],
    ['(Kuressaare) Mari +37255500001', '(Kuressaare) Mari'],
    ['Mari () +37255500001', 'Mari'],
    ["'t Hooft +37255500001", "'t Hooft"],
  ])('lose the marks around them: %s', (text, name) => {
    expect(namedNumbers(text, 'name').map((one) => one.values?.name)).toEqual([name]);
  });

  it.each([
    ['Mari (Kuressaare) +37255500001', 'Mari (Kuressaare)'],
    ['Mari (“Musi”) Maasikas: +37255500001', 'Mari (“Musi”) Maasikas'],
    ["Mari O'Hara -- +37255500001", "Mari O'Hara"],
    ["James' +37255500001", "James'"],
    ['• Mari J. +37255500001 -', 'Mari J.'],
    ['Maasikas, "Mari", +37255500001', 'Maasikas Mari'],
    ['Mari-Liis ‒ +37255500001', 'Mari-Liis'],
  ])('keep the marks that belong to them: %s', (text, name) => {
    expect(namedNumbers(text, 'name').map((one) => one.values?.name)).toEqual([name]);
  });

  it.each([
    '+372 5550 0001, +372 5550 0002; 55500003\n(+372) 5550-0004',
    'Mari 1 +37255500001 Jüri +37255500002',
    '3,72555E+11',
    'abc123456789',
    '',
  ])('lose no number and add none: %j', (text) => {
    expect(namedNumbers(text, 'name').map((one) => one.written)).toEqual(splitNumbers(text));
  });
});

describe('a file of recipients', () => {
  const text = 'nimi;number\nÜlo Õun;+37255500001\n';
  const utf16 = (little: boolean, mark: boolean) => {
    const units = [...(mark ? '\ufeff' : ''), ...text].join('');
    return Uint8Array.from(
      [...units].flatMap((unit) => {
        const code = unit.charCodeAt(0);
        return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
      }),
    );
  };

  it.each([
    ['UTF-8', bytes(text), 'UTF-8'],
    ['UTF-8 with a mark', bytes(`\ufeff${text}`), 'UTF-8'],
    ['UTF-16 as Excel’s “Unicode text”', utf16(true, true), 'UTF-16LE'],
    ['UTF-16, the other way round', utf16(false, true), 'UTF-16BE'],
    ['UTF-16 without a mark', utf16(true, false), 'UTF-16LE'],
    ['Windows-1252', Uint8Array.from([...text].map((one) => one.charCodeAt(0))), 'Windows-1252'],
  ])('in %s is read', (_, file, encoding) => {
    const read = decodeFile(file);
    expect(read).toMatchObject({ ok: true, encoding });
    expect(read.ok && read.text.replace('\ufeff', '')).toBe(text);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'empty'],
    ['too much', new Uint8Array(mostFileBytes + 1).fill(97), 'large'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'workbook'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'workbook'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2]), 'binary'],
  ])('of %s is refused with the reason', (_, file, why) => {
    expect(decodeFile(file)).toEqual({ ok: false, why });
  });

  it.each(encodings.map(({ name }) => name))('can be read in %s', (encoding) => {
    expect(decodeAs(Uint8Array.of(0x41, 0, 0x41, 0), encoding)).toMatch(/[A\u4100]/u);
  });

  it('with emoji and right-to-left letters is read', () => {
    const read = decodeFile(bytes('name,phone\n👩‍👩‍👧,+37255500001\nמרים,+37255500002\n'));
    expect(read.ok && taken(read.text).people.map((one) => one.values?.name)).toEqual(['👩‍👩‍👧', 'מרים']);
  });
});
