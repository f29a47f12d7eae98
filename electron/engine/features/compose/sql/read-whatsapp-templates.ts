import type { QueryContext } from '../../../db/query-context.ts';

/** An account's WhatsApp templates as they were last fetched; null where they never were. */
export function readWhatsappTemplates(
  context: QueryContext,
  input: { readonly accountId: string },
): { templates: string; fetchedAt: number } | null {
  return (
    context.get<{ templates: string; fetchedAt: number }>(
      'SELECT templates, fetched_at AS fetchedAt FROM whatsapp_template_list WHERE account_id = ?',
      input.accountId,
    ) ?? null
  );
}
