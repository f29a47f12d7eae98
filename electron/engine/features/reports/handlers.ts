import type { ReportDetail } from '../../../../shared/contract/reports.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Events } from '../../events.ts';
import type { RefusedLog } from './refused.ts';
import { noSuchCallback, replayCallback } from './replay-handlers.ts';
import type { Tunnel } from './tunnel/types.ts';

type Needs = Parameters<typeof replayCallback>[0] & {
  readonly refused: RefusedLog;
  readonly events: Events;
};

/** Returns the handlers for stored callbacks, raw and live. */
export function callbackHandlers(os: ContractImplementer, needs: Needs) {
  return {
    list: os.reports.list.handler(async ({ input }) => {
      const page = {
        before: input.before ?? null,
        limit: input.limit ?? 100,
        verdict: input.verdict ?? null,
        messageId: input.messageId ?? null,
      };
      const search = input.search?.trim() ?? '';
      if (search !== '') return needs.store.read('searchCallbacks', { ...page, search });
      return { ...(await needs.store.read('listCallbacks', page)), searched: null };
    }),
    get: os.reports.get.handler(async ({ input }) => {
      const detail = await needs.store.read('callbackDetail', { id: input.id });
      return detail === null ? fail(noSuchCallback(input.id)) : ok(detail);
    }),
    story: os.reports.story.handler(async ({ input }) => {
      const story = await needs.store.read('callbackStory', { id: input.id });
      return story === null ? fail(noSuchCallback(input.id)) : ok(story);
    }),
    replay: os.reports.replay.handler(({ input }) => replayCallback(needs, input.id, input.to, null)),
    replayEdited: os.reports.replayEdited.handler(({ input }) =>
      replayCallback(needs, input.id, input.to, input.body),
    ),
    refused: os.reports.refused.handler(() => ({
      rows: [...needs.refused.list()],
      total: needs.refused.total(),
    })),
    live: os.reports.live.handler(({ signal }) => liveCallbacks(needs, signal)),
  };
}

async function* liveCallbacks(
  { store, events }: Needs,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReportDetail, void, void> {
  const ids: number[] = [];
  let wake = Promise.withResolvers<void>();
  const off = events.on('callback-kept', ({ id }) => {
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
      const detail = await store.read('callbackDetail', { id });
      if (detail !== null) yield detail;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    off();
  }
}

/** Returns the handlers for the public address, which is probed at once. */
export function tunnelHandlers(
  os: ContractImplementer,
  { tunnel, events }: { readonly tunnel: Tunnel; readonly events: Events },
) {
  return {
    probe: os.tunnel.probe.handler(async () => {
      const state = await tunnel.probeNow();
      // The time of the last proof is no change of the address.
      events.emit({ type: 'reception-changed' });
      return state;
    }),
  };
}
