/** Says problems in another language than English. */
import { formatterOf, unformatted } from '../i18n.ts';
import type { Problem } from '../messaging/problem.ts';
import { argumentsOf, type ProblemCatalogue, type ProblemTexts } from './define.ts';

/** @returns both texts of a problem in the language; null where the catalogue lacks it */
export type SayProblem = (problem: Problem) => ProblemTexts | null;

/**
 * @param sayTerm a word of ours in the language; null where it is not known
 * @param sayText what an earlier version stored as an English text, in the language; null where it is not known
 */
export function problemSayer(options: {
  readonly locale: string;
  readonly catalogue: ProblemCatalogue;
  readonly sayTerm: (text: string) => string | null;
  readonly sayText: (english: string) => string | null;
}): SayProblem {
  const format = formatterOf(options.locale, unformatted);
  const language = {
    sayTerm: (text: string) => options.sayTerm(text) ?? text,
    sayProblem: (inner: Problem) => say(inner) ?? { message: inner.sentence, hint: inner.mend },
  };
  function say(problem: Problem): ProblemTexts | null {
    const texts = textsOf(options.catalogue, problem.id ?? '');
    if (texts !== undefined) {
      const values = argumentsOf(problem.params ?? {}, language);
      return { message: format(texts.message, values), hint: format(texts.hint, values) };
    }
    const [message, hint] = [options.sayText(problem.sentence), options.sayText(problem.mend)];
    return message === null || hint === null ? null : { message, hint };
  }
  return say;
}

function textsOf(catalogue: ProblemCatalogue, id: string): ProblemTexts | undefined {
  const [area = '', key = ''] = id.split('.', 2);
  const texts = Object.hasOwn(catalogue, area) ? catalogue[area] : undefined;
  return texts !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined;
}
