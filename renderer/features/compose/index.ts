export { type Answers, quietAtFirst } from './before-asking.ts';
export { DoNotSendPart, QuietPart, SamePart } from './before-parts.tsx';
export { costText } from './cost-field.tsx';
export { isBlank } from './draft.ts';
export { exampleDraft } from './example-draft.ts';
export { priceKey } from './sending-slice.ts';
