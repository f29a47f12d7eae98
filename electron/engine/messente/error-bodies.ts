/**
 * Messente's error bodies, four JSON shapes and a plain-text one, and whatever else comes instead, as ApiProblems.
 */
import { term } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { type ApiKind, documentedCodes, type Meaning, meaningOfStatus, notFound } from './error-codes.ts';
import { apiProblem } from './problems.ts';
import type { ApiProblem } from './types.ts';

/** One error as a body told it, before its code is looked up. */
export type TellingError = {
  readonly code: string | null;
  readonly title: string | null;
  readonly detail: string | null;
  readonly source: string | null;
};

/** Longest piece of Messente's own words that is kept, in UTF-16 units. */
const detailLimit = 500;
/** More errors than these in one body are counted, not kept. */
const errorLimit = 20;

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function words(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Control characters could write over a terminal or forge a log line.
  const clean = value.replace(/\p{Cc}+/gu, ' ').trim();
  if (clean === '') return null;
  return clean.length > detailLimit
    ? `${clean.slice(0, detailLimit).replace(/[\uD800-\uDBFF]$/, '')}…`
    : clean;
}

function codeOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^[\w.-]{1,40}$/.test(value.trim()) ? value.trim() : null;
}

/**
 * The errors of a JSON body in any of the four documented shapes; empty where it has none of them.
 * - omnimessages, WhatsApp templates: `{errors:[{code, title, detail, source}]}`
 * - phonebook: the same without `source`
 * - statistics: `{errors:[{code, title, details}]}`
 * - number lookup: `{errors:[{error:{code: integer, description}}]}`
 * @param json the parsed body
 */
export function readErrors(json: unknown): readonly TellingError[] {
  const errors = record(json)?.errors;
  if (!Array.isArray(errors)) return [];
  const found: TellingError[] = [];
  for (const entry of errors.slice(0, errorLimit)) {
    const outer = record(entry);
    const inner = record(outer?.error) ?? outer;
    if (inner === null) continue;
    const error: TellingError = {
      code: codeOf(inner.code),
      title: words(inner.title),
      detail: words(inner.detail) ?? words(inner.details) ?? words(inner.description),
      source: words(inner.source),
    };
    if (error.code !== null || error.title !== null || error.detail !== null) found.push(error);
  }
  return found;
}

/**
 * The code of a plain-text error: `ERROR 101`, or `FAILED 209` as the pages write it; null for any other text.
 * Those calls answer errors with HTTP 200.
 * @param text the body
 */
function readPlainError(text: string): string | null {
  return /^\s*(?:ERROR|FAILED):?\s+(\d{1,4})\b/i.exec(text.slice(0, 200))?.[1] ?? null;
}

/** What Messente said of the errors, as the end of a message; '' where it said nothing. */
function detailsOf(errors: readonly TellingError[]): string {
  const told = errors
    .map((error) => {
      const what = error.detail ?? error.title;
      if (what === null) return null;
      return error.source === null ? what : `${what} (${error.source})`;
    })
    .filter((what) => what !== null);
  const distinct = [...new Set(told)].slice(0, 3);
  return distinct.length === 0 ? '' : `: ${distinct.join('; ').replace(/\.$/, '')}`;
}

function meaningOfCode(kind: ApiKind, code: string | null): Meaning | null {
  if (code === null) return null;
  const table = documentedCodes[kind];
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

/**
 * The problem that some errors of a JSON body make; the first one decides the code, all of them are in the message.
 * @param kind the kind of call, which decides what a code means
 * @param httpStatus the answer's HTTP status
 * @param errors what readErrors() found; not empty
 */
export function problemOfErrors(
  kind: ApiKind,
  httpStatus: number,
  errors: readonly TellingError[],
): ApiProblem {
  const first = errors[0];
  // A 401 or 429 is about the caller whatever the body's code says; otherwise the documented code knows more.
  const byStatus = httpStatus === 401 || httpStatus === 429 ? meaningOfStatus(httpStatus) : null;
  const meaning =
    byStatus ??
    meaningOfCode(kind, first?.code ?? null) ??
    (httpStatus === 404 ? notFound : meaningOfStatus(httpStatus));
  const field = errors.find((error) => error.source !== null)?.source ?? null;
  return apiProblem(messenteProblem(meaning, { details: detailsOf(errors) }), {
    field,
    httpStatus,
    apiCode: first?.code ?? null,
    detail: first?.detail ?? first?.title ?? null,
  });
}

/** What kind of thing a body is that has none of Messente's shapes, as the end of a sentence. */
function bodyKind(text: string | null): string {
  if (text === null) return 'an answer that is no text';
  const start = text.slice(0, 1000).trimStart();
  if (start === '') return 'an empty answer';
  if (/^<(?:!doctype|html|head|body|\?xml|!--)/i.test(start)) return 'a web page';
  if (/^[[{]/.test(start)) return "JSON that isn't as documented";
  return "a text that isn't as documented";
}

/**
 * The problem that an answer is, where it isn't a success: documented error bodies by their code, all else by the
 * HTTP status and the kind of body. No word of an undocumented body is quoted: it may be anybody's.
 * @param kind the kind of call
 * @param httpStatus the answer's HTTP status
 * @param text the body as text; null where it was not UTF-8, too large or cut
 */
export function problemOfAnswer(kind: ApiKind, httpStatus: number, text: string | null): ApiProblem {
  if (text !== null) {
    const plainCode = readPlainError(text);
    if (plainCode !== null) {
      const meaning = meaningOfCode(kind, plainCode);
      const found =
        meaning === null
          ? messenteProblem('api-error', { plainCode })
          : messenteProblem(meaning, { details: '' });
      return apiProblem(found, { httpStatus, apiCode: plainCode });
    }
    const errors = readErrors(parseJson(text));
    if (errors.length > 0) return problemOfErrors(kind, httpStatus, errors);
  }
  const details = messenteProblem('answer-undocumented', { httpStatus, answer: term(bodyKind(text)) });
  return apiProblem(messenteProblem(meaningOfStatus(httpStatus), { details }), { httpStatus });
}

/**
 * Parses JSON without throwing.
 * @param text the body
 * @returns the value, or undefined where it is no JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
