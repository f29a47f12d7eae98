/**
 * Makes the English texts of problems and phrases, where they are shown: the command line, the log, reports,
 * the answers of the sandbox, dialogs. The only file that loads the English catalogue of problems; the window
 * loads it after its first script.
 */
import { textsOf } from '../i18n.ts';
import phrases from '../locales/en/phrases.json' with { type: 'json' };
import accounts from '../locales/en/problems/accounts.json' with { type: 'json' };
import backups from '../locales/en/problems/backups.json' with { type: 'json' };
import cli from '../locales/en/problems/cli.json' with { type: 'json' };
import compose from '../locales/en/problems/compose.json' with { type: 'json' };
import database from '../locales/en/problems/database.json' with { type: 'json' };
import doctor from '../locales/en/problems/doctor.json' with { type: 'json' };
import engine from '../locales/en/problems/engine.json' with { type: 'json' };
import inbound from '../locales/en/problems/inbound.json' with { type: 'json' };
import messages from '../locales/en/problems/messages.json' with { type: 'json' };
import messaging from '../locales/en/problems/messaging.json' with { type: 'json' };
import messente from '../locales/en/problems/messente.json' with { type: 'json' };
import plans from '../locales/en/problems/plans.json' with { type: 'json' };
import privacy from '../locales/en/problems/privacy.json' with { type: 'json' };
import reports from '../locales/en/problems/reports.json' with { type: 'json' };
import runs from '../locales/en/problems/runs.json' with { type: 'json' };
import sandbox from '../locales/en/problems/sandbox.json' with { type: 'json' };
import settings from '../locales/en/problems/settings.json' with { type: 'json' };
import simulator from '../locales/en/problems/simulator.json' with { type: 'json' };
import window from '../locales/en/problems/window.json' with { type: 'json' };
import type { Problem } from '../messaging/problem.ts';
import type { phraseAreas } from '../phrases.ts';
import type { problemAreas } from '../problems.ts';
import { type ProblemTexts, storedTexts, textsIn } from './problem-text.ts';

/** Each defined problem has texts, or this does not compile. */
export const englishProblems: {
  readonly [Area in keyof typeof problemAreas]: {
    readonly [Key in keyof (typeof problemAreas)[Area]['defined']]: ProblemTexts;
  };
} = {
  accounts,
  backups,
  cli,
  compose,
  database,
  doctor,
  engine,
  inbound,
  messages,
  messaging,
  messente,
  plans,
  privacy,
  reports,
  runs,
  sandbox,
  settings,
  simulator,
  window,
};

/** Each defined phrase has a text, or this does not compile. */
const englishPhrases: {
  readonly [Area in keyof typeof phraseAreas]: {
    readonly [Key in keyof (typeof phraseAreas)[Area]]: string;
  };
} = textsOf(phrases);

/**
 * `problemText` returns a problem's message and hint in English, `phraseText` a phrase's text. If the
 * catalogue lacks them, they return the texts that an earlier version stored.
 */
export const { problemText: englishText, phraseText: englishPhrase } = textsIn({
  locale: 'en',
  problems: englishProblems,
  phrases: englishPhrases,
  termText: () => null,
  otherwise: storedTexts,
});

/** Returns the English message and hint in one line. */
export function englishLine(problem: Problem): string {
  const { message, hint } = englishText(problem);
  return `${message} ${hint}`;
}
