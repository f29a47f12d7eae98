/** The messages that the sandbox received. */
import type { Answer } from '../../lib/engine-client.ts';
import { firstLimit, type SandboxPart } from './sandbox-state.ts';

const mostArrivals = 500;

export function arrivedActions({ engine, get, set, isThere }: Omit<SandboxPart, 'change'>) {
  async function loadArrived(): Promise<void> {
    if (!isThere()) return;
    const { search, limit } = get();
    const answer = await engine.ask((client) => client.sandbox.arrived({ search, limit }));
    const latest = get();
    if (!answer.ok || latest.search !== search || latest.limit !== limit) return;
    if (JSON.stringify(latest.arrived) !== JSON.stringify(answer.value)) set({ arrived: answer.value });
  }

  return {
    loadArrived,
    search(search: string) {
      if (search === get().search) return;
      set({ search, limit: firstLimit });
      void loadArrived();
    },
    showMore() {
      set({ limit: mostArrivals });
      void loadArrived();
    },
    /** Returns the console's local id of a received message; a problem if another program sent it. */
    async findMessage(omnimessageId: string): Promise<Answer<string>> {
      const answer = await engine.ask((client) => client.messages.get({ id: omnimessageId }));
      return answer.ok ? { ok: true, value: answer.value.id } : answer;
    },
  };
}
