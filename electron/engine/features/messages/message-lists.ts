/** Lists and counts, assembled from limited reads, so that other reads run in between. */
import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import type { ReadingStore } from '../../store.ts';

type Page = Awaited<ReturnType<typeof nextPage>>;

function nextPage(
  store: ReadingStore,
  input: { readonly filter: MessageFilter; readonly after: string | null; readonly limit: number },
) {
  return store.read('listMessages', input);
}

/**
 * Returns a full page, or the last one. If the caller has gone away (`signal`), the search stops: while the
 * user types, each list is outdated before it is complete.
 */
export async function listPage(
  store: ReadingStore,
  input: { readonly filter: MessageFilter; readonly after: string | null; readonly limit: number },
  signal: AbortSignal | undefined,
): Promise<Page> {
  let page = await nextPage(store, input);
  while (page.rows.length < input.limit && page.next !== null && signal?.aborted !== true) {
    const more = await nextPage(store, {
      filter: input.filter,
      after: page.next,
      limit: input.limit - page.rows.length,
    });
    page = { rows: [...page.rows, ...more.rows], next: more.next };
  }
  return page;
}

/** Returns how many messages match a filter, counted up to `upTo`. */
export async function countMatching(
  store: ReadingStore,
  input: { readonly filter: MessageFilter; readonly upTo: number },
  signal: AbortSignal | undefined,
): Promise<{ messages: number; more: boolean }> {
  let messages = 0;
  let after: string | null = null;
  do {
    const part: { messages: number; next: string | null } = await store.read('countFound', {
      filter: input.filter,
      after,
      upTo: input.upTo + 1 - messages,
    });
    messages += part.messages;
    after = part.next;
  } while (after !== null && messages <= input.upTo && signal?.aborted !== true);
  return { messages: Math.min(messages, input.upTo), more: messages > input.upTo };
}
