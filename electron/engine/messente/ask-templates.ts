/** Reads all pages of an account's WhatsApp templates. */
import { ok } from '../../../shared/messaging/problem.ts';
import type { ApiCalls } from './api-calls.ts';
import { apiFail } from './problems.ts';
import type { ApiResult, WhatsappTemplate } from './types.ts';
import {
  maximumTemplatePages,
  noSuchWaba,
  readTemplatePage,
  templatesPath,
  templatesPerPage,
} from './whatsapp-templates.ts';

export async function askTemplates(
  calls: ApiCalls,
  wabaId: string,
  signal: AbortSignal | undefined,
): Promise<ApiResult<readonly WhatsappTemplate[]>> {
  const { endpoint, credentials, ask, contextOf, textOf } = calls;
  const path = templatesPath(wabaId);
  if (path === null) return apiFail(noSuchWaba);
  const secret = credentials();
  const found = new Map<string, WhatsappTemplate>();
  const asked = new Set<string>();
  let after: string | null = null;
  do {
    const cursor: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    asked.add(after ?? '');
    const url = `${endpoint.baseUrl}${path}?limit=${templatesPerPage}${cursor}`;
    const exchange = await ask({ method: 'GET', url, body: null, basic: true, signal }, secret);
    const answer = textOf(exchange, endpoint.baseUrl, secret);
    if (!answer.ok) return answer;
    const { status: httpStatus, text, clean } = answer.value;
    const kept = httpStatus === 200 && text !== null ? contextOf(secret).cleanSuccess(text) : clean;
    const page = readTemplatePage(httpStatus, kept);
    if (!page.ok) return page;
    for (const template of page.value.templates) found.set(template.id, template);
    after = page.value.after;
  } while (after !== null && !asked.has(after) && asked.size < maximumTemplatePages);
  return ok([...found.values()]);
}
