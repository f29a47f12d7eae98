/** Sends the draft on the screen. */
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { placeholderKey, placeholdersOf, type Values } from '../../../shared/messaging/placeholders.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import type { ComposeAccess, ComposeContext, SendInput, SendMore } from './compose-state.ts';
import type { DraftKeeping } from './draft-keeping.ts';

/** Sends only values that the chain uses, because a table may have many more columns. */
function usedValues(
  chain: DraftChain,
  values: Readonly<Record<string, Values>> | undefined,
): Pick<SendInput, 'values'> {
  const used = new Set(placeholdersOf(chain).map((one) => one.key));
  if (values === undefined || used.size === 0) return {};
  const kept = Object.entries(values).map(([to, all]) => {
    const own = Object.entries(all).filter(([name]) => used.has(placeholderKey(name)));
    return [to, Object.fromEntries(own)] as const;
  });
  return { values: Object.fromEntries(kept) };
}

type Context = ComposeContext &
  ComposeAccess & { readonly keeping: Pick<DraftKeeping, 'flush'>; readonly showBlank: () => void };

/** Returns the action that sends a message. A repeated send of an unchanged draft has the same request key. */
export function sendAction({ store, engine, newKey, get, set, keeping, showBlank }: Context) {
  async function send(to: readonly E164[], chain: DraftChain, more: SendMore = {}) {
    const requestKey = get().requestKey ?? newKey();
    const accountId = store.getState().console.overview?.currentAccountId ?? null;
    const { draft, draftId } = get();
    const { values, ...others } = more;
    set({ sending: true, problem: null, requestKey });
    // Otherwise a pending save could bring the draft back after it is sent.
    await keeping.flush();
    const answer = await engine.ask((client) =>
      client.messages.send({
        to: [...to],
        chain: { ...chain, steps: [...chain.steps] },
        requestKey,
        draftId: get().draftId,
        ...others,
        ...usedValues(chain, values),
        ...(draft.tags.length === 0 ? {} : { tags: [...draft.tags] }),
        ...(accountId === null ? {} : { accountId }),
      }),
    );
    set({ sending: false });
    if (!answer.ok) set({ problem: answer.problem });
    else if (get().draftId === draftId || get().draft === draft) showBlank();
    return answer;
  }

  return send;
}
