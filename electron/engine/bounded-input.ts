/**
 * Bounds everything that a call of the contract may contain, before its schema reads it: most schemas limit what a field
 * means, and not how much of it there may be. A field's schema, and the feature behind it, may allow less.
 */
import type { Problem } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';

/** Characters of one text. The longest text that anything documented allows has 10,000. */
const longestText = 100_000;
const longestPlan = 1_100_000;
const longestDraft = 10_000_000;

/**
 * The calls with longer texts: a piece of a file; a plan, a scenario and a draft, with room to be refused by their own
 * limits.
 */
const longest: Readonly<Record<string, number>> = {
  'backups.upload.append': 3_000_000,
  'compose.drafts.save': longestDraft,
  'runs.check': longestPlan,
  'runs.estimate': longestPlan,
  'runs.keepPlan': longestPlan,
  'runs.savePlan': longestPlan,
  'runs.start': longestPlan,
  'sandbox.checkScenario': longestPlan,
  'sandbox.keepScenario': longestPlan,
  'sandbox.runScenario': longestPlan,
  'sandbox.saveScenario': longestPlan,
};

/** Entries of one list or one record: ten times the recipients of a send. */
const mostEntries = 100_000;
/** JSON of WhatsApp templates is about ten levels deep. */
const mostLevels = 64;

/**
 * Looks for the first value that is too large.
 * @param call the path of the call, such as "messages.send"
 * @returns problem "input-too-long" with the field, such as "chain.steps.0.sender"; null if there is none
 */
export function oversizedInput(call: string, input: unknown): Problem | null {
  return oversized(input, '', 0, longest[call] ?? longestText);
}

function oversized(value: unknown, field: string, level: number, most: number): Problem | null {
  if (typeof value === 'string') {
    return value.length > most ? engineProblem('input-too-long', { most }, field) : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (level > mostLevels) return engineProblem('input-too-long/levels', { most: mostLevels }, field);
  const entries = Object.entries(value);
  if (entries.length > mostEntries) {
    return engineProblem('input-too-long/entries', { most: mostEntries }, field);
  }
  for (const [key, inner] of entries) {
    const place = field === '' ? key.slice(0, 100) : `${field}.${key.slice(0, 100)}`;
    const why = oversized(key, place, level, longestText) ?? oversized(inner, place, level + 1, most);
    if (why !== null) return why;
  }
  return null;
}
