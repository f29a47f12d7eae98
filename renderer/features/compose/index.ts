export { type Answers, quietAtFirst } from './before-asking.ts';
export { DoNotSendPart, QuietPart, SamePart } from './before-parts.tsx';
export { costText } from './cost-field.tsx';
export { isBlank } from './draft.ts';
export { exampleDraft } from './example-draft.ts';
export { priceKey } from './sending-slice.ts';
export type { TableFootProps } from './table-dialog.tsx';
export { TableDialog } from './table-dialog-later.ts';
export { type TableSource, tableFiles, useTableSource } from './use-table-source.ts';
