/**
 * The shape of a form for a channel's content, derived from the channel's grammar, and the conversion of
 * typed values to the documented JSON and back. Typed values are stored as a similar tree that contains more:
 * values typed into other kinds of message, numbers as typed, and three markers:
 * - `$kind`: the chosen variant of an object
 * - `$off`: an optional part that is switched off
 * - `$shut`: a collapsed item
 */
import type { Shape as Grammar, Field as GrammarField, Kinds } from '../../../../shared/messaging/shapes.ts';
import { getAt, isList, isObject, type Json, type JsonObject, segmentsOf } from './json-tree.ts';

/** A field's shape, with its name in the grammar. */
export type FormField = Shape & { readonly label: string };
type Fields = { readonly [name: string]: FormField };

export type ObjectShape = {
  readonly type: 'object';
  /** Selected by `$kind`; the first is the default. */
  readonly variants: { readonly [kind: string]: Fields };
  /** Left out if it is switched off or was never filled in. */
  readonly optional: boolean;
};

export type Shape =
  | ObjectShape
  /** Optional texts are left out if empty. */
  | { readonly type: 'text'; readonly optional: boolean; readonly atMost?: number | undefined }
  /** Converted to a number if possible, otherwise kept as typed. */
  | { readonly type: 'number'; readonly optional: boolean }
  /** One of several constants; the fallback or nothing if none is chosen. */
  | { readonly type: 'word'; readonly fallback: string | null; readonly options: readonly string[] }
  | { readonly type: 'flag'; readonly fallback: boolean | null }
  /** Optional lists are left out if they have no items. */
  | {
      readonly type: 'list';
      readonly item: Shape;
      readonly optional: boolean;
      readonly atLeast: number;
      readonly atMost: number;
    }
  /** Names and texts; a pair is stored as `{name, value}`. */
  | { readonly type: 'pairs' }
  /** Used unchanged. */
  | { readonly type: 'any'; readonly fallback: Json | null };

/**
 * Returns the form's shape for a value of the grammar.
 * @param optional whether the value may be left out
 */
function formOf(grammar: Grammar, optional = false, preset?: GrammarField['preset']): Shape {
  const { is } = grammar;
  switch (is.type) {
    case 'text':
      return { type: 'text', optional, atMost: is.atMost };
    case 'number':
      return { type: 'number', optional };
    case 'choice':
      return { type: 'word', fallback: typeof preset === 'string' ? preset : null, options: is.options };
    case 'flag':
      return { type: 'flag', fallback: typeof preset === 'boolean' ? preset : null };
    case 'list':
      return { ...is, item: formOf(is.item), optional };
    case 'pairs':
      return { type: 'pairs' };
    case 'any':
      return { type: 'any', fallback: preset ?? null };
    case 'object':
      return objectForm(is, optional);
  }
}

type GrammarFields = Readonly<Record<string, GrammarField>>;

export function objectForm(
  { fields, kinds }: { readonly fields: GrammarFields; readonly kinds: Kinds | null },
  optional = false,
): ObjectShape {
  const all = { '': { needs: [], takes: Object.keys(fields) } };
  const variants = Object.entries(kinds ?? all).map(
    ([kind, { needs, takes = [] }]) => [kind, fieldsOfKind(fields, needs, takes)] as const,
  );
  return { type: 'object', variants: Object.fromEntries(variants), optional };
}

/** The fields that a kind has, in the order of the grammar. */
function fieldsOfKind(fields: GrammarFields, needs: readonly string[], takes: readonly string[]): Fields {
  const found: Record<string, FormField> = {};
  for (const [name, field] of Object.entries(fields)) {
    const needed = partsOf(name, needs);
    const taken = partsOf(name, takes);
    if (needed.length + taken.length > 0) {
      found[name] = { ...fieldForm(field, needed, taken), label: field.label };
    }
  }
  return found;
}

/** Returns the parts of a field that the paths name; '' means the whole field. */
function partsOf(name: string, paths: readonly string[]): string[] {
  return paths
    .filter((path) => path === name || path.startsWith(`${name}.`))
    .map((path) => path.slice(name.length + 1));
}

function fieldForm(
  { required, shape, preset, fallback }: GrammarField,
  needed: readonly string[],
  taken: readonly string[],
): Shape {
  const optional = !required && needed.length === 0;
  const { is } = shape;
  if (is.type !== 'object' || needed.includes('') || taken.includes('')) {
    return formOf(shape, optional, preset ?? fallback);
  }
  return { type: 'object', variants: { '': fieldsOfKind(is.fields, needed, taken) }, optional };
}

/** Returns the chosen variant of typed values. */
export function kindOf(shape: ObjectShape, loose: Json | undefined): string {
  const kind = isObject(loose) ? loose.$kind : undefined;
  if (typeof kind === 'string' && kind in shape.variants) return kind;
  return Object.keys(shape.variants)[0] ?? '';
}

export function fieldsOf(shape: ObjectShape, loose: Json | undefined): Fields {
  return shape.variants[kindOf(shape, loose)] ?? {};
}

const plainTypes: ReadonlySet<Shape['type']> = new Set(['text', 'number', 'word', 'flag']);

/**
 * Returns the fields of an object's chosen kind that a plain control can edit, in the order of the grammar, except those
 * that another control shows.
 */
export function plainFields(
  shape: Shape | undefined,
  loose: Json | undefined,
  shown: ReadonlySet<string>,
): readonly (readonly [name: string, field: FormField])[] {
  if (shape?.type !== 'object') return [];
  return Object.entries(fieldsOf(shape, loose)).filter(
    ([name, { type }]) => plainTypes.has(type) && !shown.has(name),
  );
}

function numberOf(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? '';
  const written = value.trim();
  return /^[+-]?\d+(?:\.\d+)?$/.test(written) ? Number(written) : written;
}

/** Converts typed values to the documented JSON; undefined if the part is left out. */
export function build(shape: Shape, loose: Json | undefined): Json | undefined {
  switch (shape.type) {
    case 'text': {
      const value = typeof loose === 'string' ? loose : '';
      return shape.optional && value.trim() === '' ? undefined : value;
    }
    case 'number': {
      const value = numberOf(loose);
      return shape.optional && value === '' ? undefined : value;
    }
    case 'word':
      return typeof loose === 'string' && loose !== '' ? loose : (shape.fallback ?? undefined);
    case 'flag':
      return typeof loose === 'boolean' ? loose : (shape.fallback ?? undefined);
    case 'list': {
      const items = isList(loose) ? loose.map((item) => build(shape.item, item) ?? null) : [];
      return shape.optional && items.length === 0 ? undefined : items;
    }
    case 'pairs':
      return buildPairs(loose);
    case 'any':
      return loose ?? shape.fallback ?? undefined;
    case 'object':
      return buildObject(shape, loose);
  }
}

function buildPairs(loose: Json | undefined): Json | undefined {
  const pairs = isList(loose) ? loose.filter(isObject) : [];
  const built = pairs
    .map(({ name, value }) => [String(name ?? '').trim(), String(value ?? '')] as const)
    .filter(([name]) => name !== '');
  return built.length === 0 ? undefined : Object.fromEntries(built);
}

function buildObject(shape: ObjectShape, loose: Json | undefined): JsonObject | undefined {
  const given = isObject(loose) ? loose : null;
  if (shape.optional && (given === null || given.$off === true)) return undefined;
  const built: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fieldsOf(shape, given ?? undefined))) {
    const value = build(field, given?.[name]);
    if (value !== undefined) built[name] = value;
  }
  return built;
}

/**
 * Converts documented JSON to typed values.
 * @returns null if the form cannot represent it
 */
export function read(shape: Shape, json: Json): Json | null {
  switch (shape.type) {
    case 'text':
    case 'word':
      return typeof json === 'string' ? json : null;
    case 'number':
      return typeof json === 'number' || typeof json === 'string' ? String(json) : null;
    case 'flag':
      return typeof json === 'boolean' ? json : null;
    case 'any':
      return json;
    case 'list': {
      if (!isList(json)) return null;
      const items = json.map((item) => read(shape.item, item));
      return items.every((item) => item !== null) ? items : null;
    }
    case 'pairs':
      if (!isObject(json)) return null;
      return Object.entries(json).map(([name, value]) => ({ name, value: String(value) }));
    case 'object':
      return isObject(json) ? readObject(shape, json) : null;
  }
}

function isNeeded(shape: Shape): boolean {
  if (shape.type === 'word' || shape.type === 'flag' || shape.type === 'any') return false;
  return shape.type !== 'pairs' && !shape.optional;
}

/** Returns the smallest variant that has all given fields, and whose required fields are all given. */
function readObject(shape: ObjectShape, json: JsonObject): JsonObject | null {
  const names = Object.keys(json);
  const candidates = Object.entries(shape.variants)
    .filter(([, fields]) => names.every((name) => name in fields))
    .filter(([, fields]) =>
      Object.entries(fields).every(([name, field]) => !isNeeded(field) || json[name] !== undefined),
    )
    .sort(([, one], [, other]) => Object.keys(one).length - Object.keys(other).length);
  for (const [kind, fields] of candidates) {
    const typed = readFields(fields, json);
    if (typed !== null) return kind === '' ? typed : { $kind: kind, ...typed };
  }
  return null;
}

function readFields(fields: Fields, json: JsonObject): JsonObject | null {
  const typed: Record<string, Json> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = fields[name];
    const one = field === undefined ? null : read(field, value);
    if (one === null) return null;
    typed[name] = one;
  }
  return typed;
}

/** Returns the form's shape at a path; undefined if the form shows nothing there. */
export function shapeAt(shape: Shape, loose: Json | undefined, path: string): Shape | undefined {
  let at: Shape | undefined = shape;
  let walked = '';
  for (const segment of segmentsOf(path)) {
    const here = walked === '' ? loose : getAt(loose, walked);
    if (at?.type === 'list' && typeof segment === 'number') {
      if (!isList(here) || segment >= here.length) return undefined;
      at = at.item;
    } else if (at?.type === 'object' && typeof segment === 'string') {
      if (at.optional && (!isObject(here) || here.$off === true)) return undefined;
      at = fieldsOf(at, here)[segment];
    } else return undefined;
    walked =
      typeof segment === 'number'
        ? `${walked}[${segment}]`
        : walked === ''
          ? segment
          : `${walked}.${segment}`;
  }
  return at;
}

/** Returns whether a path leads to a visible field; problems elsewhere are shown in another place. */
export function shows(shape: Shape, loose: Json | undefined, path: string): boolean {
  const at = shapeAt(shape, loose, path);
  return at !== undefined && at.type !== 'object' && at.type !== 'any' && at.type !== 'pairs';
}

/** Returns the lists that a kind requires, with the minimum number of items of each. */
export function listsOf(shape: Shape, path = ''): readonly (readonly [path: string, atLeast: number])[] {
  if (shape.type === 'list') return shape.atLeast === 0 ? [] : [[path, shape.atLeast]];
  if (shape.type !== 'object' || shape.optional) return [];
  return Object.entries(fieldsOf(shape, undefined)).flatMap(([name, field]) =>
    listsOf(field, path === '' ? name : `${path}.${name}`),
  );
}
