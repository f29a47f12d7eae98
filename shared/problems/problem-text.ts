/** Translates problems into a language other than English. */
import { formatterOf, unformatted } from '../i18n.ts';
import type { Problem } from '../messaging/problem.ts';
import { argumentsOf, type ProblemCatalogue, type ProblemTexts } from './define.ts';

/** Translates a problem. @returns its texts in the language; null if the catalogue lacks them */
export type ProblemText = (problem: Problem) => ProblemTexts | null;

/**
 * Creates the translator of a language.
 *
 * @param termText translates one of our own terms; returns null if it is not known
 * @param storedText translates an English text that an earlier version stored; returns null if it is not
 * known
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
