/** The whole of what the window knows, one part a feature; each part's own file says how it changes. */
import type { StoreApi } from 'zustand/vanilla';
import type { JobsState } from '../features/backups/jobs-slice.ts';
import type { ComposeState } from '../features/compose/compose-slice.ts';
import type { RemoteState } from '../features/compose/remote-slice.ts';
import type { SendingState } from '../features/compose/sending-slice.ts';
import type { MessagesState } from '../features/messages/messages-slice.ts';
import type { CallbacksState } from '../features/reports/reports-slice.ts';
import type { RunsState } from '../features/runs/runs-slice.ts';
import type { SandboxPanelState } from '../features/sandbox/sandbox-slice.ts';
import type { ConsoleState } from './console-slice.ts';
import type { Engine } from './engine-client.ts';
import type { FrameState } from './frame-slice.ts';
import type { UndoState } from './undo-slice.ts';

export type DeckState = {
  readonly frame: FrameState;
  readonly console: ConsoleState;
  readonly messages: MessagesState;
  readonly callbacks: CallbacksState;
  readonly compose: ComposeState;
  readonly sending: SendingState;
  readonly remote: RemoteState;
  readonly undo: UndoState;
  readonly jobs: JobsState;
  readonly runs: RunsState;
  readonly sandbox: SandboxPanelState;
};

/** What every slice's actions are made from; nothing else reaches the outside. */
export type SliceContext = {
  readonly store: StoreApi<DeckState>;
  readonly engine: Engine;
  readonly now: () => number;
  /** A key that makes a call that is made twice count once. */
  readonly newKey: () => string;
  readonly page: Window;
};
