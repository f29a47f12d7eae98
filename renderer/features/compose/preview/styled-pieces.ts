const marks = ['*', '_', '~'] as const;
type Mark = (typeof marks)[number];

/** Plain text, or a text between two marks. */
export type StyledPiece = string | { readonly mark: Mark; readonly inside: string };

const isMark = (character: string | undefined): character is Mark => marks.some((mark) => mark === character);
const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined): boolean => character === undefined || /\s/u.test(character);

/**
 * Divides a text at `*bold*`, `_italic_` and `~struck~`, as WhatsApp does: a mark does not touch a word outside or a
 * space inside, and both marks are on one line. The time grows with the length of the text.
 */
export function styledPieces(text: string): StyledPiece[] {
  const characters = [...text];
  const closing = closingMarks(characters);
  const pieces: StyledPiece[] = [];
  let plainFrom = 0;
  for (let at = 0; at < characters.length; at += 1) {
    const mark = characters[at];
    if (!isMark(mark) || isWord(characters[at - 1]) || isSpace(characters[at + 1])) continue;
    const end = closing[mark][at + 2] ?? -1;
    if (end < 0) continue;
    if (at > plainFrom) pieces.push(characters.slice(plainFrom, at).join(''));
    pieces.push({ mark, inside: characters.slice(at + 1, end).join('') });
    plainFrom = end + 1;
    at = end;
  }
  if (plainFrom < characters.length) pieces.push(characters.slice(plainFrom).join(''));
  return pieces;
}

/** Returns for each mark and position where the next closing mark on the same line is; -1 if there is none. */
function closingMarks(characters: readonly string[]): Readonly<Record<Mark, number[]>> {
  const closing: Record<Mark, number[]> = { '*': [], _: [], '~': [] };
  for (const mark of marks) {
    let next = -1;
    for (let at = characters.length - 1; at >= 0; at -= 1) {
      if (characters[at] === '\n') next = -1;
      if (characters[at] === mark && !isSpace(characters[at - 1]) && !isWord(characters[at + 1])) next = at;
      closing[mark][at] = next;
    }
  }
  return closing;
}
