/** Plural forms by the language's own rules (CLDR, through Intl), so that a catalogue never counts by hand. */
export type PluralForms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** @returns a chooser for one locale: it picks the form that `count` takes there, or "other". */
export function pluralOf(locale: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}

/** What there is any of, one after the other. @param parts how many, and that in words */
export function listed(parts: readonly (readonly [number, string])[]): string {
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [words])).join(', ');
}
