import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { Answer } from '../engine-client.ts';
import { ProblemHint, ProblemMessage } from './problem-text.tsx';

/** Says what came of a change: a sentence where it worked, the problem where not. Answers whether it worked. */
export function tell<T>(answer: Answer<T>, done?: string): answer is { ok: true; value: T } {
  if (!answer.ok) {
    notifications.show({
      /* That the engine is away is a state, which the bar at the top tells; nothing has gone wrong. */
      color: answer.problem.code === 'engine-unreachable' ? 'gray' : 'bad',
      title: createElement(ProblemMessage, { problem: answer.problem }),
      message: createElement(ProblemHint, { problem: answer.problem }),
      autoClose: 8000,
    });
    return false;
  }
  if (done !== undefined) notifications.show({ message: done });
  return true;
}
