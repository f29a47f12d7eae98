/** The window's state of messages. */
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
  /** The filter of the list, which is also in the address. */
  readonly view: View;
  /** The last chosen saved view. */
  readonly savedId: string | null;
  /**
   * Rows by id. The map is changed in place, because copying a large map for each report would be slow. Read
   * one row by its id in a selector: it is a new object whenever it has changed.
   */
  readonly rows: ReadonlyMap<string, MessageRow>;
  /** The listed part, in the view's order. */
  readonly ids: readonly string[];
  /** Whether the part begins with the very first message, and ends with the very last. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** Whether it is loaded from the last message back. */
  readonly fromEnd: boolean;
  /** Identifies the listed view; another text means another list. */
  readonly listed: string;
  readonly loading: 'first' | 'more' | null;
  readonly problem: ProblemView | null;
  readonly counts: Counts | null;
  /** The number of matches; null if not known, or without a filter. */
  readonly found: { readonly messages: number; readonly more: boolean } | null;
  readonly chosen: ReadonlySet<string>;
  readonly facets: Facets | null;
  /** null until loaded. */
  readonly saved: readonly SavedView[] | null;
  readonly detail: {
    readonly id: string;
    readonly value: MessageDetail | null;
    readonly problem: ProblemView | null;
  } | null;
};

/** Opens a view. @param query the view in the address; see view-address.ts */
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

/** The other parts of the window that the slice uses. */
export type MessagesContext = SliceContext & {
  readonly frame: Pick<FrameActions, 'go' | 'goInPlace'>;
  readonly undo: UndoActions;
};

/** Returns whether a view has more filters than a tab. */
export function isNarrowed(view: View): boolean {
  return view.search.trim() !== '' || isFiltered(view);
}
