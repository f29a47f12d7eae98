import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import type { Store } from '../../store.ts';
import { cannotCall, findAccount, type Registry, type StoredAccount, wabaIdOf } from '../accounts/index.ts';

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly sandbox: { ensure(): Promise<Result<unknown>> };
  readonly now: () => number;
};

export type TemplateList = {
  readonly templates: WhatsappTemplateView[];
  /** When they were loaded from Messente, UTC epoch ms. */
  readonly fetchedAt: number;
};

/** How long a list is used without reloading: templates rarely change within a day. */
const freshForMs = 60 * 60 * 1000;

/**
 * Returns the WhatsApp templates of an account: the stored ones if they are at most an hour old, otherwise
 * loaded. If Messente cannot be reached, returns the last known ones with their time, unless the user
 * requested fresh ones.
 * @returns problem `no-account`, `no-such-account`, `no-waba-id` (whose hint says where to set it), why the
 * account
 * cannot be called now, or Messente's problem
 */
export async function whatsappTemplates(
  needs: Needs,
  input: { readonly accountId?: string | undefined; readonly fresh?: boolean | undefined },
): Promise<Result<TemplateList>> {
  const account = findAccount(needs.registry, input.accountId ?? null);
  if (!account.ok) return account;
  const { id, name } = account.value;
  const wabaId = wabaIdOf(account.value);
  if (wabaId === null) {
    return fail(composeProblem('no-waba-id', { name }, 'wabaId'));
  }
  const kept = await keptTemplates(needs.store, id, wabaId);
  if (kept !== null && input.fresh !== true && needs.now() - kept.fetchedAt < freshForMs) return ok(kept);
  const fetched = await fetchTemplates(needs, account.value, wabaId);
  return fetched.ok || kept === null || input.fresh === true ? fetched : ok(kept);
}

async function keptTemplates(store: Store, accountId: string, wabaId: string): Promise<TemplateList | null> {
  const row = await store.read('readWhatsappTemplates', { accountId });
  if (row === null) return null;
  const kept = JSON.parse(row.templates) as { wabaId: string; templates: WhatsappTemplateView[] };
  // They belong to a WhatsApp Business account that was configured before, so none of them could be sent.
  return kept.wabaId === wabaId ? { templates: kept.templates, fetchedAt: row.fetchedAt } : null;
}

async function fetchTemplates(
  needs: Needs,
  account: StoredAccount,
  wabaId: string,
): Promise<Result<TemplateList>> {
  if (account.kind === 'sandbox') {
    const started = await needs.sandbox.ensure();
    if (!started.ok) return started;
  }
  const client = needs.registry.client(account.id);
  if (client === null) return fail(cannotCall(needs.registry, account));
  const response = await client.whatsappTemplates(wabaId);
  if (!response.ok) return response;
  const templates = response.value
    .map(
      (template): WhatsappTemplateView => ({
        ...template,
        components: template.components.map((component) => ({ ...component })),
      }),
    )
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.language, b.language));
  const fetchedAt = needs.now();
  await needs.store.write('saveWhatsappTemplates', {
    accountId: account.id,
    fetchedAt,
    templates: JSON.stringify({ wabaId, templates }),
  });
  return ok({ templates, fetchedAt });
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
