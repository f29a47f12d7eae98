/** Translates problems into a language other than English. */
import { formatterOf, type ParsedMessage, unformatted } from '../i18n.ts';
import type { Phrase, Problem } from '../messaging/problem.ts';
import { argumentsOf, type ProblemCatalogue, type ProblemTexts } from './define.ts';

/** Translates a problem. @returns its texts in the language; null if the catalogue lacks them */
export type ProblemText = (problem: Problem) => ProblemTexts | null;
/** @returns a phrase in the language; in English where the catalogue lacks it */
export type PhraseText = (phrase: Phrase) => string;

/** By area, then by key. */
type PhraseCatalogue = Readonly<Record<string, Readonly<Record<string, string | ParsedMessage>>>>;

/**
 * Creates the translators of a language.
 *
 * @param termText translates one of our own terms; returns null if it is not known
 */
export function textsIn(options: {
  readonly locale: string;
  readonly problems: ProblemCatalogue;
  readonly phrases: PhraseCatalogue;
  readonly termText: (text: string) => string | null;
}): { readonly problemText: ProblemText; readonly phraseText: PhraseText } {
  const format = formatterOf(options.locale, unformatted);
  const language = {
    termText: (text: string) => options.termText(text) ?? text,
    problemText: (inner: Problem) => problemText(inner) ?? inner,
  };

  function problemText({ id, params }: Problem): ProblemTexts | null {
    const texts = entryOf(options.problems, id);
    if (texts === undefined) return null;
    const values = argumentsOf(params ?? {}, language);
    return { message: format(texts.message, values), hint: format(texts.hint, values) };
  }

  function phraseText({ text, id, params }: Phrase): string {
    const message = entryOf(options.phrases, id);
    return message === undefined ? text : format(message, argumentsOf(params ?? {}, language));
  }

  return { problemText, phraseText };
}

/** @param id `area.key`; undefined in what an earlier version stored */
function entryOf<Entry>(
  catalogue: Readonly<Record<string, Readonly<Record<string, Entry>>>>,
  id = '',
): Entry | undefined {
  const [area = '', key = ''] = id.split('.', 2);
  const entries = Object.hasOwn(catalogue, area) ? catalogue[area] : undefined;
  return entries !== undefined && Object.hasOwn(entries, key) ? entries[key] : undefined;
}
