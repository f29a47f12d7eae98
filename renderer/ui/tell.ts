import { notifications } from '@mantine/notifications';
import type { Answer } from '../app/engine.ts';

/** Says what came of a change: a sentence where it worked, the problem where not. Answers whether it worked. */
export function tell<T>(answer: Answer<T>, done?: string): answer is { ok: true; value: T } {
  if (!answer.ok) {
    notifications.show({
      color: 'bad',
      title: answer.problem.sentence,
      message: answer.problem.mend,
      autoClose: 8000,
    });
    return false;
  }
  if (done !== undefined) notifications.show({ message: done });
  return true;
}
