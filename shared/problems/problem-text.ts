/** Makes the texts of problems and phrases in one language, from its catalogues. */
import { formatterOf, type MessageArguments, type ParsedMessage, unformatted } from '../i18n.ts';
import type { Params, Phrase, Problem } from '../messaging/problem.ts';

/** Both texts of a problem: what happened, and what to do. In a catalogue, they are ICU messages. */
export type ProblemTexts = { readonly message: string; readonly hint: string };
/** By area, then by key. */
export type ProblemCatalogue = Readonly<Record<string, Readonly<Record<string, ProblemTexts>>>>;
/** By area, then by key. */
type PhraseCatalogue = Readonly<Record<string, Readonly<Record<string, string | ParsedMessage>>>>;

/** @returns a problem's texts */
export type ProblemText = (problem: Problem) => ProblemTexts;
/** @returns a phrase's text */
type PhraseText = (phrase: Phrase) => string;
export type TextMakers = { readonly problemText: ProblemText; readonly phraseText: PhraseText };

/** The texts of what the catalogues lack: those that an earlier version stored, or the code. */
export const storedTexts: TextMakers = {
  problemText: ({ code, message = code, hint = '' }) => ({ message, hint }),
  phraseText: ({ id = '', text = id }) => text,
};

/**
 * Creates the functions that make a language's texts.
 *
 * @param termText translates one of our own terms; returns null if it is not known
 * @param otherwise makes the texts that the catalogues lack
 */
export function textsIn(options: {
  readonly locale: string;
  readonly problems: ProblemCatalogue;
  readonly phrases: PhraseCatalogue;
  readonly termText: (text: string) => string | null;
  readonly otherwise: TextMakers;
}): TextMakers {
  const format = formatterOf(options.locale, (_, fault) => {
    throw fault;
  });

  /** Returns the parameters as ICU arguments. */
  function argumentsOf(params: Params): MessageArguments {
    return Object.fromEntries(
      Object.entries(params).flatMap(([name, value]): [string, string | number][] => {
        if (typeof value !== 'object') return [[name, value]];
        if ('term' in value) return [[name, options.termText(value.term) ?? value.term]];
        const { message, hint } = problemText(value);
        return [
          [name, message],
          [`${name}Hint`, hint],
        ];
      }),
    );
  }

  function problemText(problem: Problem): ProblemTexts {
    const texts = entryOf(options.problems, problem.id);
    if (texts === undefined) return options.otherwise.problemText(problem);
    const values = argumentsOf(problem.params ?? {});
    try {
      return { message: format(texts.message, values), hint: format(texts.hint, values) };
    } catch {
      // Another version may have stored other parameters. The tests format every text.
      return problem.message === undefined
        ? { message: unformatted(texts.message), hint: unformatted(texts.hint) }
        : options.otherwise.problemText(problem);
    }
  }

  function phraseText(phrase: Phrase): string {
    const message = entryOf(options.phrases, phrase.id);
    if (message === undefined) return options.otherwise.phraseText(phrase);
    try {
      return format(message, argumentsOf(phrase.params ?? {}));
    } catch {
      return phrase.text ?? unformatted(message);
    }
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
