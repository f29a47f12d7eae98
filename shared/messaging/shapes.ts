import type { Problem } from './problem.ts';
import { term } from './problem.ts';
import { type Fields, inside, isFields, notA, type Place, wrong } from './shape-places.ts';

/** Describes a value for the forms. The type `any` is a value that no form takes apart; `atMost` counts characters. */
type Description =
  | { readonly type: 'text'; readonly atMost?: number | undefined }
  | { readonly type: 'number' | 'flag' | 'pairs' | 'any' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | { readonly type: 'list'; readonly item: Shape; readonly atLeast: number; readonly atMost: number }
  | ObjectDescription;

type ObjectDescription = {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, Field>>;
  /** null: the object has no alternatives. */
  readonly kinds: Kinds | null;
};

/**
 * The alternatives of an object: for each kind the fields that it needs, and the fields that it may also have. A path such
 * as `action.text` names one field of the object in the field `action`.
 */
export type Kinds = Readonly<
  Record<string, { readonly needs: readonly string[]; readonly takes?: readonly string[] }>
>;

export type Shape = {
  readonly is: Description;
  /** Returns every problem of the value, which is never undefined. */
  check(value: unknown, place: Place): Problem[];
  /** Returns the value with its fields in the documented order; only for a valid value. */
  arrange(value: unknown): unknown;
  /** Returns the texts that a person would read, in reading order; for any value. */
  words(value: unknown): string[];
  /** Returns the value's structure without texts, addresses and numbers; undefined if nothing remains. */
  bare(value: unknown): unknown;
};

export type ObjectShape = Shape & { readonly is: ObjectDescription };

/** Checks how the fields of an object may be combined. */
export type Rule = (value: Fields, place: Place) => Problem[];
type Preset = boolean | string | readonly never[];

export type Field = {
  readonly label: string;
  readonly required: boolean;
  readonly shape: Shape;
  /** Messente accepts null, which means that the field is missing. */
  readonly nullable?: true;
  /** The value that is written if nobody chose one, because Messente requires the field. */
  readonly fallback?: boolean | string;
  /** The value that a new form has. */
  readonly preset?: Preset;
};

export function needed(label: string, shape: Shape): Field {
  return { label, required: true, shape };
}

export function allowed(label: string, shape: Shape): Field {
  return { label, required: false, shape };
}

/** An optional field that Messente's documentation also allows to be null. */
export function nullable(label: string, shape: Shape): Field {
  return { ...allowed(label, shape), nullable: true };
}

/** A field that Messente requires and the user may leave out; it is always written. */
export function written(label: string, shape: Shape, fallback: boolean | string): Field {
  return { ...allowed(label, shape), fallback };
}

/** A field with the value that a new form has. */
export function preset(value: Preset, field: Field): Field {
  return { ...field, preset: value };
}

/** A value that the window edits in a special form, and that the generic forms copy unchanged. */
export function asIs(shape: Shape): Shape {
  return { ...shape, is: { type: 'any' } };
}

/** An object with alternatives. Its rules must judge alike, which tests/unit/messaging/content-kinds.test.ts proves. */
export function withKinds(kinds: Kinds, shape: ObjectShape): ObjectShape {
  return { ...shape, is: { ...shape.is, kinds } };
}

/** A list of values. @param one the name of one item: "card" */
export function list(one: string, shape: Shape, atLeast: number, atMost = Number.MAX_SAFE_INTEGER): Shape {
  const placeOf = (place: Place, index: number): Place => ({
    path: `${place.path}[${index}]`,
    within: place.within,
    what: `${one} ${index + 1}`,
  });
  return {
    is: { type: 'list', item: shape, atLeast, atMost },
    check(value, place) {
      if (!Array.isArray(value)) return [notA(place, 'a list')];
      const items: readonly unknown[] = value;
      const problems: Problem[] = [];
      if (items.length < atLeast || items.length > atMost) {
        const counted = { length: items.length, thing: term(one), things: term(`${one}s`) };
        problems.push(
          items.length < atLeast
            ? wrong(place, 'list-too-short', { ...counted, atLeast, count: atLeast - items.length })
            : wrong(place, 'list-too-long', { ...counted, atMost, count: items.length - atMost }),
        );
      }
      // If a list is far too long, its first items are enough.
      const judged = items.slice(0, Math.min(items.length, atMost, 1000));
      return [...problems, ...judged.flatMap((item, index) => shape.check(item, placeOf(place, index)))];
    },
    arrange: (value) => (Array.isArray(value) ? value.map(shape.arrange) : value),
    words: (value) => (Array.isArray(value) ? value.flatMap(shape.words) : []),
    bare: (value) =>
      Array.isArray(value) ? value.map(shape.bare).filter((item) => item !== undefined) : undefined,
  };
}

/** An object of known fields in their documented order, with rules for their combination. */
export function object(known: Readonly<Record<string, Field>>, ...rules: readonly Rule[]): ObjectShape {
  const entries = Object.entries(known);
  const each = (value: unknown, make: (field: Field, entry: unknown) => unknown): unknown => {
    if (!isFields(value)) return undefined;
    const made: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const result = make(field, entryOf(value, key, field));
      if (result !== undefined) made[key] = result;
    }
    return made;
  };
  return {
    is: { type: 'object', fields: known, kinds: null },
    check(value, place) {
      if (!isFields(value)) return [notA(place, 'an object')];
      const given = withoutNulls(value, known);
      return [...checkFields(given, known, place), ...rules.flatMap((rule) => rule(given, place))];
    },
    arrange: (value) =>
      each(value, ({ shape, fallback }, entry) => (entry === undefined ? fallback : shape.arrange(entry))),
    words: (value) =>
      isFields(value)
        ? entries.flatMap(([key, { shape }]) => (Object.hasOwn(value, key) ? shape.words(value[key]) : []))
        : [],
    bare: (value) => each(value, ({ shape }, entry) => (entry === undefined ? undefined : shape.bare(entry))),
  };
}

function entryOf(value: Fields, key: string, { nullable: takesNull }: Field): unknown {
  const entry = Object.hasOwn(value, key) ? value[key] : undefined;
  return entry === null && takesNull ? undefined : entry;
}

/** Returns the object without fields whose null means that they are missing. */
function withoutNulls(value: Fields, known: Readonly<Record<string, Field>>): Fields {
  if (!Object.values(value).includes(null)) return value;
  const isLeftOut = (key: string): boolean => Object.hasOwn(known, key) && known[key]?.nullable === true;
  return Object.fromEntries(
    Object.entries(value).filter(([key, entry]) => entry !== null || !isLeftOut(key)),
  );
}

function checkFields(value: Fields, known: Readonly<Record<string, Field>>, place: Place): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { label, required, shape }] of Object.entries(known)) {
    const entry = Object.hasOwn(value, key) ? value[key] : undefined;
    const at = inside(place, key, label);
    if (entry !== undefined) problems.push(...shape.check(entry, at));
    else if (required) problems.push(wrong(at, 'field-missing/label', { label: term(label) }));
  }
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(known, key) && value[key] !== undefined);
  // If an object has thousands of unknown fields, a few are enough.
  problems.push(...unknown.slice(0, 20).map((key) => unknownField(place, key)));
  return problems;
}

/** Returns the problem of a field that Messente does not have here. */
function unknownField(place: Place, key: string): Problem {
  const at = inside(place, key, key);
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return wrong(at, 'field-unknown', { field: shown });
}

/** Refuses an object with none or more than one of the fields; the texts name the fields. */
export function exactlyOne(names: Readonly<Record<string, string>>): Rule {
  const keys = Object.keys(names);
  const label = (key: string): string => names[key] ?? key;
  return (value, place) => {
    const given = keys.filter((key) => value[key] !== undefined);
    const [first = '', second] = given.length === 0 ? keys : given;
    if (given.length === 0) {
      return [
        wrong(inside(place, first, label(first)), 'one-needed', { names: term(keys.map(label).join(', ')) }),
      ];
    }
    if (second === undefined) return [];
    const last = given.at(-1) ?? first;
    return [
      wrong(inside(place, last, label(last)), 'one-only', { names: term(given.map(label).join(' and ')) }),
    ];
  };
}
