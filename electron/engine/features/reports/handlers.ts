import type { CallbackDetail } from '../../../../shared/contract/reports.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { noSuchCallback, replayCallback } from './replay-handlers.ts';

/** Callbacks as they were kept, raw, and as they come. */
export function callbackService(os: ContractImplementer, core: Core) {
  return {
    list: os.callbacks.list.handler(async ({ input }) => {
      const page = {
        before: input.before ?? null,
        limit: input.limit ?? 100,
        verdict: input.verdict ?? null,
        messageId: input.messageId ?? null,
      };
      const search = input.search?.trim() ?? '';
      if (search !== '') return core.store.read('searchCallbacks', { ...page, search });
      return { ...(await core.store.read('listCallbacks', page)), searched: null };
    }),
    get: os.callbacks.get.handler(async ({ input }) => {
      const detail = await core.store.read('callbackDetail', { id: input.id });
      return detail === null ? fail(noSuchCallback(input.id)) : ok(detail);
    }),
    story: os.callbacks.story.handler(async ({ input }) => {
      const story = await core.store.read('callbackStory', { id: input.id });
      return story === null ? fail(noSuchCallback(input.id)) : ok(story);
    }),
    replay: os.callbacks.replay.handler(({ input }) => replayCallback(core, input.id, input.to, null)),
    replayEdited: os.callbacks.replayEdited.handler(({ input }) =>
      replayCallback(core, input.id, input.to, input.body),
    ),
    refused: os.callbacks.refused.handler(() => ({
      rows: [...core.refused.list()],
      total: core.refused.total(),
    })),
    live: os.callbacks.live.handler(({ signal }) => liveCallbacks(core, signal)),
  };
}

async function* liveCallbacks(
  core: Core,
  signal: AbortSignal | undefined,
): AsyncGenerator<CallbackDetail, void, void> {
  const ids: number[] = [];
  let wake = Promise.withResolvers<void>();
  const off = core.onCallback((id) => {
    ids.push(id);
    wake.resolve();
  });
  const stop = (): void => wake.resolve();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    while (signal?.aborted !== true) {
      const id = ids.shift();
      if (id === undefined) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
        continue;
      }
      const detail = await core.store.read('callbackDetail', { id });
      if (detail !== null) yield detail;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    off();
  }
}
