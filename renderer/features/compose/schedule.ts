/** When a draft goes out, for each person and on each clock: what is written in the field, made into instants. */
import { type CountryClock, countryClock } from '../../../shared/messaging/country-zones.ts';
import {
  type ClockShelf,
  type Instants,
  instantOf,
  parseWall,
} from '../../../shared/messaging/time-zones.ts';
import type { Draft } from './draft.ts';

/** One country's people, and what the written time means to them. */
export type Place = {
  /** ISO 3166-1 alpha-2; null: numbers that belong to no country, which go by the sender's clock. */
  readonly country: string | null;
  readonly people: number;
  /** null: no zone is known, so the sender's clock it is. */
  readonly where: CountryClock | null;
};

export type Schedule =
  | { readonly kind: 'now' }
  | { readonly kind: 'moment'; readonly at: number }
  | {
      readonly kind: 'theirs';
      readonly places: readonly (Place & { readonly instants: Instants; readonly at: number })[];
      readonly earliest: number;
      readonly latest: number;
      /** The same time by the sender's clock: what each one's shows. */
      readonly own: number;
    };

/** The people's countries, the most people first. */
export function placesOf(
  people: ReadonlyMap<string | null, number>,
  zones: Readonly<Record<string, string>>,
  clockOf: ClockShelf,
  at: number,
): readonly Place[] {
  return [...people]
    .map(([country, count]) => ({
      country,
      people: count,
      where: countryClock(country, country === null ? undefined : zones[country], clockOf, at),
    }))
    .toSorted((one, other) => other.people - one.people);
}

/** Countries whose zone a person must choose before a time can be meant by their clock. */
export function openPlaces(places: readonly Place[]): readonly string[] {
  return places.flatMap(({ country, where }) =>
    country !== null && where !== null && !where.settled ? [country] : [],
  );
}

/** @param mine the sender's zone */
export function scheduleOf(
  draft: Pick<Draft, 'sendAt' | 'sendAtTheirs'>,
  places: readonly Place[],
  mine: string,
  clockOf: ClockShelf,
): Schedule {
  const wall = draft.sendAtTheirs ? parseWall(draft.sendAtTheirs) : null;
  if (wall === null) return draft.sendAt === null ? { kind: 'now' } : { kind: 'moment', at: draft.sendAt };
  const timed = places.map((place) => {
    const instants = (place.where?.clock ?? clockOf(mine)).instantsOf(wall);
    return { ...place, instants, at: instantOf(instants) };
  });
  const own = instantOf(clockOf(mine).instantsOf(wall));
  const times = timed.length === 0 ? [own] : timed.map(({ at }) => at);
  return { kind: 'theirs', places: timed, earliest: Math.min(...times), latest: Math.max(...times), own };
}
