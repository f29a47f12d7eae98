/**
 * CSV as RFC 4180 has it (commas, CRLF, quotes doubled), with spreadsheets in mind: a cell that one of them would take
 * for a formula begins with an apostrophe, and reading takes that apostrophe away again.
 */
import { type QuoteFault, readCsvRecord } from '../../../shared/messaging/csv-record.ts';

/** Excel takes a file without it for the computer's old code page. */
export const byteOrderMark = '\ufeff';

/**
 * What a spreadsheet may calculate instead of showing (CWE-1236): "=", "+", "-", "@", a tab, a line break in front,
 * and their full-width forms. An apostrophe is among them so that what begins with one comes back as it was.
 */
const takenForFormula = /^[=+\-@\t\r\n'＝＋－＠]/u;

/** A cell that no spreadsheet calculates; reveal() gives the text back. A number of E.164 keeps all its digits by it. */
export function defuse(text: string): string {
  return takenForFormula.test(text) ? `'${text}` : text;
}

/** The text that defuse() was given. */
export function reveal(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** One record with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoteCell).join(',')}\r\n`;
}

function quoteCell(text: string): string {
  const cell = defuse(text);
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export type CsvFault = QuoteFault | 'too-long';

/** One record, or why there is none at this place. `line`: where it begins, from 1. */
type CsvItem =
  | { readonly kind: 'record'; readonly line: number; readonly cells: string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly fault: CsvFault };

export type CsvReader = {
  /** Takes more of the text. @returns what became whole by it */
  push(text: string): CsvItem[];
  /** The text is over. */
  end(): CsvItem[];
};

/**
 * Reads CSV as it comes, in bounded memory. A record that is none (a lone quote, one that is too long) is told with its
 * line, and reading goes on at the line after: a quote that is never closed would otherwise swallow the whole rest.
 * @param longest characters of a record
 */
export function createCsvReader(separator: string, longest = 16 * 1024 * 1024): CsvReader {
  let text = '';
  let line = 1;
  /** In a line that is left out, up to its end. */
  let skipping = false;
  /** A record that is not whole yet is looked at again when so much of it is there: twice as much as the last time. */
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
