import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import type { RecipientDraft } from './draft.ts';

/** What stands in the To field as recipients; a text in which no number is found counts as one, so it is named. */
export function splitTyped(typed: string): readonly RecipientDraft[] {
  const text = typed.trim();
  if (text === '') return [];
  const found = splitNumbers(text);
  return (found.length > 0 ? found : [text]).map((written, index) => ({ key: `typed-${index}`, written }));
}
