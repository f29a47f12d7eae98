/** The built-in sandbox: its state, received messages, scenarios, and the actions that change it. */

import type { SandboxAnswer, SandboxState } from '../../../shared/contract/sandbox.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { arrivedActions } from './arrived-actions.ts';
import type { SandboxContext, SandboxPanelState } from './sandbox-state.ts';
import { scenarioActions } from './scenario-actions.ts';
import { fairAgain, type WeatherChange } from './weather.ts';

export function sandboxActions(context: SandboxContext) {
  const { store, engine, undo } = context;
  const get = () => store.getState().sandbox;
  const set = (patch: Partial<SandboxPanelState>) =>
    store.setState((state) => ({ sandbox: { ...state.sandbox, ...patch } }));
  const isThere = () => store.getState().console.accounts?.some(({ kind }) => kind === 'sandbox') === true;

  let changes = 0;

  async function load(): Promise<void> {
    // Requesting its state would start it: an unused sandbox is not started.
    if (!isThere()) return set({ now: null, problem: null });
    const before = changes;
    const answer = await engine.ask((client) => client.sandbox.state());
    // A state that was requested before a change is outdated.
    if (before !== changes) return;
    if (!answer.ok) return set({ problem: answer.problem });
    const same = JSON.stringify(get().now) === JSON.stringify(answer.value);
    if (!same || get().problem !== null) set({ now: answer.value, problem: null });
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

  const setAnswers = (answers: readonly SandboxAnswer[]) =>
    change((client) => client.sandbox.setAnswers({ answers: [...answers] }));

  const part = { ...context, get, set, isThere, change };
  const arrived = arrivedActions(part);

  return {
    load,
    ...arrived,
    ...scenarioActions(part),
    /** Creates the sandbox and its account; the selected account stays. */
    begin: () => engine.ask((client) => client.accounts.sandbox()),
    setWeather: (patch: WeatherChange) => change((client) => client.sandbox.setWeather(patch)),
    async makeFair(): Promise<Answer<SandboxState> | null> {
      const { now } = get();
      return now === null ? null : change((client) => client.sandbox.setWeather(fairAgain(now.weather)));
    },
    setInbound: (inbound: { url: string; secret?: string } | null) =>
      change((client) => client.sandbox.setInbound({ inbound })),
    setAnswers,
    /** Removes one of the rules. @param removed the text of the offer to undo it */
    async removeAnswer(at: number, removed: string): Promise<Answer<unknown>> {
      const before = get().now?.answers ?? [];
      const answer = await setAnswers(before.filter((_, index) => index !== at));
      if (answer.ok)
        undo.offer(
          () => removed,
          () => setAnswers(before),
        );
      return answer;
    },
    async write(message: { from: string; to: string; text: string; channel: Channel }) {
      const answer = await engine.ask((client) => client.sandbox.write(message));
      if (answer.ok) await Promise.all([arrived.loadArrived(), load()]);
      return answer;
    },
    sayAgain: (seed: number) => change((client) => client.sandbox.sayAgain({ seed })),
    async reset() {
      const answer = await change((client) => client.sandbox.reset());
      if (answer.ok) await arrived.loadArrived();
      return answer;
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
