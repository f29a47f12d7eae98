/** Estonian. Loaded when it is chosen; shared/locales/README.md lists the terms for its texts. */
import { formatterOf, unformatted } from '../../../shared/i18n.ts';
import accountPages from '../../../shared/locales/et/account-pages.json' with { type: 'json' };
import accounts from '../../../shared/locales/et/accounts.json' with { type: 'json' };
import backups from '../../../shared/locales/et/backups.json' with { type: 'json' };
import builtIn from '../../../shared/locales/et/built-in.json' with { type: 'json' };
import common from '../../../shared/locales/et/common.json' with { type: 'json' };
import compose from '../../../shared/locales/et/compose.json' with { type: 'json' };
import doctor from '../../../shared/locales/et/doctor.json' with { type: 'json' };
import files from '../../../shared/locales/et/files.json' with { type: 'json' };
import forms from '../../../shared/locales/et/forms.json' with { type: 'json' };
import inbound from '../../../shared/locales/et/inbound.json' with { type: 'json' };
import journal from '../../../shared/locales/et/journal.json' with { type: 'json' };
import messages from '../../../shared/locales/et/messages.json' with { type: 'json' };
import phrases from '../../../shared/locales/et/phrases.json' with { type: 'json' };
import purposes from '../../../shared/locales/et/purposes.json' with { type: 'json' };
import quietHours from '../../../shared/locales/et/quiet-hours.json' with { type: 'json' };
import reports from '../../../shared/locales/et/reports.json' with { type: 'json' };
import runs from '../../../shared/locales/et/runs.json' with { type: 'json' };
import sandbox from '../../../shared/locales/et/sandbox.json' with { type: 'json' };
import settings from '../../../shared/locales/et/settings.json' with { type: 'json' };
import shell from '../../../shared/locales/et/shell.json' with { type: 'json' };
import spending from '../../../shared/locales/et/spending.json' with { type: 'json' };
import { englishPhrase, englishText } from '../../../shared/problems/english-text.ts';
import { textsIn } from '../../../shared/problems/problem-text.ts';
import { etProblems } from './et-problems.ts';
import { etTerms } from './et-terms.ts';
import { type LateTexts, lateWordsOf } from './late.ts';
import type { OwnWords } from './own-words.ts';
import { termText } from './term-text.ts';
import type { Texts } from './texts.ts';
import { type Words, wordsOf } from './words.ts';

export const estonianLocale = 'et-EE';

const firstTexts: Texts = {
  ...accounts,
  ...common,
  ...compose,
  ...doctor,
  ...messages,
  ...settings,
  ...shell,
};

const lateTexts: LateTexts = {
  ...backups,
  ...files,
  ...forms,
  ...inbound,
  ...journal,
  ...reports,
  ...runs,
  ...sandbox,
  ...quietHours,
  ...accountPages,
  ...spending,
  ...purposes,
};

export const estonianTexts: Texts & LateTexts = { ...firstTexts, ...lateTexts };

const endings: ReadonlyMap<string, string> = new Map(Object.entries(builtIn.endings));
const scenarios: ReadonlyMap<string, { readonly name: string; readonly does: string }> = new Map(
  Object.entries(builtIn.scenarios),
);

export const ownEstonian: OwnWords = {
  ...textsIn({
    locale: estonianLocale,
    problems: etProblems,
    phrases,
    termText: (term) => termText(term, etTerms),
    otherwise: { problemText: englishText, phraseText: englishPhrase },
  }),
  termText: (term) => termText(term, etTerms) ?? term,
  endingDoes: (ending) => endings.get(ending) ?? builtIn.otherEndings,
  scenarioName: (name) => scenarios.get(name)?.name ?? name,
  scenarioDoes: (name) => scenarios.get(name)?.does ?? null,
};

const format = formatterOf(estonianLocale, unformatted);

export const et = {
  ...wordsOf(estonianLocale, firstTexts, format, ownEstonian),
  late: lateWordsOf(lateTexts, format, ownEstonian),
} satisfies Words;
