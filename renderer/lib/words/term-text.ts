/** Translates our own terms inside messages, such as the names of fields, by their English texts. */
export type Terms = Readonly<Record<string, string>>;

/**
 * Texts that are the same in every language: names and codes without a lower-case letter, numbers, paths such
 * as messages[0].
 */
const isName = (text: string) => !/\p{Ll}/u.test(text) || /^[\w.]*\[\d+\][\w.[\]]*$/.test(text);

/**
 * Translates terms: "card 2", "Viber, carousel", "text and image", "on or off". A name in quotation marks stays, with
 * the language's own marks. null if one of the terms is not known.
 */
export function termText(text: string, terms: Terms): string | null {
  const whole = Object.hasOwn(terms, text) ? terms[text] : undefined;
  if (whole !== undefined) return whole;
  if (isName(text)) return text;
  const quoted = /^“([^”]*)”$/u.exec(text)?.[1];
  if (quoted !== undefined) return (terms['“”'] ?? '“”').split('').join(quoted);
  const article = /^an? /.exec(text)?.[0];
  if (article !== undefined) return termText(text.slice(article.length), terms);
  for (const between of [', ', ' and ', ' or ']) {
    if (!text.includes(between)) continue;
    const translated = text.split(between).map((part) => termText(part, terms));
    return translated.includes(null) ? null : translated.join(terms[between] ?? between);
  }
  const [, thing, number] = /^(.+) (\d+)$/.exec(text) ?? [];
  const named = thing === undefined ? null : termText(thing, terms);
  return named === null ? null : `${named} ${number}`;
}
