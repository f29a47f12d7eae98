/** The exports of the compose feature for other features. */
export { createQuietLook, type QuietNeeds } from './quiet-look.ts';
export { prepareMessages, tidyTags } from './sending.ts';
export { planDraftId } from './sql/read-drafts.ts';
export type { SameText } from './sql/same-text.ts';
