/** Formats requests and answers for display and copying, without the account's callback token. */
import type { ProblemView } from '../../../../shared/contract/common.ts';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { ProblemText } from '../../../../shared/problems/problem-text.ts';

/** Anybody with the token in a callback address can post reports; see docs/SECURITY.md. */
export function withoutToken(text: string): string {
  return text.replaceAll(/(\/dlr\/)[^/"\\\s?]+/g, '$1…');
}

/** Returns formatted JSON; text that is not JSON stays unchanged. */
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

/**
 * Returns everything about a message as JSON for sharing; requests and answers as JSON too, without tokens,
 * and problems with their texts.
 */
export function messageJson(message: MessageDetail, textOf: ProblemText): string {
  const withText = (problem: ProblemView | null) => problem && { ...problem, ...textOf(problem) };
  const attempts = message.attempts.map((attempt) => ({
    ...attempt,
    problem: withText(attempt.problem),
    request: parsed(attempt.request),
    response: parsed(attempt.response),
  }));
  return withoutToken(JSON.stringify({ ...message, problem: withText(message.problem), attempts }, null, 2));
}
