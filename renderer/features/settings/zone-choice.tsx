/** Chooses the time zone for a country with several. Asked once, and stored in the settings. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { zonesOfCountry } from '../../../shared/messaging/country-zones.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { cityOf } from '../../lib/zone-format.ts';

const hourMs = 3_600_000;

/** Returns "UTC−5", "UTC+5:30". */
function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round((offset % hourMs) / 60_000));
  const hours = Math.floor(Math.abs(offset) / hourMs);
  return `UTC${offset < 0 ? '−' : '+'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** Returns a country's zones from west to east, by their current offsets. */
function useZoneOptions(country: string): { value: string; label: string }[] {
  return useMemo(() => {
    const clockOf = createClockShelf();
    const now = Date.now();
    return zonesOfCountry(country)
      .map((zone) => ({ zone, offset: clockOf(zone).offsetAt(now) }))
      .toSorted((one, other) => one.offset - other.offset || one.zone.localeCompare(other.zone))
      .map(({ zone, offset }) => ({ value: zone, label: `${cityOf(zone)} · ${offsetText(offset)}` }));
  }, [country]);
}

export function ZoneChoice({ country, label }: { country: string; label: string }) {
  const texts = useLanguage().words.sending.when;
  const { setSettings } = useActions().settings;
  const settings = useDeck((state) => state.console.settings?.beforeSending ?? null);
  const options = useZoneOptions(country);
  return (
    <Select
      searchable
      label={label}
      placeholder={texts.zone}
      comboboxProps={{ withinPortal: false }}
      data={options}
      value={settings?.zones[country] ?? null}
      onChange={(zone) => {
        if (settings === null || zone === null) return;
        const zones = { ...settings.zones, [country]: zone };
        void setSettings({ beforeSending: { ...settings, zones } }).then((answer) => showResult(answer));
      }}
    />
  );
}
