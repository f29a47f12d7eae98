/** Extracts the text that a recipient reads, to detect whether the same text was already sent. */
import type { DraftChain, DraftStep } from './compose.ts';

function canonical(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, member]) => [name, canonical(member)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Normalises spaces and Unicode composition, which do not make texts different. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Returns the text of a form that contains nothing else, which then equals a plain text. */
function onlyText(content: unknown): string | null {
  if (typeof content !== 'object' || content === null) return null;
  const members = Object.entries(content);
  const [member] = members;
  if (members.length !== 1 || member === undefined || member[0] !== 'text') return null;
  const [, value] = member;
  if (typeof value === 'string') return value;
  const body: unknown = typeof value === 'object' && value !== null && 'body' in value ? value.body : null;
  return typeof body === 'string' ? body : null;
}

function wordsOfStep(step: DraftStep): string {
  if (step.content === undefined) return plain(step.text);
  const text = onlyText(step.content);
  return text === null ? JSON.stringify(canonical(step.content)) : plain(text);
}

/**
 * Returns the text of each step in a normalised form that is equal for texts that read the same; steps
 * without text are left out.
 */
export function wordsOf(chain: Pick<DraftChain, 'steps'>): readonly string[] {
  return [...new Set(chain.steps.map(wordsOfStep))].filter((words) => words !== '');
}
