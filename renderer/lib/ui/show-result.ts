import { createElement } from 'react';
import type { Answer } from '../engine-client.ts';
import { ProblemHint, ProblemMessage } from './problem-text.tsx';
import { showNotice } from './show-notice.ts';

/**
 * Shows the result of a change: a sentence on success, otherwise the problem. Returns whether it succeeded.
 */
export function showResult<T>(answer: Answer<T>, done?: string): answer is { ok: true; value: T } {
  if (!answer.ok) {
    showNotice({
      /* The banner at the top already shows that the engine is unavailable; nothing has failed. */
      color: answer.problem.code === 'engine-unreachable' ? 'gray' : 'bad',
      title: createElement(ProblemMessage, { problem: answer.problem }),
      message: createElement(ProblemHint, { problem: answer.problem }),
      autoClose: 8000,
    });
    return false;
  }
  if (done !== undefined) showNotice({ message: done });
  return true;
}
