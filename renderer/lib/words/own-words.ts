import type { TextMakers } from '../../../shared/problems/problem-text.ts';

/** What each language does in its own way: texts that English does not read from its catalogue. */
export type OwnWords = TextMakers & {
  /** Translates one of our own terms, such as the name of a field in a channel's grammar. */
  readonly termText: (term: string) => string;
  /**
   * Describes what an ending of a recipient's number makes the sandbox do, '' for every other ending; null:
   * `describeEnding`.
   */
  readonly endingDoes: (ending: string) => string | null;
  /** Returns the name of a built-in scenario, from the name in its file; any other name stays unchanged. */
  readonly scenarioName: (name: string) => string;
  /** Describes a built-in scenario; null: as in its file. */
  readonly scenarioDoes: (name: string) => string | null;
};
