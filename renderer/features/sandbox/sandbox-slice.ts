/** The built-in sandbox: how it stands, what arrived there, its scenarios; and what changes it. */

import type { ProblemView } from '../../../shared/contract/common.ts';
import type {
  SandboxAnswer,
  SandboxArrival,
  SandboxScenario,
  SandboxState,
} from '../../../shared/contract/sandbox.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { UndoActions } from '../../lib/undo-slice.ts';
import { fairAgain, type WeatherChange } from './weather.ts';

type ScenarioCheck = Awaited<ReturnType<EngineClient['sandbox']['checkScenario']>>;

type SandboxPanelState = {
  /** null until told, and while there is no sandbox. */
  readonly now: SandboxState | null;
  readonly problem: ProblemView | null;
  readonly search: string;
  readonly limit: number;
  readonly arrived: { readonly list: readonly SandboxArrival[]; readonly all: number } | null;
  readonly scenarios: readonly SandboxScenario[] | null;
  /** A scenario that is being written; null: none. Kept while the window lives. */
  readonly text: string | null;
  readonly check: ScenarioCheck | null;
};

const firstLimit = 100;
const mostArrivals = 500;

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

type Context = SliceContext & { readonly undo: Pick<UndoActions, 'offer'> };

export function sandboxActions({ store, engine, undo }: Context) {
  const get = () => store.getState().sandbox;
  const set = (patch: Partial<SandboxPanelState>) =>
    store.setState((state) => ({ sandbox: { ...state.sandbox, ...patch } }));
  const isThere = () => store.getState().console.accounts?.some(({ kind }) => kind === 'sandbox') === true;

  let changes = 0;

  async function load(): Promise<void> {
    // Asking would start it: one that isn't used stays as it is.
    if (!isThere()) return set({ now: null, problem: null });
    const before = changes;
    const answer = await engine.ask((client) => client.sandbox.state());
    // What was asked before a change was made tells nothing of it.
    if (before !== changes) return;
    if (!answer.ok) return set({ problem: answer.problem });
    const same = JSON.stringify(get().now) === JSON.stringify(answer.value);
    if (!same || get().problem !== null) set({ now: answer.value, problem: null });
  }

  async function loadArrived(): Promise<void> {
    if (!isThere()) return;
    const { search, limit } = get();
    const answer = await engine.ask((client) => client.sandbox.arrived({ search, limit }));
    const latest = get();
    if (!answer.ok || latest.search !== search || latest.limit !== limit) return;
    if (JSON.stringify(latest.arrived) !== JSON.stringify(answer.value)) set({ arrived: answer.value });
  }

  async function change(
    call: (client: EngineClient) => Promise<Answer<SandboxState>>,
  ): Promise<Answer<SandboxState>> {
    changes += 1;
    const answer = await engine.ask(call);
    changes += 1;
    if (answer.ok) set({ now: answer.value, problem: null });
    return answer;
  }

  async function loadScenarios(): Promise<void> {
    const answer = await engine.read((client) => client.sandbox.scenarios());
    if (answer.ok) set({ scenarios: answer.value });
  }

  let checking = 0;
  const check = throttle(250, async () => {
    const { text } = get();
    if (text === null) return;
    checking += 1;
    const turn = checking;
    const answer = await engine.read((client) => client.sandbox.checkScenario({ text }));
    if (turn === checking && answer.ok && text === get().text) set({ check: answer.value });
  });

  const setAnswers = (answers: readonly SandboxAnswer[]) =>
    change((client) => client.sandbox.setAnswers({ answers: [...answers] }));

  async function keep(text: string, replace: boolean): Promise<Answer<unknown>> {
    const answer = await engine.ask((client) => client.sandbox.keepScenario({ text, replace }));
    if (answer.ok) await loadScenarios();
    return answer;
  }

  return {
    load,
    loadArrived,
    loadScenarios,
    /** Makes the sandbox and its account; what one sends with stays as it is. */
    begin: () => engine.ask((client) => client.accounts.sandbox()),
    setWeather: (patch: WeatherChange) => change((client) => client.sandbox.setWeather(patch)),
    async makeFair(): Promise<Answer<SandboxState> | null> {
      const { now } = get();
      return now === null ? null : change((client) => client.sandbox.setWeather(fairAgain(now.weather)));
    },
    setInbound: (inbound: { url: string; secret?: string } | null) =>
      change((client) => client.sandbox.setInbound({ inbound })),
    setAnswers,
    /** Takes one of the rules away, with a way back. */
    async removeAnswer(at: number): Promise<Answer<unknown>> {
      const before = get().now?.answers ?? [];
      const answer = await setAnswers(before.filter((_, index) => index !== at));
      if (answer.ok)
        undo.offer(
          (words) => words.sandbox.people.removed,
          () => setAnswers(before),
        );
      return answer;
    },
    async write(message: { from: string; to: string; text: string; channel: Channel }) {
      const answer = await engine.ask((client) => client.sandbox.write(message));
      if (answer.ok) await Promise.all([loadArrived(), load()]);
      return answer;
    },
    sayAgain: (seed: number) => change((client) => client.sandbox.sayAgain({ seed })),
    async reset() {
      const answer = await change((client) => client.sandbox.reset());
      if (answer.ok) await loadArrived();
      return answer;
    },
    search(search: string) {
      if (search === get().search) return;
      set({ search, limit: firstLimit });
      void loadArrived();
    },
    showMore() {
      set({ limit: mostArrivals });
      void loadArrived();
    },
    /** The console's own id of what arrived; a problem where another program sent it. */
    async findMessage(omnimessageId: string): Promise<Answer<string>> {
      const answer = await engine.ask((client) => client.messages.get({ id: omnimessageId }));
      return answer.ok ? { ok: true, value: answer.value.id } : answer;
    },
    runScenario: (text: string) => change((client) => client.sandbox.runScenario({ text })),
    nowAsScenario: (name: string, description: string) =>
      engine.ask((client) =>
        client.sandbox.nowAsScenario({ name, ...(description === '' ? {} : { description }) }),
      ),
    keep,
    saveScenario: (text: string) => engine.ask((client) => client.sandbox.saveScenario({ text })),
    /** Forgets a kept one, with a way back. */
    async forget({ name, text }: SandboxScenario): Promise<Answer<unknown>> {
      const answer = await engine.ask((client) => client.sandbox.forgetScenario({ name }));
      if (!answer.ok) return answer;
      await loadScenarios();
      undo.offer(
        (words) => words.sandbox.scenarios.forgotten(name),
        () => keep(text, false),
      );
      return answer;
    },
    /** Begins to write, or goes on; null: puts it away. */
    edit(text: string | null) {
      set({ text, ...(text === null ? { check: null } : {}) });
      check();
    },
  };
}

type SandboxActions = ReturnType<typeof sandboxActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly sandbox: SandboxPanelState;
  }
  interface DeckActions {
    readonly sandbox: SandboxActions;
  }
}
