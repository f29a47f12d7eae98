/** Finds the first step of a chain that may fall into quiet hours of its recipient. */
import type { BeforeSending, BeforeSendingSettings } from '../../../../shared/contract/compose.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { type NumberPlace, numberClock, placeKey } from '../../../../shared/messaging/number-clock.ts';
import type { AllowedOn } from '../../../../shared/messaging/quiet-calendar.ts';
import { quietKind } from '../../../../shared/messaging/quiet-facts.ts';
import {
  allowedEveryDay,
  parseClock,
  type QuietHours,
  quietWithinAny,
  stepSpans,
} from '../../../../shared/messaging/quiet-hours.ts';
import { createClockShelf, ownZone, type ZoneClock } from '../../../../shared/messaging/time-zones.ts';
import type { QuietJudge } from '../quiet-hours/index.ts';

export type QuietNeeds = { readonly settings: () => Settings; readonly quiet: QuietJudge };

type Landing = Omit<BeforeSending['quiet'][number], 'to'>;
type Waits = readonly (number | null)[];

/** The hours of a place, all of whose clocks must allow a message. */
type Hours = {
  readonly allowedOn: AllowedOn;
  readonly clocks: readonly ZoneClock[];
  readonly uncertain: boolean;
  readonly held?: true;
};

/** The hours of a place are looked up again for times that are further apart: they know the holidays of a month. */
const sameHoursMs = 7 * 86_400_000;

/**
 * Returns a function that finds the first step that may fall into quiet hours, calculated once per place,
 * time and waits. For a purpose that keeps to quiet hours these are the rules of the country; otherwise the user's own hours.
 * The function returns null if no step falls into them, or they are switched off.
 */
export function createQuietLook({ settings, quiet }: QuietNeeds) {
  const { beforeSending, purposes } = settings();
  const general = generalHours(beforeSending);
  const hours = new Map<string, Hours | null>();
  const known = new Map<string, Landing | null>();
  return async (
    number: NumberPlace,
    at: number,
    waits: Waits,
    purpose: string | null,
  ): Promise<Landing | null> => {
    const kind = quietKind(purposes, purpose);
    const place = `${kind} ${placeKey(number)} ${Math.floor(at / sameHoursMs)}`;
    let here = hours.get(place);
    if (here === undefined) {
      here = kind === null ? general(number, at) : await rulesOf(quiet, number, kind, at);
      hours.set(place, here);
    }
    if (here === null) return null;
    const key = `${place} ${at} ${waits.join()}`;
    let lands = known.get(key);
    if (lands === undefined) {
      lands = landing(waits, at, here);
      known.set(key, lands);
    }
    return lands;
  };
}

async function rulesOf(...asked: [QuietJudge, ...Parameters<QuietJudge['hoursOf']>]): Promise<Hours> {
  const [quiet, ...question] = asked;
  const { allowedOn, clocks, uncertain } = await quiet.hoursOf(...question);
  return { allowedOn, clocks, uncertain, held: true };
}

/** The user's own hours, for purposes without rules: only a question before sending. */
function generalHours(settings: BeforeSendingSettings) {
  const own = quietHoursOf(settings);
  const clockOf = createClockShelf();
  const mine = ownZone();
  return (number: NumberPlace, at: number): Hours | null => {
    if (own === null) return null;
    const where = numberClock(number, settings.zones, clockOf, at, mine);
    const clocks = where.settled ? [where.clock] : where.all;
    return { allowedOn: allowedEveryDay(own), clocks, uncertain: where.uncertain };
  };
}

function quietHoursOf({ quietHours }: BeforeSendingSettings): QuietHours | null {
  const from = parseClock(quietHours.from);
  const to = parseClock(quietHours.to);
  return quietHours.on && from !== null && to !== null ? { from, to } : null;
}

function landing(waits: Waits, at: number, { allowedOn, clocks, uncertain, held }: Hours): Landing | null {
  for (const [step, span] of stepSpans(waits, at).entries()) {
    const found = quietWithinAny(span, clocks, allowedOn);
    if (found !== null) return { ...found, uncertain, step, ...(held === undefined ? {} : { held }) };
  }
  return null;
}
