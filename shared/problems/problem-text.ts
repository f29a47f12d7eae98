/** Says problems in another language than English. */
import { formatterOf, unformatted } from '../i18n.ts';
import type { Problem } from '../messaging/problem.ts';
import { argumentsOf, type ProblemCatalogue, type ProblemTexts } from './define.ts';

/** @returns both texts of a problem in the language; null where the catalogue lacks it */
export type ProblemText = (problem: Problem) => ProblemTexts | null;

/**
 * @param termText a word of ours in the language; null where it is not known
 * @param storedText what an earlier version stored as an English text, in the language; null where it is not known
 */
export function problemTextIn(options: {
  readonly locale: string;
  readonly catalogue: ProblemCatalogue;
  readonly termText: (text: string) => string | null;
  readonly storedText: (english: string) => string | null;
}): ProblemText {
  const format = formatterOf(options.locale, unformatted);
  const language = {
    termText: (text: string) => options.termText(text) ?? text,
    problemText: (inner: Problem) => say(inner) ?? { message: inner.message, hint: inner.hint },
  };
  function say(problem: Problem): ProblemTexts | null {
    const texts = textsOf(options.catalogue, problem.id ?? '');
    if (texts !== undefined) {
      const values = argumentsOf(problem.params ?? {}, language);
      return { message: format(texts.message, values), hint: format(texts.hint, values) };
    }
    const [message, hint] = [options.storedText(problem.message), options.storedText(problem.hint)];
    return message === null || hint === null ? null : { message, hint };
  }
  return say;
}

function textsOf(catalogue: ProblemCatalogue, id: string): ProblemTexts | undefined {
  const [area = '', key = ''] = id.split('.', 2);
  const texts = Object.hasOwn(catalogue, area) ? catalogue[area] : undefined;
  return texts !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined;
}
