import { useMemo, useState } from 'react';
import { createClockShelf, ownZone } from '../../../shared/messaging/time-zones.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import type { Recipients } from './recipients.ts';
import { type Place, placesOf, type Schedule, scheduleOf } from './schedule.ts';
import { peopleByCountry } from './sending-cost.ts';

const none: Readonly<Record<string, string>> = {};

export type Times = {
  readonly places: readonly Place[];
  readonly schedule: Schedule;
  readonly mine: string;
  readonly clockOf: ReturnType<typeof createClockShelf>;
};

/** Returns where the draft's recipients are, and when it reaches them there. */
export function useTimes(recipients: Recipients): Times {
  const draft = useDeck((state) => state.compose.draft);
  const zones = useDeck((state) => state.console.settings?.beforeSending.zones ?? none);
  const now = useMinutes();
  const [clockOf] = useState(createClockShelf);
  const [mine] = useState(ownZone);
  const people = useMemo(() => peopleByCountry(recipients), [recipients]);
  const { sendAt, sendAtTheirs } = draft;
  // The future clock changes of a country do not differ from minute to minute.
  const about = Math.floor(now / 86_400_000) * 86_400_000;
  const places = useMemo(() => placesOf(people, zones, clockOf, about), [people, zones, clockOf, about]);
  const schedule = useMemo(
    () => scheduleOf({ sendAt, sendAtTheirs: sendAtTheirs ?? null }, places, mine, clockOf),
    [sendAt, sendAtTheirs, places, mine, clockOf],
  );
  return { places, schedule, mine, clockOf };
}
