/** A tree of JSON that is only ever replaced, and paths into it as problems write them: `carousel.items[0].title`. */
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

/** `items[0].title` as ["items", 0, "title"]. */
export function segmentsOf(path: string): readonly Segment[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** A path below another; '' is the root. */
export function under(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function childOf(value: Json | undefined, segment: Segment): Json | undefined {
  if (typeof segment === 'number') return isList(value) ? value[segment] : undefined;
  return isObject(value) ? value[segment] : undefined;
}

/** @returns undefined where nothing is there */
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
 * The tree with another value at a path; objects and lists on the way are made where there are none.
 * @param value undefined takes away what is there
 */
export function setAt(tree: JsonObject, path: string, value: Json | undefined): JsonObject {
  const changed = put(tree, segmentsOf(path), value);
  return isObject(changed) ? changed : tree;
}

/** True where a text or a number stands anywhere in the tree, besides what the form keeps for itself. */
export function holdsSomething(value: Json | undefined): boolean {
  if (typeof value === 'string') return !isBlankText(value);
  if (typeof value === 'number') return true;
  if (isList(value)) return value.some(holdsSomething);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, one]) => !name.startsWith('$') && holdsSomething(one));
}
