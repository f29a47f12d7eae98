/** The scenarios of the sandbox: written, checked, kept, run and deleted. */
import type { SandboxScenario } from '../../../shared/contract/sandbox.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { throttle } from '../../lib/throttle.ts';
import type { SandboxPart } from './sandbox-state.ts';

export function scenarioActions({ engine, undo, get, set, change }: SandboxPart) {
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

  async function keep(text: string, replace: boolean): Promise<Answer<unknown>> {
    const answer = await engine.ask((client) => client.sandbox.keepScenario({ text, replace }));
    if (answer.ok) await loadScenarios();
    return answer;
  }

  return {
    loadScenarios,
    runScenario: (text: string) => change((client) => client.sandbox.runScenario({ text })),
    nowAsScenario: (name: string, description: string) =>
      engine.ask((client) =>
        client.sandbox.nowAsScenario({ name, ...(description === '' ? {} : { description }) }),
      ),
    keep,
    saveScenario: (text: string) => engine.ask((client) => client.sandbox.saveScenario({ text })),
    /** Deletes a stored scenario. @param deleted what the offer to undo it shows */
    async forget({ name, text }: SandboxScenario, deleted: string): Promise<Answer<unknown>> {
      const answer = await engine.ask((client) => client.sandbox.forgetScenario({ name }));
      if (!answer.ok) return answer;
      await loadScenarios();
      undo.offer(
        () => deleted,
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
