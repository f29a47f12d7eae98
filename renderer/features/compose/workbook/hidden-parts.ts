/** Finds what a workbook hides: sheets, rows (also those that a filter hides) and columns. */

export type HiddenParts = {
  /** Whether the sheet itself is hidden. */
  readonly sheet: boolean;
  /** Rows from 0. */
  readonly rows: ReadonlySet<number>;
  /** Columns from 0. */
  readonly columns: ReadonlySet<number>;
};

/** What a spreadsheet has at most. */
const mostColumns = 16_384;

const tag = (name: string): RegExp =>
  new RegExp(
    `<(?:[\\w.-]+:)?${name}(?=[\\s/>])((?:\\s+[\\w.:-]+\\s*=\\s*(?:"[^"]*"|'[^']*'))*)\\s*/?>`,
    'gu',
  );
const attribute = /(?:^|\s)(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

function attributesOf(written: string): ReadonlyMap<string, string> {
  return new Map(
    [...written.matchAll(attribute)].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
}

function* tagsIn(xml: string, name: string): Generator<ReadonlyMap<string, string>> {
  for (const [, written = ''] of xml.matchAll(tag(name))) yield attributesOf(written);
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/**
 * Returns what each sheet of a workbook hides, in the order of the workbook.
 * @param textOf returns a part's XML; '' if there is no such part
 */
export function hiddenParts(textOf: (part: string) => string): HiddenParts[] {
  const targets = new Map<string, string>();
  for (const relation of tagsIn(textOf('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    const target = relation.get('Target') ?? '';
    targets.set(relation.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return [...tagsIn(textOf('xl/workbook.xml'), 'sheet')].map((sheet) => {
    const xml = textOf(targets.get(sheet.get('id') ?? '') ?? '');
    return { sheet: /hidden$/iu.test(sheet.get('state') ?? ''), ...hiddenIn(xml) };
  });
}

function hiddenIn(xml: string): Pick<HiddenParts, 'rows' | 'columns'> {
  const rows = new Set<number>();
  const columns = new Set<number>();
  if (!xml.includes('hidden')) return { rows, columns };
  for (const column of tagsIn(xml, 'col')) {
    if (!isTrue(column.get('hidden'))) continue;
    const last = Math.min(mostColumns, Number(column.get('max')));
    for (let number = Number(column.get('min')); number <= last; number += 1) columns.add(number - 1);
  }
  let number = 0;
  for (const row of tagsIn(xml, 'row')) {
    number = Number(row.get('r') ?? number + 1);
    if (isTrue(row.get('hidden'))) rows.add(number - 1);
  }
  return { rows, columns };
}
