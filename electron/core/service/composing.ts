import { fail, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import { beforeSending } from './before-sending.ts';
import { draftService } from './drafts.ts';
import { mediaService } from './media.ts';
import type { ContractImplementer } from './router.ts';
import { templateService } from './templates.ts';

/** Drafts, templates, what to ask before sending, remote pictures. */
export function composingService(os: ContractImplementer, core: Core) {
  const missing = () => fail(problem('not-built', 'This is not built yet.', 'Use a later version.'));
  const calls = os.composing;
  return {
    drafts: draftService(os, core),
    templates: templateService(os, core),
    beforeSending: calls.beforeSending.handler(({ input }) => beforeSending(core, input)),
    whatsappTemplates: calls.whatsappTemplates.handler(missing),
    media: mediaService(os),
  };
}
