/**
 * Converts a view to the query of the address's hash and back: `tab=open&state=failed,unknown&days=7`.
 * Unreadable parts stay in the view as `unread`.
 */
import type { SavedView } from '../../../shared/contract/messages.ts';
import { readerOf } from './query-reader.ts';
import { tabs } from './row-order.ts';
import { everything, sorts, type View, viewOfSaved } from './view.ts';
import { fields, valuesOf, viewFields, writtenField } from './view-fields.ts';

/**
 * Returns the query without a question mark; '' for the view of everything. parseView(formatView(v)) is v.
 */
export function formatView(view: View): string {
  const query = new URLSearchParams();
  if (view.tab !== 'all') query.set('tab', view.tab);
  if (view.search !== '') query.set('search', view.search);
  for (const [name, value] of fields.flatMap((field) => writtenField(view, field))) query.append(name, value);
  if (view.sort !== 'newest') query.set('sort', view.sort);
  for (const part of view.unread) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    query.append(name, value);
  }
  return query.toString();
}

/** Reads a query. A part that is not understood is kept as `unread`, and the view lists nothing. */
export function parseView(text: string): View {
  const query = readerOf(new URLSearchParams(text));
  const view = {
    tab: query.oneOf('tab', tabs) ?? 'all',
    search: query.one('search', () => true) ?? '',
    ...valuesOf((field) => viewFields[field].read(query)),
    sort: query.oneOf('sort', sorts) ?? everything.sort,
  };
  return { ...view, unread: query.unread() };
}

/** Returns whether two views are equal, regardless of the order of selection. */
export function sameView(one: View, other: View): boolean {
  return formatView(parseView(formatView(one))) === formatView(parseView(formatView(other)));
}

/** Returns the saved view that is shown, unless a tab alone shows the same. */
export function chosenView(saved: readonly SavedView[] | null, view: View): SavedView | null {
  if (sameView({ ...everything, tab: view.tab }, view)) return null;
  return saved?.find(({ filter }) => sameView(viewOfSaved(filter), view)) ?? null;
}
