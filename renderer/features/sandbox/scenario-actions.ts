/** The scenarios of the sandbox: edit, check, save, run and delete. */
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
    /** Deletes a stored scenario. @param deleted the text of the offer to undo it */
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
    /** Starts or continues editing; null closes the editor. */
    edit(text: string | null) {
      set({ text, ...(text === null ? { check: null } : {}) });
      check();
    },
  };
}
