import type { ProblemView } from '../../../shared/contract/common.ts';
import type { SandboxArrival, SandboxScenario, SandboxState } from '../../../shared/contract/sandbox.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';

type ScenarioCheck = Awaited<ReturnType<EngineClient['sandbox']['checkScenario']>>;

export type SandboxPanelState = {
  /** null until loaded, and while there is no sandbox. */
  readonly now: SandboxState | null;
  readonly problem: ProblemView | null;
  readonly search: string;
  readonly limit: number;
  readonly arrived: { readonly list: readonly SandboxArrival[]; readonly all: number } | null;
  readonly scenarios: readonly SandboxScenario[] | null;
  /** The scenario that is being edited; null if none. Kept while the window is open. */
  readonly text: string | null;
  readonly check: ScenarioCheck | null;
};

/** How many arrived messages are listed at first. */
export const firstLimit = 100;

export const initialSandbox: SandboxPanelState = {
  now: null,
  problem: null,
  search: '',
  limit: firstLimit,
  arrived: null,
  scenarios: null,
  text: null,
  check: null,
};

export type SandboxContext = SliceContext & { readonly undo: Pick<UndoActions, 'offer'> };

/** What the actions of a part of the screen take. */
export type SandboxPart = SandboxContext & {
  readonly get: () => SandboxPanelState;
  readonly set: (patch: Partial<SandboxPanelState>) => void;
  /** Whether there is a sandbox. Asking the engine about a sandbox would start one. */
  readonly isThere: () => boolean;
  /** Makes a call that changes the sandbox, and shows the sandbox afterwards. */
  readonly change: (
    call: (client: EngineClient) => Promise<Answer<SandboxState>>,
  ) => Promise<Answer<SandboxState>>;
};
