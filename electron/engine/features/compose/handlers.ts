import type { ContractImplementer } from '../../contract-os.ts';
import { beforeSending } from './before-sending.ts';
import { draftHandlers } from './drafts.ts';
import { mediaHandlers } from './media.ts';
import { templateHandlers } from './templates.ts';
import { whatsappTemplates } from './whatsapp-templates.ts';

/** Returns the handlers for drafts, templates, warnings before sending, and remote pictures. */
export function composingHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof draftHandlers>[1] &
    Parameters<typeof templateHandlers>[1] &
    Parameters<typeof beforeSending>[0] &
    Parameters<typeof whatsappTemplates>[0],
) {
  const calls = os.compose;
  return {
    drafts: draftHandlers(os, needs),
    templates: templateHandlers(os, needs),
    beforeSending: calls.beforeSending.handler(({ input }) => beforeSending(needs, input)),
    whatsappTemplates: calls.whatsappTemplates.handler(({ input }) => whatsappTemplates(needs, input)),
    media: mediaHandlers(os),
  };
}
