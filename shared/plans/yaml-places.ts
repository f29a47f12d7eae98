/** A YAML document read piece by piece: what is wrong is said with its line, its place and its mend. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import { type Problem, problem } from '../messaging/problem.ts';
import { parseDuration } from './duration.ts';

/** A problem and where it stands in the file, both from 1. */
export type PlanProblem = Problem & { readonly line: number; readonly column: number };

export type Reader = ReturnType<typeof createReader>;
export type Place = { readonly node: Node | null; readonly path: string };

function createReader(lines: LineCounter) {
  const problems: PlanProblem[] = [];
  const say = (offset: number, why: Problem): null => {
    const { line, col } = lines.linePos(offset);
    problems.push({ ...why, line: Math.max(1, line), column: Math.max(1, col) });
    return null;
  };
  const at = (node: Node | null): number => node?.range?.[0] ?? 0;
  return {
    problems,
    say,
    sayAt: (place: Place, code: string, sentence: string, mend: string): null =>
      say(at(place.node), problem(code, sentence, mend, place.path === '' ? null : place.path)),
  };
}

function yamlMend(code: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'Indent with spaces, not with tabs.';
    case 'DUPLICATE_KEY':
      return 'Say each key once.';
    case 'BAD_INDENT':
      return 'Line the keys of one thing up under each other.';
    case 'MISSING_CHAR':
      return 'Look for a bracket, a quotation mark or a colon that is missing.';
    default:
      return 'Look at the line before it too; texts that hold “: ” or begin with a special character need quotation marks.';
  }
}

/**
 * Opens a file of YAML whose scalars are taken as they are written: 00 stays two digits, 0.10 a price.
 * @param tooLong said of a file of more characters than `longest`
 * @returns its contents; where the reader has problems already, it can't be read any further
 */
export function openYaml(
  text: string,
  longest: number,
  tooLong: () => Problem,
): { readonly reader: Reader; readonly plain: string; readonly contents: ParsedNode | null } {
  const lines = new LineCounter();
  const plain = text.replace(/^\uFEFF/u, '');
  const reader = createReader(lines);
  if (plain.length > longest) {
    reader.say(0, tooLong());
    return { reader, plain, contents: null };
  }
  const document = parseDocument(plain, { lineCounter: lines, schema: 'failsafe', uniqueKeys: true });
  for (const error of document.errors) {
    const sentence = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/u, '') ?? '';
    reader.say(error.pos[0], problem('not-yaml', `This is not YAML: ${sentence}.`, yamlMend(error.code)));
  }
  return { reader, plain, contents: document.contents };
}

/** What a reader has said, in the order of the file. */
export function inOrder({ problems }: Reader): PlanProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

export const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Levenshtein, for “did you mean”: short words only. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The entries of a mapping by key; what is no mapping, and each unknown key, is said. */
export function entriesOf(
  reader: Reader,
  place: Place,
  known: readonly string[],
  what: string,
): Map<string, Place> | null {
  const { node } = place;
  if (!isMap<ParsedNode, ParsedNode | null>(node)) {
    return reader.sayAt(
      place,
      'not-a-mapping',
      `${what} has to be keys with values.`,
      `Write ${known
        .slice(0, 3)
        .map((key) => `“${key}:”`)
        .join(', ')} and so on below it.`,
    );
  }
  const entries = new Map<string, Place>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const path = join(place.path, name);
    if (isAlias(value) || isAlias(key)) {
      reader.sayAt(
        { node: key, path },
        'alias',
        'Anchors and aliases (& and *) are not read.',
        'Write it out.',
      );
    } else if (!known.includes(name)) {
      const near = known.find((one) => distance(one, name.toLowerCase()) <= 2);
      reader.sayAt(
        { node: key, path },
        'unknown-key',
        `${what} has no “${name}”.`,
        near === undefined ? `It takes ${known.join(', ')}.` : `Did you mean “${near}”?`,
      );
    } else entries.set(name, { node: value ?? key, path });
  }
  return entries;
}

export function itemsOf(reader: Reader, place: Place, what: string): Place[] | null {
  const { node, path } = place;
  if (!isSeq<ParsedNode>(node)) {
    return reader.sayAt(
      place,
      'not-a-list',
      `${what} has to be a list.`,
      'Begin each with “- ” on a line of its own.',
    );
  }
  if (node.items.length === 0) {
    return reader.sayAt(place, 'empty-list', `${what} is empty.`, 'Give at least one.');
  }
  return node.items.map((item, index) => ({ node: item, path: `${path}[${index}]` }));
}

export function textOf(reader: Reader, place: Place | undefined): string | null {
  if (place === undefined) return null;
  if (!isScalar(place.node))
    return reader.sayAt(
      place,
      'not-a-text',
      `“${place.path}” has to be a text.`,
      'Write one text, in quotation marks if it holds “: ”.',
    );
  const text = String(place.node.value ?? '');
  if (text.trim() === '')
    return reader.sayAt(
      place,
      'empty',
      `“${place.path}” is empty.`,
      'Write something, or leave the key out.',
    );
  return text;
}

export function needed(
  reader: Reader,
  of: Place,
  entries: Map<string, Place>,
  key: string,
  example: string,
): Place | null {
  const found = entries.get(key);
  if (found !== undefined) return found;
  return reader.sayAt(
    of,
    'missing',
    `${of.path === '' ? 'The plan' : `“${of.path}”`} has no “${key}”.`,
    `Add it, such as ${example}.`,
  );
}

export function wholeNumber(
  reader: Reader,
  place: Place | undefined,
  otherwise: number,
  from: number,
  to: number,
): number {
  if (place === undefined) return otherwise;
  const text = textOf(reader, place);
  if (text === null) return otherwise;
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  reader.sayAt(
    place,
    'not-a-number',
    `“${text}” is no whole number from ${from} to ${to}.`,
    `Write one, such as ${Math.max(from, Math.min(to, otherwise))}.`,
  );
  return otherwise;
}

export function durationOf(reader: Reader, place: Place | undefined, otherwise: number): number {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return otherwise;
  const ms = parseDuration(text);
  if (ms !== null && ms >= 1000 && ms <= 24 * 3_600_000) return ms;
  reader.sayAt(
    place,
    'not-a-duration',
    `“${text}” is no time from 1 s to 24 h.`,
    'Write a number and a unit, such as 30 s or 2 min.',
  );
  return otherwise;
}
