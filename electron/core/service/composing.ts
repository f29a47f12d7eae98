import { fail, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import { beforeSending } from './before-sending.ts';
import type { ContractImplementer } from './router.ts';

/** Drafts, templates, what to ask before sending, remote pictures. */
export function composingService(os: ContractImplementer, core: Core) {
  const missing = () => fail(problem('not-built', 'This is not built yet.', 'Use a later version.'));
  const calls = os.composing;
  return {
    drafts: {
      list: calls.drafts.list.handler(() => []),
      get: calls.drafts.get.handler(missing),
      save: calls.drafts.save.handler(missing),
      remove: calls.drafts.remove.handler(missing),
    },
    templates: {
      list: calls.templates.list.handler(() => []),
      save: calls.templates.save.handler(missing),
      remove: calls.templates.remove.handler(missing),
    },
    beforeSending: calls.beforeSending.handler(({ input }) => beforeSending(core, input)),
    whatsappTemplates: calls.whatsappTemplates.handler(missing),
    media: calls.media.handler(missing),
  };
}
