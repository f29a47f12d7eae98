import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import type { RecipientDraft } from './draft.ts';

/**
 * Splits the text of the To field into recipients; text without a number counts as one, so that it is
 * reported.
 */
export function splitTyped(typed: string): readonly RecipientDraft[] {
  const text = typed.trim();
  if (text === '') return [];
  const found = splitNumbers(text);
  return (found.length > 0 ? found : [text]).map((written, index) => ({ key: `typed-${index}`, written }));
}
