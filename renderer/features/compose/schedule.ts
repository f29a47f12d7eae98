/** Calculates when a draft is sent to each recipient in each time zone, from the time in the field. */
import { type CountryClock, countryClock } from '../../../shared/messaging/country-zones.ts';
import {
  type ClockShelf,
  type Instants,
  instantOf,
  parseWall,
} from '../../../shared/messaging/time-zones.ts';
import type { Draft } from './draft.ts';

/** The recipients in one country, and what the entered time means for them. */
export type Place = {
  /** ISO 3166-1 alpha-2; null for numbers that belong to no country, which use the sender's clock. */
  readonly country: string | null;
  readonly people: number;
  /** null if no zone is known, so the sender's clock is used. */
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
      /** The same time on the sender's clock. */
      readonly own: number;
    };

/** The recipients' countries, with the most recipients first. */
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

/** Countries whose zone the user must choose before their local time can be used. */
export function openPlaces(places: readonly Place[]): readonly string[] {
  return places.flatMap(({ country, where }) =>
    country !== null && where !== null && !where.settled ? [country] : [],
  );
}

/** Calculates the schedule. @param mine the sender's zone */
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
