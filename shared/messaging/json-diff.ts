/** Compares two JSON bodies field by field. */

export type FieldChange =
  | { readonly kind: 'added'; readonly path: string; readonly after: string }
  | { readonly kind: 'removed'; readonly path: string; readonly before: string }
  | { readonly kind: 'changed'; readonly path: string; readonly before: string; readonly after: string };

export type FieldDiff = { readonly changes: readonly FieldChange[]; readonly same: number };

const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * Returns the leaves of a value by their paths: "price_info.total_price", "messages[0].to", `["a b"]`. An
 * empty object or list is a leaf of its own, so that it differs from nothing.
 */
function leavesOf(value: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  // Use a work list instead of recursion, because a body may be nested a thousand levels deep.
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: '', value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value: here } = next;
    const entries =
      typeof here === 'object' && here !== null
        ? Array.isArray(here)
          ? here.map((one, index): [string, unknown] => [`${path}[${index}]`, one])
          : Object.entries(here).map(([name, one]): [string, unknown] => [memberPath(path, name), one])
        : [];
    if (entries.length === 0) leaves.set(path, JSON.stringify(here) ?? 'null');
    for (const [inner, one] of entries.toReversed()) open.push({ path: inner, value: one });
  }
  return leaves;
}

function memberPath(path: string, name: string): string {
  if (!plainName.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/**
 * Compares two values; the order of fields within an object does not count.
 *
 * @returns the changes in the order of the fields of `after` with removed fields last, and the number of
 * equal leaves
 */
export function diffFields(before: unknown, after: unknown): FieldDiff {
  const old = leavesOf(before);
  const changes: FieldChange[] = [];
  let same = 0;
  for (const [path, value] of leavesOf(after)) {
    const was = old.get(path);
    old.delete(path);
    if (was === undefined) changes.push({ kind: 'added', path, after: value });
    else if (was === value) same += 1;
    else changes.push({ kind: 'changed', path, before: was, after: value });
  }
  for (const [path, value] of old) changes.push({ kind: 'removed', path, before: value });
  return { changes, same };
}
