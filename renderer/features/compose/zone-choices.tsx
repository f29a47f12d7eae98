import { useLanguage } from '../../lib/language.tsx';
import { ZoneChoice } from '../settings/index.ts';
import classes from './sending.module.css';

export function ZoneChoices({ countries }: { countries: readonly string[] }) {
  const { words, format } = useLanguage();
  return (
    <div className={classes.zoneChoices}>
      {countries.map((country) => (
        <ZoneChoice
          key={country}
          country={country}
          label={words.sending.when.chooseZone(format.country(country))}
        />
      ))}
    </div>
  );
}
