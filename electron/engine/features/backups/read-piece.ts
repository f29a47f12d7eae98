import type { ExportFormat, TableOptions } from '../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import type { ReadingStore } from '../../store.ts';
import { exportText } from './export-text.ts';

/** The messages of one call, about half a megabyte of text: each call crosses a socket. */
const messagesACall = 200;

/** Returns the next piece of an export as text. @param input.after the `next` of the previous piece */
export async function readPiece(
  store: ReadingStore,
  input: {
    readonly filter: MessageFilter;
    readonly format: Exclude<ExportFormat, 'xlsx'>;
    readonly table: TableOptions;
    readonly after: string | null;
  },
): Promise<{ text: string; messages: number; next: string | null }> {
  const { parts, ...piece } = await store.read('exportPiece', { ...input, ids: null, limit: messagesACall });
  return { text: exportText(parts, input.table), ...piece };
}
