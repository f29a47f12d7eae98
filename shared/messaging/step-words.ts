/** The words of a step, whatever its form, and the step without them. */
import { isBlankText } from './blank.ts';
import { bareContent, contentWords, hasContent } from './check-content.ts';
import type { DraftStep } from './compose.ts';

/**
 * The words of a step that a person would read, in reading order and each on a line of its own: texts, titles,
 * captions, button labels, a template's name and values; of a picture or a file without any, the file's name.
 */
export function stepWords(step: DraftStep): string {
  const own = isBlankText(step.text) ? [] : [step.text];
  const inContent =
    step.content === undefined || !hasContent(step.channel) ? [] : contentWords(step.channel, step.content);
  return [...own, ...inContent].join('\n');
}

/** The step without a word, an address or a number of what it said; of which form it was stays. */
export function withoutWords(step: DraftStep): DraftStep {
  const { content, ...rest } = step;
  if (content === undefined) return { ...rest, text: '' };
  return { ...rest, text: '', content: hasContent(step.channel) ? bareContent(step.channel, content) : {} };
}
