/** An immutable JSON tree, with paths as in problems: `carousel.items[0].title`. */
import { isBlankText } from '../../../../shared/messaging/blank.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

type Segment = string | number;

/** Parses `items[0].title` into ["items", 0, "title"]. */
export function segmentsOf(path: string): readonly Segment[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** Joins two paths; '' is the root. */
export function under(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function childOf(value: Json | undefined, segment: Segment): Json | undefined {
  if (typeof segment === 'number') return isList(value) ? value[segment] : undefined;
  return isObject(value) ? value[segment] : undefined;
}

/** Returns the value at a path; undefined if there is none. */
export function getAt(tree: Json | undefined, path: string): Json | undefined {
  return segmentsOf(path).reduce(childOf, tree);
}

function put(
  tree: Json | undefined,
  segments: readonly Segment[],
  value: Json | undefined,
): Json | undefined {
  const [first, ...rest] = segments;
  if (first === undefined) return value;
  const child = put(childOf(tree, first), rest, value);
  if (typeof first === 'number') {
    const list = isList(tree) ? tree : [];
    return child === undefined
      ? list.toSpliced(first, 1)
      : list.toSpliced(Math.min(first, list.length), 1, child);
  }
  const { [first]: _gone, ...others } = isObject(tree) ? tree : {};
  return child === undefined ? others : { ...others, [first]: child };
}

/**
 * Returns the tree with another value at a path; missing objects and lists on the way are created.
 * @param value undefined removes the value
 */
export function setAt(tree: JsonObject, path: string, value: Json | undefined): JsonObject {
  const changed = put(tree, segmentsOf(path), value);
  return isObject(changed) ? changed : tree;
}

/** Returns whether the tree contains any text or number, except for the form's own markers. */
export function holdsSomething(value: Json | undefined): boolean {
  if (typeof value === 'string') return !isBlankText(value);
  if (typeof value === 'number') return true;
  if (isList(value)) return value.some(holdsSomething);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, one]) => !name.startsWith('$') && holdsSomething(one));
}
