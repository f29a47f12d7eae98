import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftRow, MessageTemplate } from '../../../shared/contract/compose.ts';
import type { Values } from '../../../shared/messaging/placeholders.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';
import type { Draft } from './draft.ts';

/** Whether what is on the screen is kept. */
type Keeping =
  | { readonly state: 'kept' }
  /** Being typed, or on its way. */
  | { readonly state: 'waiting' }
  /** It could not be kept: it stands on this screen only. */
  | { readonly state: 'failed'; readonly problem: ProblemView };

export type ComposeState = {
  readonly draft: Draft;
  /** Under which id it is kept; every draft has one from the start. */
  readonly draftId: string;
  /** The engine's `updatedAt` of what is kept; null: nothing is. */
  readonly keptAt: number | null;
  readonly keeping: Keeping;
  /** What another window did to this draft: ours became one of its own, or it was sent or deleted there. */
  readonly elsewhere: 'changed' | 'gone' | null;
  /** Every draft, newest first; this one too. null: not asked for yet. */
  readonly drafts: readonly DraftRow[] | null;
  readonly templates: readonly MessageTemplate[] | null;
  readonly sending: boolean;
  /** What the engine said to the last try to send. */
  readonly problem: ProblemView | null;
  /** The key of a try whose outcome is not known, kept so that trying again can't send twice. */
  readonly requestKey: string | null;
};

export type ComposeContext = SliceContext & { readonly undo: Pick<UndoActions, 'offer'> };

export type SendInput = Parameters<EngineClient['messages']['send']>[0];
/** What a sending says besides who and what; see the contract. */
export type SendMore = Partial<Pick<SendInput, 'overridden' | 'timeToSendOf' | 'estimate' | 'estimateOf'>> & {
  /** Of each recipient, by E.164. */
  readonly values?: Readonly<Record<string, Values>>;
};

/** Reads and changes the state of the compose screen. */
export type ComposeAccess = {
  readonly get: () => ComposeState;
  readonly set: (patch: Partial<ComposeState>) => void;
};

/** What the actions take that change the draft on the screen. */
export type DraftEditing = ComposeContext &
  ComposeAccess & {
    /** Puts a changed draft in the place of the one on the screen, and has it kept; does nothing during a send. */
    readonly edit: (draft: Draft) => void;
  };
