/** Finds the commands that match the typed text. */

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * Returns whether every word of `query` occurs in one of the texts, ignoring accents and case: "sonum uus" is
 * found in "Uus sõnum".
 */
export function isMeant(query: string, texts: readonly string[]): boolean {
  const text = fold(texts.join(' '));
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
