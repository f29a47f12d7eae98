/**
 * CSV according to RFC 4180 (CRLF, doubled quotes; commas or another separator), made safe for spreadsheets: a cell that a
 * spreadsheet would interpret as a formula begins with an apostrophe, which reading removes.
 */
import { type QuoteFault, readCsvRecord } from '../../../shared/messaging/csv-record.ts';
import { defuse, formulaSigns } from '../../../shared/messaging/defused-cell.ts';

/** Without this mark, Excel reads a file in the computer's old code page. */
export const byteOrderMark = '\ufeff';

/** Returns one record with its line end. */
export function csvLine(cells: readonly string[], separator = ','): string {
  return `${cells.map(csvCellWriter(separator)).join(separator)}\r\n`;
}

/** Returns a writer of single cells. Most cells need no change, which one test finds out. */
export function csvCellWriter(separator: string): (text: string) => string {
  const isSpecial = new RegExp(`^[${formulaSigns}]|["\\r\\n${separator}]`, 'u');
  return (text) => (isSpecial.test(text) ? quoteCell(text, separator) : text);
}

function quoteCell(text: string, separator: string): string {
  const cell = defuse(text);
  return cell.includes(separator) || /["\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export type CsvFault = QuoteFault | 'too-long';

/** One record, or why there is none at this place. `line`: where it begins, from 1. */
type CsvItem =
  | { readonly kind: 'record'; readonly line: number; readonly cells: string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly fault: CsvFault };

export type CsvReader = {
  /** Adds more text. @returns the records that are now complete */
  push(text: string): CsvItem[];
  /** Ends the text. */
  end(): CsvItem[];
};

/**
 * Reads CSV piece by piece in limited memory. An invalid record (a stray quote, one that is too long) is
 * reported with its line, and reading continues on the next line, because a quote that is never closed would
 * otherwise swallow the rest.
 * @param longest maximum length of a record, characters
 */
export function createCsvReader(separator: string, longest = 16 * 1024 * 1024): CsvReader {
  let text = '';
  let line = 1;
  /** In a skipped line, up to its end. */
  let skipping = false;
  /** An incomplete record is examined again when this much of it exists: twice as much as the last time. */
  let enough = 0;

  function skipLine(): boolean {
    const end = text.indexOf('\n');
    if (end === -1) {
      text = '';
      return false;
    }
    text = text.slice(end + 1);
    line += 1;
    skipping = false;
    return true;
  }

  function read(over: boolean): CsvItem[] {
    const items: CsvItem[] = [];
    let at = 0;
    if (!over && text.length < enough) return items;
    enough = 0;
    const drop = (): void => {
      text = text.slice(at);
      at = 0;
    };
    for (;;) {
      if (skipping) {
        drop();
        if (!skipLine()) return items;
      }
      if (at >= text.length) break;
      const parsed = readCsvRecord(text, at, { separator, strict: true, over });
      if (parsed.kind === 'more' && text.length - at <= longest) {
        enough = Math.min(2 * (text.length - at), longest);
        break;
      }
      if (parsed.kind === 'record' && parsed.next - at <= longest) {
        const blank = parsed.cells.length === 1 && parsed.cells[0] === '';
        if (!blank) items.push({ kind: 'record', line, cells: parsed.cells });
        line += countLines(text, at, parsed.next);
        at = parsed.next;
        continue;
      }
      items.push({ kind: 'fault', line, fault: parsed.kind === 'fault' ? parsed.fault : 'too-long' });
      skipping = true;
    }
    drop();
    return items;
  }

  return {
    push(more) {
      text += more;
      return read(false);
    },
    end: () => read(true),
  };
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
