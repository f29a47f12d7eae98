/** Which commands are meant by what is typed. */

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * Whether every word of `query` stands somewhere in one of the texts, whatever its accents and case: "sonum uus" is
 * found in "Uus sõnum".
 */
export function isMeant(query: string, texts: readonly string[]): boolean {
  const text = fold(texts.join(' '));
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
