import { getCountries } from 'libphonenumber-js/min';
import { useMemo } from 'react';
import { useLanguage } from './language.tsx';

/** Returns the countries by name, for a choice. */
export function useCountries(): { value: string; label: string }[] {
  const { words, format } = useLanguage();
  return useMemo(() => {
    const named = getCountries().map((code) => ({ value: code, label: format.country(code) }));
    return named.toSorted((one, other) => one.label.localeCompare(other.label, words.locale));
  }, [words, format]);
}
