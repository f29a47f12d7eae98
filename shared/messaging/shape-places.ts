/** Where in documented JSON something is wrong, for programs as a path and for people in words. */
import { type Problem, problem } from './problem.ts';

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

export function wrong(place: Place, code: string, tells: string, mend: string): Problem {
  return problem(code, `${place.within === '' ? place.what : place.within}: ${tells}.`, mend, place.path);
}

/** What is said of a value of another type. */
export function notA(place: Place, kind: string): Problem {
  return wrong(place, 'field-type', `the ${place.what} is not ${kind}`, `Make it ${kind}.`);
}
