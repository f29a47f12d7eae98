/** Requests and answers as they are shown and copied: laid out, and without the account's callback token. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';

/** The token in a callback address lets anybody who has it post reports; see docs/SECURITY.md. */
export function withoutToken(text: string): string {
  return text.replaceAll(/(\/dlr\/)[^/"\\\s?]+/g, '$1…');
}

/** JSON on many lines; what is no JSON as it came. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Everything that is known of a message, as JSON to hand on: requests and answers as JSON too, no token. */
export function messageJson(message: MessageDetail): string {
  const attempts = message.attempts.map((attempt) => ({
    ...attempt,
    request: parsed(attempt.request),
    response: parsed(attempt.response),
  }));
  return withoutToken(JSON.stringify({ ...message, attempts }, null, 2));
}
