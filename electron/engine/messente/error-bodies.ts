/**
 * Converts Messente's error bodies (four JSON formats and one plain-text format), and any other unexpected
 * answer, to ApiProblems.
 */
import { term } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import { type ApiKind, documentedCodes, type Meaning, meaningOfStatus, notFound } from './error-codes.ts';
import { apiProblem } from './problems.ts';
import type { ApiProblem } from './types.ts';

/** One error as read from a body, before its code is looked up. */
export type TellingError = {
  readonly code: string | null;
  readonly title: string | null;
  readonly detail: string | null;
  readonly source: string | null;
};

/** The maximum length of Messente's own error text that is kept, in UTF-16 units. */
const detailLimit = 500;
/** At most this many errors of one body are kept; the rest is only counted. */
const errorLimit = 20;

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function words(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Control characters could overwrite a terminal's output or fake a log line.
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
 * Reads the errors of a JSON body in any of the four documented formats; returns an empty list for any other
 * body.
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
 * Returns the code of a plain-text error: `ERROR 101`, or `FAILED 209` as Messente's pages write it; null for
 * any other text. These calls answer errors with HTTP 200.
 * @param text the body
 */
function readPlainError(text: string): string | null {
  return /^\s*(?:ERROR|FAILED):?\s+(\d{1,4})\b/i.exec(text.slice(0, 200))?.[1] ?? null;
}

/** Returns Messente's own texts about the errors, to be appended to a message; '' if there are none. */
function detailsOf(errors: readonly TellingError[]): string {
  const messages = errors
    .map((error) => {
      const what = error.detail ?? error.title;
      if (what === null) return null;
      return error.source === null ? what : `${what} (${error.source})`;
    })
    .filter((what) => what !== null);
  const distinct = [...new Set(messages)].slice(0, 3);
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
 * @param errors the result of readErrors(), not empty
 */
export function problemOfErrors(
  kind: ApiKind,
  httpStatus: number,
  errors: readonly TellingError[],
): ApiProblem {
  const first = errors[0];
  // A 401 or 429 is about the caller, whatever code the body has. Otherwise a documented code is more
  // precise.
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

/** Describes the format of an undocumented body, to be appended to a message. */
function bodyKind(text: string | null): string {
  if (text === null) return 'an answer that is no text';
  const start = text.slice(0, 1000).trimStart();
  if (start === '') return 'an empty answer';
  if (/^<(?:!doctype|html|head|body|\?xml|!--)/i.test(start)) return 'a web page';
  if (/^[[{]/.test(start)) return "JSON that isn't as documented";
  return "a text that isn't as documented";
}

/**
 * Returns the problem for an answer that is not a success. Documented error bodies are identified by their
 * code; others by the HTTP status and the format of the body. An undocumented body is never quoted, because
 * any server may have written it.
 * @param kind the kind of call
 * @param httpStatus the answer's HTTP status
 * @param text the body as text; null if it was not UTF-8, too large or cut off
 */
export function problemOfAnswer(kind: ApiKind, httpStatus: number, text: string | null): ApiProblem {
  if (text !== null) {
    const plainCode = readPlainError(text);
    if (plainCode !== null) {
      const meaning = meaningOfCode(kind, plainCode);
      const found =
        meaning === null
          ? messenteProblem('api-error', { errorCode: plainCode })
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
 * @returns the value, or undefined if the text is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
