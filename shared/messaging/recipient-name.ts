/** Finds the name of a recipient among the values that a list has for them. */
import { placeholderKey, type Values } from './placeholders.ts';

/** UTF-16 units; a longer name is cut. */
export const longestName = 200;

/** Headings of columns as placeholderKey returns them, in the languages of the lists that are usual here. */
const firstNames = new Set(
  ['firstname', 'givenname', 'forename', 'eesnimi', 'etunimi', 'vorname', 'имя'].map(placeholderKey),
);
const lastNames = new Set(
  [
    ...['lastname', 'surname', 'familyname', 'perekonnanimi', 'perenimi', 'sukunimi', 'nachname'],
    ...['uzvārds', 'pavardė', 'фамилия'],
  ].map(placeholderKey),
);
const wholeNames = new Set(
  [
    ...['name', 'fullname', 'customer', 'customername', 'client', 'clientname', 'contact', 'recipientname'],
    ...['nimi', 'täisnimi', 'klient', 'kliendinimi', 'kontakt', 'vārds', 'vardas', 'фио'],
  ].map(placeholderKey),
);

/** Returns a name as it is kept: one line without control characters, bounded in length. */
export function tidyName(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .replaceAll(/\s{2,}/gu, ' ')
    .slice(0, longestName)
    .toWellFormed();
}

/**
 * Returns a recipient's name, from a column of names or from those of first and last names.
 * @returns null if no column is known to hold names, or the recipient has no value there
 */
export function recipientName(values: Values): string | null {
  const cells = Object.entries(values).map(([heading, value]) => ({ key: placeholderKey(heading), value }));
  const valueIn = (keys: ReadonlySet<string>): string =>
    cells
      .filter(({ key }) => keys.has(key))
      .map(({ value }) => tidyName(value))
      .find((value) => value !== '') ?? '';
  const [first, last, whole] = [valueIn(firstNames), valueIn(lastNames), valueIn(wholeNames)];
  // A column "name" beside one of last names may hold first names only.
  if (whole.includes(' ') || (first === '' && last === '')) return whole || null;
  return tidyName(`${first || whole} ${last}`) || null;
}
