import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { beforeSending } from './before-sending.ts';
import { draftService } from './drafts.ts';
import { mediaService } from './media.ts';
import { templateService } from './templates.ts';
import { whatsappTemplates } from './whatsapp-templates.ts';

/** Drafts, templates, what to ask before sending, remote pictures. */
export function composingService(os: ContractImplementer, core: Core) {
  const calls = os.composing;
  return {
    drafts: draftService(os, core),
    templates: templateService(os, core),
    beforeSending: calls.beforeSending.handler(({ input }) => beforeSending(core, input)),
    whatsappTemplates: calls.whatsappTemplates.handler(({ input }) => whatsappTemplates(core, input)),
    media: mediaService(os),
  };
}
