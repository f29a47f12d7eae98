/**
 * Removes characters from the end of a text. A pattern such as `\s+$` takes a time that grows with the square of a text
 * that contains many of them elsewhere.
 *
 * @param edge matches one character that is removed
 */
export function trimEnd(text: string, edge: RegExp): string {
  let end = text.length;
  while (end > 0 && edge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
