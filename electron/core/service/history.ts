import { fail, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import type { ContractImplementer } from './router.ts';

/** Tags, notes, saved views, and what is done to several messages at once. */
export function historyService(os: ContractImplementer, _core: Core) {
  const missing = () => fail(problem('not-built', 'This is not built yet.', 'Use a later version.'));
  const calls = os.history;
  return {
    facets: calls.facets.handler(() => ({ countries: [], senders: [], tags: [] })),
    count: calls.count.handler(() => ({ messages: 0, more: false })),
    tag: calls.tag.handler(missing),
    note: calls.note.handler(missing),
    cancelMany: calls.cancelMany.handler(() => []),
    resendMany: calls.resendMany.handler(() => []),
    views: {
      list: calls.views.list.handler(() => []),
      save: calls.views.save.handler(missing),
      remove: calls.views.remove.handler(missing),
    },
  };
}
