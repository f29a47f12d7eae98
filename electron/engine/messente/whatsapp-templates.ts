import { ok } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { parseJson, problemOfAnswer } from './error-bodies.ts';
import { apiFail, apiProblem } from './problems.ts';
import { fieldsOf, textOf } from './send-outcome.ts';
import type { ApiProblem, ApiResult, WhatsappTemplate } from './types.ts';

/**
 * The number of templates per page; Messente allows 1 to 500. An answer with 100 templates stays well below
 * the size limit.
 */
export const templatesPerPage = 100;
/** Meta allows an account 6,000 templates. More pages than this mean that the paging repeats itself. */
export const maximumTemplatePages = 100;

export type TemplatePage = {
  readonly templates: readonly WhatsappTemplate[];
  /** The cursor of the next page; null on the last page. */
  readonly after: string | null;
};

/** Returns the path of an account's templates, or null if the id is not valid. */
export function templatesPath(wabaId: string): string | null {
  return /^[\w-]{1,64}$/u.test(wabaId) ? `/whatsapp/wabas/${wabaId}/templates` : null;
}

export const noSuchWaba: ApiProblem = apiProblem(messenteProblem('waba-id-invalid'), { field: 'wabaId' });

/**
 * Parses one page of the answer to GET …/templates. A template without a name, a language or components is
 * left out, because it could not be sent.
 *
 * Messente does not document whether more pages can follow an answer without `paging.next` (Meta's answers
 * have none then). Therefore a full page with a cursor is followed by one more request, which is correct in
 * both cases. The address in `next` is never requested, because it could name any host.
 * @param httpStatus the answer's HTTP status
 * @param text the body; null if it was not readable
 */
export function readTemplatePage(httpStatus: number, text: string | null): ApiResult<TemplatePage> {
  const body = text === null ? null : fieldsOf(parseJson(text));
  if (httpStatus !== 200 || body === null || !Array.isArray(body.templates)) {
    const problem = problemOfAnswer('omnimessage', httpStatus, text);
    // 404 is not documented, but the account is the only thing in the path that can be missing.
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

/** Returns the text if it is a valid name of up to 512 characters. */
function longText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 512 ? value : null;
}

/** Returns the language code. A send uses `{code}`, so both formats are accepted here. */
function languageOf(value: unknown): string | null {
  return textOf(value) ?? textOf(fieldsOf(value)?.code);
}
