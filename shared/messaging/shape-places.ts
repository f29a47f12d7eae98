/** The place of a problem in documented JSON, as a path for programs and as text for users. */
import type { ParamsOf } from '../problems/define.ts';
import { messagingProblem } from '../problems/messaging.ts';
import { type Params, type Problem, term } from './problem.ts';

export type Place = {
  /** `steps[1].content.carousel.items[0].title` */
  readonly path: string;
  /** The containing part: "Viber, carousel, card 1". */
  readonly within: string;
  /** The field's name: "title". */
  readonly what: string;
};

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the place of a step's whole content, which is described by the channel's name only. */
export function rootPlace(path: string, channelName: string): Place {
  return { path, within: '', what: channelName };
}

export function inside(place: Place, key: string, what: string): Place {
  const within = place.within === '' ? place.what : `${place.within}, ${place.what}`;
  return { path: place.path === '' ? key : `${place.path}.${key}`, within, what };
}

type Defined = (typeof messagingProblem)['defined'];
type Own<Key extends keyof Defined> = Omit<ParamsOf<Defined[Key]>, 'where' | 'what'>;

/** Returns the problem of a value in documented JSON; its message begins with the place. */
export function wrong<Key extends keyof Defined>(
  place: Place,
  key: Key,
  ...[params]: keyof Own<Key> extends never ? [] : [params: Own<Key>]
): Problem {
  const where = term(place.within === '' ? place.what : place.within);
  const all = { where, what: term(place.what), ...params };
  // The definition knows which of these parameters its texts use; extra ones do no harm.
  return (messagingProblem as AnyMaker)(key, all, place.path);
}

type AnyMaker = (key: keyof Defined, params: Params, field: string) => Problem;

/** Returns the problem of a value of a wrong type. */
export function notA(place: Place, kind: string): Problem {
  return wrong(place, 'field-type', { kind: term(kind) });
}
