import type { QueryContext } from '../../../db/query-context.ts';

/** Returns an account's WhatsApp templates as last loaded; null if never loaded. */
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
