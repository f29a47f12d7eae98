/** The message on the screen, and the actions for it. */
import type { ResendMore } from '../../../shared/contract/compose.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { MessagesState } from './messages-state.ts';

export function detailActions({ store, engine }: SliceContext) {
  let turn = 0;
  const get = () => store.getState().messages;
  const set = (detail: MessagesState['detail']) =>
    store.setState((state) => ({ messages: { ...state.messages, detail } }));

  async function load(id: string) {
    turn += 1;
    const mine = turn;
    const answer = await engine.ask((client) => client.messages.get({ id }));
    if (mine !== turn || get().detail?.id !== id) return;
    const value = answer.ok ? answer.value : (get().detail?.value ?? null);
    set({ id, value, problem: answer.ok ? null : answer.problem });
  }

  const again = throttle(120, async () => {
    const id = get().detail?.id;
    if (id !== undefined) await load(id);
  });

  return {
    again,
    /** Reloads a message if it is on the screen. */
    loadAgain(id: string) {
      if (get().detail?.id === id) again();
    },
    look(id: string | null) {
      if (id === (get().detail?.id ?? null)) return;
      set(id === null ? null : { id, value: null, problem: null });
      if (id !== null) void load(id);
    },
    async cancel(id: string) {
      const answer = await engine.ask((client) => client.messages.cancel({ id }));
      await load(id);
      return answer;
    },
    async sendAnyway(id: string) {
      const answer = await engine.ask((client) => client.messages.sendAnyway({ id }));
      await load(id);
      return answer;
    },
    async askNow(id: string) {
      const answer = await engine.ask((client) => client.messages.ask({ id }));
      await load(id);
      return answer;
    },
    /** Loads the answers to GET status, as received. */
    polls: (id: string) => engine.ask((client) => client.messages.polls({ id })),
    resendRisk: (id: string) => engine.ask((client) => client.messages.resendRisk({ id })),
    /**
     * Resends a message. @param requestKey the same for each attempt of one decision, so that a lost answer
     * does not cause a second message
     */
    resend(id: string, evenIfTwice: boolean, requestKey: string, more: ResendMore) {
      return engine.ask((client) => client.messages.resend({ id, evenIfTwice, requestKey, more }));
    },
  };
}
