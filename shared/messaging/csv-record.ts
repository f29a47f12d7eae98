/**
 * Reads one record of a CSV text: RFC 4180, with what real files do to it. The window reads pasted tables with this
 * function, and the engine reads exports. docs/decisions/0024 says why the reader is not a library.
 */

/**
 * How the quotation marks of a record break the rules: a mark is where none is allowed, or a quoted cell is
 * never closed.
 */
export type QuoteFault = 'stray-quote' | 'unclosed-quote';

export type CsvRules = {
  readonly separator: string;
  /**
   * Whether a wrong quotation mark is an error. Otherwise the mark is an ordinary character, so that it does
   * not swallow the following records, and the record is marked.
   */
  readonly strict: boolean;
  /**
   * Whether the text is complete. Otherwise more may follow, and a record is only complete with its line end.
   */
  readonly over: boolean;
};

export type CsvRecord =
  | {
      readonly kind: 'record';
      readonly cells: string[];
      /** The index of the next record. */
      readonly next: number;
      /** A cell begins with a quotation mark, but is not a quoted cell. */
      readonly hasLoneQuote: boolean;
    }
  | { readonly kind: 'fault'; readonly fault: QuoteFault }
  /** The text ends before the record does. */
  | { readonly kind: 'more' };

/** Reads the record that begins at `from`. */
export function readCsvRecord(text: string, from: number, rules: CsvRules): CsvRecord {
  const { separator, strict, over } = rules;
  const cells: string[] = [];
  let hasLoneQuote = false;
  let at = from;
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at, rules) : null;
    if (quoted === 'more') return { kind: 'more' };
    if (typeof quoted === 'string') {
      if (strict) return { kind: 'fault', fault: quoted };
      hasLoneQuote = true;
    }
    if (typeof quoted === 'object' && quoted !== null) {
      cells.push(quoted.value);
      at = quoted.end;
    } else {
      const end = endOfPlain(text, at, rules);
      if (text[end] === '"') return { kind: 'fault', fault: 'stray-quote' };
      cells.push(text.slice(at, end));
      at = end;
    }
    const sign = text[at];
    if (sign === separator) {
      at += 1;
      if (at >= text.length && !over) return { kind: 'more' };
      continue;
    }
    if (!over && (sign === undefined || (sign === '\r' && at + 1 >= text.length))) return { kind: 'more' };
    const next = sign === undefined ? at : at + (text.startsWith('\r\n', at) ? 2 : 1);
    return { kind: 'record', cells, next, hasLoneQuote };
  }
}

/** Returns the end of an unquoted cell; strict reading also ends at a quotation mark. */
function endOfPlain(text: string, from: number, { separator, strict }: CsvRules): number {
  let end = from;
  while (end < text.length) {
    const sign = text[end];
    if (sign === separator || sign === '\n' || sign === '\r' || (strict && sign === '"')) break;
    end += 1;
  }
  return end;
}

/**
 * Reads a cell in quotation marks. Lenient reading allows spaces after the closing mark.
 * @returns how the cell breaks the rules if it is invalid
 */
function readQuoted(
  text: string,
  from: number,
  { separator, strict, over }: CsvRules,
): { readonly value: string; readonly end: number } | QuoteFault | 'more' {
  let position = from + 1;
  for (;;) {
    const mark = text.indexOf('"', position);
    if (mark < 0) return over ? 'unclosed-quote' : 'more';
    if (text[mark + 1] === '"') {
      position = mark + 2;
      continue;
    }
    let end = mark + 1;
    while (!strict && text[end] === ' ') end += 1;
    const sign = text[end];
    if (sign === undefined && !over) return 'more';
    if (sign !== undefined && sign !== separator && sign !== '\n' && sign !== '\r') return 'stray-quote';
    return { value: text.slice(from + 1, mark).replaceAll('""', '"'), end };
  }
}
