/** Requests and answers of the sandbox's calls, independent of the HTTP server. */
import type { IncomingHttpHeaders } from 'node:http';
import { type ApiError, apiError, type ErrorBody } from './api-error.ts';

export type ApiRequest = {
  readonly method: string;
  /** The path without `/v1`, the trailing slash and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Null for an answer without a body. */
      readonly contentType: string | null;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
      /** The delay before the answer, in real milliseconds. */
      readonly delayMs: number;
    }
  /** The connection is closed before the first byte of an answer. */
  | { readonly kind: 'cut' };

/** One call. `pattern` is matched against the path; its groups are the handler's parameters. */
export type Route = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: (request: ApiRequest, parameters: readonly string[]) => Promise<Reply> | Reply;
};

export function answer(
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { kind: 'answer', status, contentType, body, headers, delayMs: 0 };
}

/** 204: done, without a body. */
export const noContent = (): Reply => ({
  kind: 'answer',
  status: 204,
  contentType: null,
  body: '',
  headers: {},
  delayMs: 0,
});

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return answer(status, 'application/json', JSON.stringify(value), headers);
}

export function errors(
  status: number,
  list: readonly ApiError[],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const body: ErrorBody = { errors: list };
  return json(status, body, headers);
}

export const notFound = (): Reply => errors(404, [apiError('101', 'Not found')]);
/** The header of an answer to a call without credentials. */
export const wantsBasic = { 'www-authenticate': 'Basic realm="Messente"' } as const;

export const unauthorized = (): Reply => errors(401, [apiError('103', 'Unauthorized')], wantsBasic);
export const serverFailure = (detail = 'Internal Server Error'): Reply =>
  errors(500, [apiError('104', detail)]);

/** The answers for an unknown path and for a wrong method. */
export type NoCall = { readonly notFound: () => Reply; readonly wrongMethod: (allow: string) => Reply };

/** Messente's answers for an unknown path and for a wrong method. */
const messenteNoCall: NoCall = {
  notFound,
  wrongMethod: (allow) => errors(405, [apiError('107', 'Method not allowed')], { allow }),
};

/** Finds the route of a request and calls its handler. */
export async function dispatch(
  routes: readonly Route[],
  request: ApiRequest,
  noCall: NoCall = messenteNoCall,
): Promise<Reply> {
  const allowed: string[] = [];
  for (const { method, pattern, handle } of routes) {
    const match = pattern.exec(request.path);
    if (match === null) continue;
    if (method === request.method) return handle(request, match.slice(1));
    allowed.push(method);
  }
  if (allowed.length === 0) return noCall.notFound();
  return noCall.wrongMethod([...new Set(allowed)].join(', '));
}

/** Parses a body. @returns the parsed value, or null if the body is not JSON in UTF-8 */
export function parseJson(body: Buffer): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return null;
  }
}
