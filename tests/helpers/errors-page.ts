/** Generates docs/errors.md from the definitions of problems. `npm run docs:errors` writes the page. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { englishProblems } from '../../shared/problems/english-text.ts';
import type { ProblemTexts } from '../../shared/problems/problem-text.ts';
import { problemAreas } from '../../shared/problems.ts';

export const errorsPage = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

const titles: Readonly<Record<keyof typeof problemAreas, string>> = {
  accounts: 'Accounts and passwords',
  backups: 'Backups, exports and imports',
  cli: 'The command line',
  compose: 'Drafts, templates and media',
  database: 'The database',
  doctor: 'The doctor',
  engine: 'The data folder and the start',
  inbound: 'Inbound numbers',
  messages: 'Messages',
  messaging: 'Numbers, texts and the content of channels',
  messente: 'Answers of the API and the network',
  plans: 'Test plans',
  privacy: 'Do-not-send list and erasure',
  reports: 'Delivery reports and the public address',
  runs: 'Test runs',
  sandbox: 'The sandbox',
  settings: 'Settings',
  simulator: "The sandbox's own calls",
  window: 'The window and its connection',
};

/** Problems that wrap another problem and keep its code. */
const anyCode = 'any-code';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** Formats an ICU message for readers: arguments in braces, quoted braces as plain braces. */
const shown = (message: string): string => cell(message.replaceAll("'{'", '{').replaceAll("'}'", '}'));

export function makeErrorsPage(): string {
  const catalogue: Readonly<Record<string, Readonly<Record<string, ProblemTexts>>>> = englishProblems;
  const parts = Object.entries(problemAreas).map(([area, { defined }]) => {
    const english = catalogue[area] ?? {};
    const rows = Object.keys(defined).map((key) => {
      const { message = '', hint = '' } = english[key] ?? {};
      const [code] = key.split('/', 1);
      return `| ${code === anyCode ? 'that of the problem inside' : `\`${code}\``} | ${shown(message)} | ${shown(hint)} |`;
    });
    const title = titles[area as keyof typeof titles];
    return `## ${title}\n\n| code | message | what to do |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Errors

Every problem that Omnideck reports has a stable code, a message, and what to do. This page is made from the definitions in
\`shared/problems\` and \`shared/locales/en/problems\` by \`npm run docs:errors\`; a test fails where it is not up to date.
A name in braces is filled in.

${parts.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(errorsPage, makeErrorsPage());
