/** Selecting several messages, as pure functions: single ones with Space or Ctrl, ranges with Shift. */

/** The maximum number, which one call of the engine accepts. */
export const mostChosen = 1000;

export type Chosen = {
  readonly ids: ReadonlySet<string>;
  /** The start of a range. */
  readonly anchor: string | null;
  /** The selection before the range. */
  readonly before: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();
export const nothingChosen: Chosen = { ids: none, anchor: null, before: none };

const bounded = (ids: Iterable<string>) => new Set([...ids].slice(0, mostChosen));

/** Selects or deselects one message, which becomes the start of a range. */
export function toggled(chosen: Chosen, id: string): Chosen {
  const ids = new Set(chosen.ids);
  if (!ids.delete(id)) ids.add(id);
  const all = bounded(ids);
  return { ids: all, anchor: id, before: all };
}

/**
 * Selects everything from the anchor to a message, in the list's order; without an anchor, from `from`. A new
 * range replaces the previous one.
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
  /* Starting at the anchor, so that a range that is too long is cut at its far end. */
  const ordered = start <= end ? range : range.toReversed();
  return { ids: bounded([...chosen.before, ...ordered]), anchor, before: chosen.before };
}

/** Selects the first messages of the list, up to the limit. */
export function allOf(list: readonly string[]): Chosen {
  const ids = bounded(list);
  return { ids, anchor: list[0] ?? null, before: none };
}
