import type { WriteContext } from '../../../db/write-context.ts';

/** Stores an account's WhatsApp templates as loaded. */
export function saveWhatsappTemplates(
  context: WriteContext,
  input: {
    readonly accountId: string;
    readonly fetchedAt: number;
    /** JSON, with the WhatsApp Business account that they belong to. */
    readonly templates: string;
  },
): void {
  context.run(
    `INSERT INTO whatsapp_template_list (account_id, fetched_at, templates) VALUES (?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET fetched_at = excluded.fetched_at, templates = excluded.templates`,
    input.accountId,
    input.fetchedAt,
    input.templates,
  );
}
