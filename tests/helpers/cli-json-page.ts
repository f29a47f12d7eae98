/** Compares what the command line prints with --json with the examples of docs/cli-json.md. */
import { readFileSync } from 'node:fs';

export type Line = Readonly<Record<string, unknown>>;

const page = readFileSync(new URL('../../docs/cli-json.md', import.meta.url), 'utf8');

/** What every command may print where it fails. */
const failures = examplesIn(page.split(/^## /mu).find((section) => section.startsWith('Failures')) ?? '');

/** The examples of the page by the commands that their headings name, such as "account list". */
export const examples = new Map(
  page
    .split(/^## /mu)
    .slice(1)
    .flatMap((section) => {
      const lines = examplesIn(section);
      const [heading = ''] = section.split('\n', 1);
      return [...heading.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => [name, lines] as const);
    }),
);

function examplesIn(section: string): Line[] {
  return [...section.matchAll(/^```json\n(.*?)^```/gmsu)].map(([, text = '']) => parsed(text));
}

export function parsed(text: string): Line {
  return JSON.parse(text) as Line;
}

const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One value that has every name and kind of the values: an array's entries may leave lists empty or values null. */
function merged(values: readonly unknown[]): unknown {
  const some = values.filter((value) => value !== null);
  if (some.length > 0 && some.every(Array.isArray)) return some.flat();
  if (some.length === 0 || !some.every(isObject)) return some[0] ?? null;
  const names = new Set(some.flatMap((value) => Object.keys(value)));
  return Object.fromEntries(
    [...names].map((name) => [name, merged(some.flatMap((value) => (name in value ? [value[name]] : [])))]),
  );
}

/** What is not as the example shows it, each with its place. A null or an empty list says nothing of what may stand there. */
function differences(example: unknown, found: unknown, place = ''): string[] {
  if (found === null) return [];
  if (Array.isArray(found)) {
    if (found.length === 0) return [];
    if (!Array.isArray(example) || example.length === 0) return [`${place}: the example has no entry`];
    const entry = merged(example);
    return found.flatMap((one) => differences(entry, one, `${place}[]`));
  }
  // What the audit log has of a change depends on the change.
  if (place === '.before' || place === '.after') return isObject(example) && isObject(found) ? [] : [place];
  if (isObject(found)) {
    if (!isObject(example)) return [`${place}: the example has no object`];
    const missing = Object.keys(example).filter((name) => !(name in found));
    return [
      ...missing.map((name) => `${place}.${name}: only in the example`),
      ...Object.entries(found).flatMap(([name, value]) =>
        name in example
          ? differences(example[name], value, `${place}.${name}`)
          : [`${place}.${name}: not in the example`],
      ),
    ];
  }
  return typeof example === typeof found
    ? []
    : [`${place}: ${typeof found}, in the example ${typeof example}`];
}

/** Names that are not in snake_case, and times that are not ISO 8601, each with its place. */
export function oddities(value: unknown, place = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => oddities(one, `${place}[]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const where = `${place}.${name}`;
    const isTime = name === 'at' || name.endsWith('_at') || name === 'may_reach_until';
    const isOdd =
      !/^[a-z0-9]+(?:_[a-z0-9]+)*$/u.test(name) ||
      (isTime && inner !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(String(inner)));
    return [...(isOdd ? [where] : []), ...oddities(inner, where)];
  });
}

/** Returns how a line differs from the closest example of a command; an empty list if it is like one of them. */
export function differencesFromPage(name: string, line: Line): string[] {
  const all = [...(examples.get(name) ?? []), ...failures].map((example) => differences(example, line));
  const [closest = ['there is no example']] = all.toSorted((a, b) => a.length - b.length);
  return closest;
}
