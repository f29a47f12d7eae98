/** Where in documented JSON something is wrong, for programs as a path and for people in words. */
import type { ParamsOf } from '../problems/define.ts';
import { messagingProblem } from '../problems/messaging.ts';
import { type Params, type Problem, term } from './problem.ts';

export type Place = {
  /** `steps[1].content.carousel.items[0].title` */
  readonly path: string;
  /** What it is part of: "Viber, carousel, card 1". */
  readonly within: string;
  /** What it is: "title". */
  readonly what: string;
};

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place of a whole step's content, of which nothing is told but the channel's name. */
export function rootPlace(path: string, channelName: string): Place {
  return { path, within: '', what: channelName };
}

export function inside(place: Place, key: string, what: string): Place {
  const within = place.within === '' ? place.what : `${place.within}, ${place.what}`;
  return { path: place.path === '' ? key : `${place.path}.${key}`, within, what };
}

type Defined = (typeof messagingProblem)['defined'];
type Own<Key extends keyof Defined> = Omit<ParamsOf<Defined[Key]>, 'where' | 'what'>;

/** A problem of a value in documented JSON; its message begins with the place. */
export function wrong<Key extends keyof Defined>(
  place: Place,
  key: Key,
  ...[params]: keyof Own<Key> extends never ? [] : [params: Own<Key>]
): Problem {
  const where = term(place.within === '' ? place.what : place.within);
  const all = { where, what: term(place.what), ...params };
  // The definition says which of them the texts take; more does no harm.
  return (messagingProblem as AnyMaker)(key, all, place.path);
}

type AnyMaker = (key: keyof Defined, params: Params, field: string) => Problem;

/** The problem of a value of another type. */
export function notA(place: Place, kind: string): Problem {
  return wrong(place, 'field-type', { kind: term(kind) });
}
