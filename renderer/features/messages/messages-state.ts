/** What the window knows of messages. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type {
  Counts,
  Facets,
  MessageDetail,
  MessageRow,
  SavedView,
} from '../../../shared/contract/messages.ts';
import type { FrameActions } from '../../lib/frame-slice.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';
import { isFiltered, type View } from './view.ts';
import { parseView } from './view-address.ts';

export type MessagesState = {
  /** What the list is narrowed to; it is in the address, too. */
  readonly view: View;
  /** The saved view that was chosen last. */
  readonly savedId: string | null;
  /**
   * Rows by id. Changed in place, since copying a large map for each report would be felt: read one row by its id in
   * a selector, and it is a new object whenever it has changed.
   */
  readonly rows: ReadonlyMap<string, MessageRow>;
  /** What is listed, in the view's order: a stretch of it. */
  readonly ids: readonly string[];
  /** Whether the stretch begins with the very first, and ends with the very last. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** Whether it is loaded from the last one back. */
  readonly fromEnd: boolean;
  /** What `ids` is a list of; another text, another list. */
  readonly listed: string;
  readonly loading: 'first' | 'more' | null;
  readonly problem: ProblemView | null;
  readonly counts: Counts | null;
  /** How many the view finds; null: not known, or not narrowed. */
  readonly found: { readonly messages: number; readonly more: boolean } | null;
  readonly chosen: ReadonlySet<string>;
  readonly facets: Facets | null;
  /** null until first told. */
  readonly saved: readonly SavedView[] | null;
  readonly detail: {
    readonly id: string;
    readonly value: MessageDetail | null;
    readonly problem: ProblemView | null;
  } | null;
};

/** @param query the view in the address; see view-address.ts */
export function initialMessages(query = ''): MessagesState {
  return {
    view: parseView(query),
    savedId: null,
    rows: new Map(),
    ids: [],
    atStart: true,
    atEnd: true,
    fromEnd: false,
    listed: '',
    loading: 'first',
    problem: null,
    counts: null,
    found: null,
    chosen: new Set(),
    facets: null,
    saved: null,
    detail: null,
  };
}

/** What the slice reaches of the rest of the window. */
export type MessagesContext = SliceContext & {
  readonly frame: Pick<FrameActions, 'go' | 'goInPlace'>;
  readonly undo: UndoActions;
};

/** Whether a view is narrowed by more than a tab. */
export function isNarrowed(view: View): boolean {
  return view.search.trim() !== '' || isFiltered(view);
}
