import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftRow, MessageTemplate } from '../../../shared/contract/compose.ts';
import type { Values } from '../../../shared/messaging/placeholders.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';
import type { Draft } from './draft.ts';

/** Whether the draft on the screen is saved. */
type Keeping =
  | { readonly state: 'kept' }
  /** It is being typed or saved. */
  | { readonly state: 'waiting' }
  /** It could not be saved: it exists only on this screen. */
  | { readonly state: 'failed'; readonly problem: ProblemView };

export type ComposeState = {
  readonly draft: Draft;
  /** The id under which it is saved; every draft has one from the start. */
  readonly draftId: string;
  /** The engine's `updatedAt` of the saved draft; null if nothing is saved. */
  readonly keptAt: number | null;
  readonly keeping: Keeping;
  /**
   * What another window did to this draft: the draft here became a separate one, or it was sent or deleted
   * there.
   */
  readonly elsewhere: 'changed' | 'gone' | null;
  /** All drafts, newest first, including this one. null until loaded. */
  readonly drafts: readonly DraftRow[] | null;
  readonly templates: readonly MessageTemplate[] | null;
  readonly sending: boolean;
  /** The engine's answer to the last attempt to send. */
  readonly problem: ProblemView | null;
  /** The request key of an attempt with an unknown outcome, kept so that a retry cannot send twice. */
  readonly requestKey: string | null;
};

export type ComposeContext = SliceContext & { readonly undo: Pick<UndoActions, 'offer'> };

export type SendInput = Parameters<EngineClient['messages']['send']>[0];
/** Options of a send besides recipients and content; see the contract. */
export type SendMore = Partial<
  Pick<SendInput, 'approvedCost' | 'overridden' | 'purpose' | 'timeToSendOf' | 'estimate' | 'estimateOf'>
> & {
  /** By recipient, E.164. */
  readonly values?: Readonly<Record<string, Values>>;
};

/** Reads and changes the state of the compose screen. */
export type ComposeAccess = {
  readonly get: () => ComposeState;
  readonly set: (patch: Partial<ComposeState>) => void;
};

/** What the actions that change the draft on the screen need. */
export type DraftEditing = ComposeContext &
  ComposeAccess & {
    /** Replaces the draft on the screen by a changed one, and saves it; does nothing during a send. */
    readonly edit: (draft: Draft) => void;
  };
