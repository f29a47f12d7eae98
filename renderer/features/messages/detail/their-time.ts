/** Shows a scheduled message's sending time in the recipient's time zone. */
import { useMemo, useState } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { countryClock } from '../../../../shared/messaging/country-zones.ts';
import { createClockShelf, ownZone } from '../../../../shared/messaging/time-zones.ts';
import { useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { cityOf, useZoneFormat } from '../../../lib/zone-format.ts';

/**
 * Returns "Wed 25 Nov, 08:00 in Berlin".
 * @returns null if it is not scheduled, the zone is the sender's, or the number reveals no zone
 */
export function useTheirTime(message: Pick<MessageDetail, 'state' | 'sendAt' | 'country'>): string | null {
  const words = useWords();
  const zoneFormat = useZoneFormat();
  const zones = useDeck((state) => state.console.settings?.beforeSending.zones);
  const [clockOf] = useState(createClockShelf);
  const { state, sendAt, country } = message;
  return useMemo(() => {
    if (state !== 'scheduled' || sendAt === null || country === null) return null;
    const where = countryClock(country, zones?.[country], clockOf, sendAt);
    if (where === null || !where.settled) return null;
    const { clock } = where;
    if (clock.offsetAt(sendAt) === clockOf(ownZone()).offsetAt(sendAt)) return null;
    return words.sending.cancelScheduled.theirTime(zoneFormat.full(sendAt, clock.zone), cityOf(clock.zone));
  }, [state, sendAt, country, zones, clockOf, zoneFormat, words]);
}
