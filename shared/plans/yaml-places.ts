/** A YAML document read piece by piece: what is wrong is reported with its line, its place and what to do. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode } from 'yaml';
import { type Problem, term } from '../messaging/problem.ts';
import { plansProblem } from '../problems/plans.ts';
import { parseDuration } from './duration.ts';
import { mostProblems, parseYaml, yamlLimits } from './parse-yaml.ts';

/** A problem and its position in the file; line and column start at 1. */
export type PlanProblem = Problem & { readonly line: number; readonly column: number };

export type Reader = ReturnType<typeof createReader>;
export type Place = { readonly node: Node | null; readonly path: string };

/** Thrown by a reader's last problem; untilEnough catches it. */
class EnoughProblems extends Error {}

/** Reads a file until its end or its hundredth problem. @returns null if it has so many problems */
export function untilEnough<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof EnoughProblems) return null;
    throw error;
  }
}

function createReader(lines: LineCounter) {
  const problems: PlanProblem[] = [];
  const warnings: PlanProblem[] = [];
  const placed = (offset: number, why: Problem): PlanProblem => {
    const { line, col } = lines.linePos(offset);
    return { ...why, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const report = (offset: number, why: Problem): null => {
    problems.push(placed(offset, why));
    if (problems.length >= mostProblems) throw new EnoughProblems();
    return null;
  };
  const at = (node: Node | null): number => node?.range?.[0] ?? 0;
  const withField = (place: Place, why: Problem): Problem => ({
    ...why,
    field: place.path === '' ? null : place.path,
  });
  return {
    problems,
    /** What a valid file probably does not mean. */
    warnings,
    report,
    reportAt: (place: Place, why: Problem): null => report(at(place.node), withField(place, why)),
    /** Adds a warning; after the hundredth, none is added. */
    warnAt(place: Place, why: Problem): void {
      if (warnings.length < mostProblems) warnings.push(placed(at(place.node), withField(place, why)));
    },
  };
}

function yamlProblem(code: string, why: string): Problem {
  switch (code) {
    case 'TAB_AS_INDENT':
      return plansProblem('not-yaml/tab', { why });
    case 'DUPLICATE_KEY':
      return plansProblem('not-yaml/duplicate-key', { why });
    case 'BAD_INDENT':
      return plansProblem('not-yaml/indent', { why });
    case 'MISSING_CHAR':
      return plansProblem('not-yaml/missing-character', { why });
    default:
      return plansProblem('not-yaml', { why });
  }
}

function limitProblem(limit: keyof typeof yamlLimits): Problem {
  const most = yamlLimits[limit];
  switch (limit) {
    case 'depth':
      return plansProblem('yaml-limit/depth', { most });
    case 'keys':
      return plansProblem('yaml-limit/keys', { most });
    case 'aliases':
      return plansProblem('yaml-limit/aliases', { most });
    case 'tokens':
      return plansProblem('yaml-limit/tokens');
  }
}

/** Shortens a part of the file inside a message. */
function shortened(part: string): string {
  return part.length <= 200 ? part : `${part.slice(0, 200)}…`;
}

/**
 * Opens a YAML file whose scalars are kept as written: 00 stays two digits, 0.10 stays a price.
 * @param tooLong the problem for a file with more characters than `longest`
 * @returns the contents; if the reader already has problems, the file cannot be read any further
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
    reader.report(0, tooLong());
    return { reader, plain, contents: null };
  }
  const { contents, errors, exceeded } = parseYaml(plain, 'failsafe', lines);
  if (exceeded !== null) reader.report(exceeded.offset, limitProblem(exceeded.limit));
  untilEnough(() => {
    for (const { code, message, pos } of errors) reader.report(pos[0], yamlProblem(code, shortened(message)));
  });
  return { reader, plain, contents };
}

/** Returns a reader's problems or warnings in the order of the file. */
export function inOrder(found: readonly PlanProblem[]): PlanProblem[] {
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

export const join = (path: string, key: string): string =>
  path === '' ? shortened(key) : `${path}.${shortened(key)}`;

/** Returns the Levenshtein distance, for “did you mean” hints on short words. */
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

/** Returns the entries of a mapping by key; reports a value that is not a mapping, and every unknown key. */
export function entriesOf(
  reader: Reader,
  place: Place,
  known: readonly string[],
  what: string,
): Map<string, Place> | null {
  const { node } = place;
  if (!isMap<ParsedNode, ParsedNode | null>(node)) {
    const example = known
      .slice(0, 3)
      .map((key) => `“${key}:”`)
      .join(', ');
    return reader.reportAt(place, plansProblem('not-a-mapping', { what: term(what), example }));
  }
  const entries = new Map<string, Place>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const path = join(place.path, name);
    if (isAlias(value) || isAlias(key)) {
      reader.reportAt({ node: key, path }, plansProblem('alias'));
    } else if (!known.includes(name)) {
      const near = name.length > 30 ? undefined : known.find((one) => distance(one, name.toLowerCase()) <= 2);
      reader.reportAt(
        { node: key, path },
        near === undefined
          ? plansProblem('unknown-key', { what: term(what), key: shortened(name), known: known.join(', ') })
          : plansProblem('unknown-key/near', { what: term(what), key: name, near }),
      );
    } else entries.set(name, { node: value ?? key, path });
  }
  return entries;
}

export function itemsOf(reader: Reader, place: Place, what: string): Place[] | null {
  const { node, path } = place;
  if (!isSeq<ParsedNode>(node)) {
    return reader.reportAt(place, plansProblem('not-a-list', { what: term(what) }));
  }
  if (node.items.length === 0) {
    return reader.reportAt(place, plansProblem('empty-list', { what: term(what) }));
  }
  return node.items.map((item, index) => ({ node: item, path: `${path}[${index}]` }));
}

export function textOf(reader: Reader, place: Place | undefined): string | null {
  if (place === undefined) return null;
  if (!isScalar(place.node)) return reader.reportAt(place, plansProblem('not-a-text', { path: place.path }));
  const text = String(place.node.value ?? '');
  if (text.trim() === '') return reader.reportAt(place, plansProblem('empty', { path: place.path }));
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
  return reader.reportAt(
    of,
    of.path === ''
      ? plansProblem('missing/top', { key, example })
      : plansProblem('missing', { path: of.path, key, example }),
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
  const near = Math.max(from, Math.min(to, otherwise));
  reader.reportAt(place, plansProblem('not-a-number', { text, least: from, most: to, example: near }));
  return otherwise;
}

export function durationOf(reader: Reader, place: Place | undefined, otherwise: number): number {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return otherwise;
  const ms = parseDuration(text);
  if (ms !== null && ms >= 1000 && ms <= 24 * 3_600_000) return ms;
  reader.reportAt(place, plansProblem('not-a-duration', { text }));
  return otherwise;
}
