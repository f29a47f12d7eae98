/**
 * Parses JSON from untrusted senders: bytes that may not be UTF-8, and nesting that is meant to exhaust the
 * stack. V8 parses deep JSON, but code that walks the value afterwards (stringify, a validator, a logger)
 * would overflow. Therefore the depth is limited here.
 */
import { messagingProblem } from '../problems/messaging.ts';
import { fail, ok, type Result } from './problem.ts';

// Available in Node and in browsers, but `shared` has the types of neither.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** Far more than any documented body needs (a WhatsApp template is about ten levels deep). */
export const maximumJsonDepth = 64;

/**
 * Returns how deep arrays and objects are nested in a JSON text; brackets inside strings do not count. Stops
 * counting above `limit`.
 */
function nestingDepth(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length && deepest <= limit; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === 0x5c) index += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return deepest;
}

/**
 * Parses a body as JSON. A byte order mark at the start is accepted.
 * @returns problem `not-utf-8`, `too-deep` (more than 64 levels) or `not-json`
 */
export function parseJsonBody(bytes: Uint8Array): Result<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail(messagingProblem('not-utf-8'));
  }
  return parseJsonText(text);
}

/**
 * Parses a decoded text as JSON.
 * @returns problem `too-deep` (more than 64 levels) or `not-json`
 */
export function parseJsonText(text: string): Result<unknown> {
  if (nestingDepth(text, maximumJsonDepth) > maximumJsonDepth) {
    return fail(messagingProblem('too-deep', { maximumJsonDepth }));
  }
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return fail(messagingProblem('not-json'));
  }
}
