/** What a problem says in a catalogue's language: by its code, filled in with its values. */
import type { ProblemView } from '../../../shared/contract/schemas.ts';

export type ProblemText = { readonly sentence: string; readonly mend: string };

/** Reads one of a problem's values; one that it came without makes the whole text fall back to the core's own. */
export type ValueOf = (name: string) => string;

export type ProblemTexts = Readonly<Record<string, ProblemText | ((value: ValueOf) => ProblemText)>>;

type Said = Pick<ProblemView, 'code' | 'sentence' | 'mend' | 'values'>;

/** @returns the catalogue's sentence and mend; the core's English where the catalogue lacks the code or a value. */
export function textOfProblem(problem: Said, texts: ProblemTexts): ProblemText {
  const own = { sentence: problem.sentence, mend: problem.mend };
  const text = Object.hasOwn(texts, problem.code) ? texts[problem.code] : undefined;
  if (text === undefined) return own;
  if (typeof text !== 'function') return text;
  let complete = true;
  const made = text((name) => {
    const value = problem.values?.[name];
    if (value === undefined) complete = false;
    return String(value ?? '');
  });
  return complete ? made : own;
}
