/**
 * Cells that a spreadsheet would interpret as a formula get an apostrophe in front, in every CSV that Omnideck
 * writes. Reading removes the apostrophe.
 */

/**
 * Beginnings that a spreadsheet may calculate instead of showing (CWE-1236): "=", "+", "-", "@", a tab, a
 * line break, and their full-width forms. The apostrophe is included so that texts beginning with one are
 * read back unchanged.
 */
export const formulaSigns = "=+\\-@\\t\\r\\n'＝＋－＠";

const takenForFormula = new RegExp(`^[${formulaSigns}]`, 'u');

/**
 * Returns a cell that no spreadsheet calculates; reveal() returns the original text. It also preserves all
 * digits of an E.164 number.
 */
export function defuse(text: string): string {
  return takenForFormula.test(text) ? `'${text}` : text;
}

/** Returns the text that defuse() was given. */
export function reveal(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/**
 * Returns a cell of a table that anybody may have written: an apostrophe is removed only if it stands in front
 * of something that a spreadsheet would calculate, so "'t Hart" stays.
 */
export function revealFormula(cell: string): string {
  return cell.startsWith("'") && takenForFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
