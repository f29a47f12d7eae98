/**
 * Characters that cannot be seen: spaces and line ends, control characters, everything that Unicode lets a
 * program hide (Default_Ignorable_Code_Point: zero-width spaces and joiners, direction marks, variation
 * selectors, Hangul fillers, tag characters, the byte order mark), interlinear marks, the braille blank and
 * the musical null note head.
 */
const invisible = /^[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800\u{1d159}]*$/u;

/** Returns whether a text shows nothing: it is empty, or contains only invisible characters. */
export function isBlankText(text: string): boolean {
  return invisible.test(text);
}
