/** The numbers that people write to. */
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { InboundAccess } from './inbound-state.ts';

type NumberInput = Parameters<EngineClient['inbound']['add']>[0];
type SecretInput = Parameters<EngineClient['inbound']['setSecret']>[0];

export function inboundNumberActions({ engine, get, set }: Pick<SliceContext, 'engine'> & InboundAccess) {
  async function loadNumbers() {
    const answer = await engine.read((client) => client.inbound.numbers());
    set(answer.ok ? { numbers: answer.value, numbersProblem: null } : { numbersProblem: answer.problem });
  }

  return {
    loadNumbers,
    async addNumber(input: NumberInput) {
      const answer = await engine.ask((client) => client.inbound.add(input));
      await loadNumbers();
      return answer;
    },
    async setNumberSecret(input: SecretInput) {
      const answer = await engine.ask((client) => client.inbound.setSecret(input));
      await loadNumbers();
      return answer;
    },
    /** Confirms that Messente sends the number's messages to today's address. */
    async confirmAddress(id: string) {
      const answer = await engine.ask((client) => client.inbound.confirmAddress({ id }));
      await loadNumbers();
      return answer;
    },
    /** Takes a number out of use; the list of messages is not narrowed to it any more. */
    async removeNumber(id: string) {
      const answer = await engine.ask((client) => client.inbound.remove({ id }));
      if (answer.ok && get().numberId === id) set({ numberId: null });
      await loadNumbers();
      return answer;
    },
  };
}
