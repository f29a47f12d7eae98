/** Extracts the texts of a step of any form, and removes them. */
import { isBlankText } from './blank.ts';
import { bareContent, contentWords, hasContent } from './check-content.ts';
import type { DraftStep } from './compose.ts';

/**
 * Returns the texts of a step that a person would read, in reading order, one per line: texts, titles,
 * captions, button labels, a template's name and values; for a picture or file without any text, the file's
 * name.
 */
export function stepWords(step: DraftStep): string {
  const own = isBlankText(step.text) ? [] : [step.text];
  const inContent =
    step.content === undefined || !hasContent(step.channel) ? [] : contentWords(step.channel, step.content);
  return [...own, ...inContent].join('\n');
}

/** Returns the step without texts, addresses and numbers; its form stays visible. */
export function withoutWords(step: DraftStep): DraftStep {
  const { content, ...rest } = step;
  if (content === undefined) return { ...rest, text: '' };
  return { ...rest, text: '', content: hasContent(step.channel) ? bareContent(step.channel, content) : {} };
}
