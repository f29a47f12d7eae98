/** The most numbers of one transaction of an import, which blocks the writer for a fraction of a second. */
export const mostImportedAtOnce = 1_000;

/** Returns a list in the parts in which it is imported. */
export function* optOutParts<Number extends string>(numbers: readonly Number[]): Generator<Number[]> {
  for (let start = 0; start < numbers.length; start += mostImportedAtOnce)
    yield numbers.slice(start, start + mostImportedAtOnce);
}
