import { ok } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { parseJson, problemOfAnswer } from './error-bodies.ts';
import { apiFail, apiProblem } from './problems.ts';
import { fieldsOf, textOf } from './send-outcome.ts';
import type { ApiProblem, ApiResult, WhatsappTemplate } from './types.ts';

/** Templates asked for at once; Messente allows 1 to 500. Of a hundred the answer stays well below what is read. */
export const templatesPerPage = 100;
/** Meta allows an account 6,000 templates; beyond this many pages something goes round in circles. */
export const maximumTemplatePages = 100;

export type TemplatePage = {
  readonly templates: readonly WhatsappTemplate[];
  /** The cursor of the next page; null where this was the last. */
  readonly after: string | null;
};

/** The path of an account's templates; null where that is no id. */
export function templatesPath(wabaId: string): string | null {
  return /^[\w-]{1,64}$/u.test(wabaId) ? `/whatsapp/wabas/${wabaId}/templates` : null;
}

export const noSuchWaba: ApiProblem = apiProblem(messenteProblem('waba-id-invalid'), { field: 'wabaId' });

/**
 * Reads one page of the answer to GET …/templates. A template that lacks its name, language or components is left
 * out: it could not be sent.
 *
 * Whether an answer without `paging.next` can have more is not documented (Meta's own can't): a full page with a
 * cursor is followed by one more question, so that either is right. The address in `next` is never called: it may
 * name any host.
 * @param httpStatus the answer's HTTP status
 * @param text the body; null where it was not readable
 */
export function readTemplatePage(httpStatus: number, text: string | null): ApiResult<TemplatePage> {
  const body = text === null ? null : fieldsOf(parseJson(text));
  if (httpStatus !== 200 || body === null || !Array.isArray(body.templates)) {
    const problem = problemOfAnswer('omnimessage', httpStatus, text);
    // 404 isn't documented, but what else could be missing?
    const about = [400, 403, 404].includes(httpStatus) ? { field: problem.field ?? 'wabaId' } : {};
    return apiFail({ ...problem, ...about });
  }
  const paging = fieldsOf(body.paging);
  const after = textOf(fieldsOf(paging?.cursors)?.after);
  const mayHaveMore = textOrLink(paging?.next) || body.templates.length >= templatesPerPage;
  return ok({
    templates: body.templates.flatMap(readTemplate),
    after: mayHaveMore && body.templates.length > 0 ? after : null,
  });
}

function textOrLink(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function readTemplate(value: unknown): WhatsappTemplate[] {
  const template = fieldsOf(value);
  const name = longText(template?.name);
  const language = languageOf(template?.language);
  if (template === null || name === null || language === null || !Array.isArray(template.components))
    return [];
  return [
    {
      id:
        typeof template.id === 'number'
          ? String(template.id)
          : (textOf(template.id) ?? `${name}/${language}`),
      name,
      language,
      category: (textOf(template.category) ?? '').toLowerCase(),
      status: (textOf(template.status) ?? '').toLowerCase(),
      components: template.components.map(fieldsOf).filter((component) => component !== null),
    },
  ];
}

/** Names have up to 512 characters. */
function longText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 512 ? value : null;
}

/** A code; in a send it is `{code}`, so that may come back too. */
function languageOf(value: unknown): string | null {
  return textOf(value) ?? textOf(fieldsOf(value)?.code);
}
