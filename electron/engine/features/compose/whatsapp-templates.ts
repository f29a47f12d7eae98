import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { fail, ok, problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { Core } from '../../start.ts';
import { cannotCall, wabaIdOf } from '../accounts/handlers.ts';
import type { StoredAccount } from '../accounts/sql/list-accounts.ts';

export type TemplateList = {
  readonly templates: WhatsappTemplateView[];
  /** When Messente told them, UTC epoch ms. */
  readonly fetchedAt: number;
};

/** So long a list is shown without asking again: templates change by the day, if at all. */
const freshForMs = 60 * 60 * 1000;

/**
 * The WhatsApp templates of an account: as they are kept where they are not older than an hour, else fetched. Where
 * Messente can't be reached the last known ones are answered with their time, unless the person asked for fresh ones.
 * @returns problem `no-account`, `no-such-account`, `no-waba-id` (whose mend says where to set it), why the account
 *   can't be called now, or what Messente answered
 */
export async function whatsappTemplates(
  core: Core,
  input: { readonly accountId?: string | undefined; readonly fresh?: boolean | undefined },
): Promise<Result<TemplateList>> {
  const account = accountOf(core, input.accountId ?? null);
  if (!account.ok) return account;
  const { id, name } = account.value;
  const wabaId = wabaIdOf(account.value);
  if (wabaId === null) {
    return fail(
      problem(
        'no-waba-id',
        `For the account “${name}” it is not known which WhatsApp Business account its templates are in.`,
        'Set the WhatsApp Business account id in Settings, under Accounts, “Edit”.',
        'wabaId',
      ),
    );
  }
  const kept = await keptTemplates(core, id, wabaId);
  if (kept !== null && input.fresh !== true && core.now() - kept.fetchedAt < freshForMs) return ok(kept);
  const fetched = await fetchTemplates(core, account.value, wabaId);
  return fetched.ok || kept === null || input.fresh === true ? fetched : ok(kept);
}

function accountOf(core: Core, id: string | null): Result<StoredAccount> {
  const wanted = id ?? core.registry.currentId();
  const account = core.registry.active().find((one) => one.id === wanted || one.name === wanted);
  if (account) return ok(account);
  return fail(
    id === null
      ? problem('no-account', 'There is no account yet.', 'Add one, or try the sandbox.', 'account')
      : problem('no-such-account', `There is no account ${id}.`, 'See the list of accounts.', 'account'),
  );
}

async function keptTemplates(core: Core, accountId: string, wabaId: string): Promise<TemplateList | null> {
  const row = await core.store.read('readWhatsappTemplates', { accountId });
  if (row === null) return null;
  const kept = JSON.parse(row.templates) as { wabaId: string; templates: WhatsappTemplateView[] };
  // Of another WhatsApp Business account, which was set before: none of these could be sent.
  return kept.wabaId === wabaId ? { templates: kept.templates, fetchedAt: row.fetchedAt } : null;
}

async function fetchTemplates(
  core: Core,
  account: StoredAccount,
  wabaId: string,
): Promise<Result<TemplateList>> {
  if (account.kind === 'sandbox') {
    const started = await core.ensureSandbox();
    if (!started.ok) return started;
  }
  const client = core.registry.client(account.id);
  if (client === null) return fail(cannotCall(core, account));
  const told = await client.whatsappTemplates(wabaId);
  if (!told.ok) return told;
  const templates = told.value
    .map(
      (template): WhatsappTemplateView => ({
        ...template,
        components: template.components.map((component) => ({ ...component })),
      }),
    )
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.language, b.language));
  const fetchedAt = core.now();
  await core.store.write('saveWhatsappTemplates', {
    accountId: account.id,
    fetchedAt,
    templates: JSON.stringify({ wabaId, templates }),
  });
  return ok({ templates, fetchedAt });
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
