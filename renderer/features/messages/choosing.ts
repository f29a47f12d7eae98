/** Several messages chosen at once, as pure functions: single ones by Space or Ctrl, ranges by Shift. */

/** So many at most: as many as one call of the engine takes. */
export const mostChosen = 1000;

export type Chosen = {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
  /** What was chosen before the range. */
  readonly before: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();
export const nothingChosen: Chosen = { ids: none, anchor: null, before: none };

const bounded = (ids: Iterable<string>) => new Set([...ids].slice(0, mostChosen));

/** One more, or one less; a range would begin there. */
export function toggled(chosen: Chosen, id: string): Chosen {
  const ids = new Set(chosen.ids);
  if (!ids.delete(id)) ids.add(id);
  const all = bounded(ids);
  return { ids: all, anchor: id, before: all };
}

/**
 * Everything from the anchor to a message, in the list's order; where nothing is anchored, from `from`.
 * A range that is drawn anew replaces the one before it.
 */
export function rangeTo(
  chosen: Chosen,
  list: readonly string[],
  id: string,
  from: string | null = null,
): Chosen {
  const listed = (one: string | null) => (one !== null && list.includes(one) ? one : null);
  const anchor = listed(chosen.anchor) ?? listed(from) ?? id;
  const start = list.indexOf(anchor);
  const end = list.indexOf(id);
  if (end < 0) return chosen;
  const range = list.slice(Math.min(start, end), Math.max(start, end) + 1);
  /* From the anchor on, so that what is too much is cut at the far end. */
  const ordered = start <= end ? range : range.toReversed();
  return { ids: bounded([...chosen.before, ...ordered]), anchor, before: chosen.before };
}

/** The first of the list, as many as can be. */
export function allOf(list: readonly string[]): Chosen {
  const ids = bounded(list);
  return { ids, anchor: list[0] ?? null, before: none };
}
