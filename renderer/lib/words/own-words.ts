import type { PhraseText, ProblemText } from '../../../shared/problems/problem-text.ts';

/** What each language does in its own way: texts that English reads from somewhere else than its catalogue. */
export type OwnWords = {
  /** Both texts of a problem; null where the language lacks them. */
  readonly problemText: ProblemText;
  /** What the engine found, in a few words. */
  readonly phraseText: PhraseText;
  /** What an ending of a recipient's number makes the sandbox do, '' for every other ending; null: `describeEnding`. */
  readonly endingDoes: (ending: string) => string | null;
  /** The name of a built-in scenario, from the name in its file; any other name stays as it is. */
  readonly scenarioName: (name: string) => string;
  /** What a built-in scenario does; null: as its file describes it. */
  readonly scenarioDoes: (name: string) => string | null;
};
