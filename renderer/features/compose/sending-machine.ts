/**
 * The states of sending a draft: idle → checking → asking → sending → uncertain. Each click acts only in the states
 * that allow it, so that a second click never sends a second time.
 */
import { createStore } from 'zustand/vanilla';
import { type Answers, type Asked, mustAsk } from './before-asking.ts';

export type SendingState<Request> =
  | { readonly kind: 'idle' }
  /** The engine is finding out what to ask the user before sending. */
  | { readonly kind: 'checking' }
  /** The dialog is open. */
  | { readonly kind: 'asking'; readonly asked: Asked }
  | { readonly kind: 'sending'; readonly request: Request }
  /** The last request failed, possibly after the engine had stored it. The same request can be repeated safely. */
  | { readonly kind: 'uncertain'; readonly request: Request };

/** `expired`: the engine has stored nothing, and the same request could never succeed. */
export type Outcome = 'sent' | 'expired' | 'failed';

/** What one click on *Send* does with the draft as it was then. */
export type Attempt<Request> = {
  /** Finds out from the engine what to ask the user. */
  readonly check: () => Promise<Asked>;
  /** Returns false if the message on the screen is no longer the one that was checked. */
  readonly isCurrent: () => boolean;
  /** Returns the request for the questions and the answers. */
  readonly requestOf: (asked: Asked, answers: Answers) => Request;
  readonly deliver: (request: Request) => Promise<Outcome>;
};

/** The answers if nothing has to be asked. */
const sendToAll: Answers = { quiet: 'send', same: 'send' };

export function createSendingMachine<Request>() {
  const store = createStore<SendingState<Request>>(() => ({ kind: 'idle' }));
  const enter = (state: SendingState<Request>) => store.setState(state, true);

  async function deliver(attempt: Pick<Attempt<Request>, 'deliver'>, request: Request): Promise<void> {
    enter({ kind: 'sending', request });
    const outcome = await attempt.deliver(request);
    enter(outcome === 'failed' ? { kind: 'uncertain', request } : { kind: 'idle' });
  }

  return {
    store,
    /** Whether a click on *Send* starts an attempt. */
    canBegin(): boolean {
      const { kind } = store.getState();
      return kind === 'idle' || kind === 'uncertain';
    },
    /**
     * A click on *Send*: checks, then asks or sends. After a failure the same request is sent again, unless the draft
     * was edited.
     */
    async begin(attempt: Attempt<Request>, isEdited: boolean): Promise<void> {
      const state = store.getState();
      if (state.kind !== 'idle' && state.kind !== 'uncertain') return;
      if (state.kind === 'uncertain' && !isEdited) return deliver(attempt, state.request);
      enter({ kind: 'checking' });
      const asked = await attempt.check();
      if (!attempt.isCurrent()) return enter({ kind: 'idle' });
      if (mustAsk(asked)) return enter({ kind: 'asking', asked });
      await deliver(attempt, attempt.requestOf(asked, sendToAll));
    },
    /** A click on *Send* in the dialog. */
    async answer(attempt: Pick<Attempt<Request>, 'requestOf' | 'deliver'>, answers: Answers): Promise<void> {
      const state = store.getState();
      if (state.kind !== 'asking') return;
      await deliver(attempt, attempt.requestOf(state.asked, answers));
    },
    /** The dialog is closed without sending. */
    cancel(): void {
      if (store.getState().kind === 'asking') enter({ kind: 'idle' });
    },
  };
}
