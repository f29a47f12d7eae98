/** Chooses the time zone for numbers of countries that have several. */
import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { BeforeSendingSettings } from '../../../shared/contract/compose.ts';
import { countryClock, zonesOfCountry } from '../../../shared/messaging/country-zones.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';
import { useLanguage } from '../../lib/language.tsx';
import classes from '../../lib/ui/settings.module.css';
import { useCountries } from '../../lib/use-countries.ts';
import { ZoneChoice } from './zone-choice.tsx';

type CountryZonesProps = {
  settings: BeforeSendingSettings;
  change: (patch: Partial<BeforeSendingSettings>) => void;
};

/** Countries whose zones have different times. */
function useOpenCountries() {
  const countries = useCountries();
  return useMemo(() => {
    const clockOf = createClockShelf();
    const now = Date.now();
    return countries.filter(({ value }) => {
      return zonesOfCountry(value).length > 1 && countryClock(value, undefined, clockOf, now)?.uncertain;
    });
  }, [countries]);
}

export function CountryZones({ settings, change }: CountryZonesProps) {
  const { words, format } = useLanguage();
  const texts = words.sending.settings;
  const open = useOpenCountries();
  const [adding, setAdding] = useState<string | null>(null);
  const chosen = Object.keys(settings.zones);
  const shown = adding === null || chosen.includes(adding) ? chosen : [...chosen, adding];
  return (
    <div className={classes.choices}>
      {shown.length === 0 && <p className={classes.groupText}>{texts.noZones}</p>}
      {shown.map((country) => (
        <div key={country} className={classes.row}>
          <ZoneChoice country={country} label={format.country(country)} />
          <ActionIcon
            aria-label={texts.removeZone(format.country(country))}
            onClick={() => {
              const { [country]: _gone, ...zones } = settings.zones;
              setAdding(null);
              change({ zones });
            }}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <Select
        w={280}
        searchable
        aria-label={texts.addZone}
        placeholder={texts.addZone}
        data={open.filter(({ value }) => !shown.includes(value))}
        value={null}
        onChange={setAdding}
      />
    </div>
  );
}
