/**
 * Generates docs/reference/dependencies.md: what ships with Omnideck, under which licence, and how old each package is.
 * `npm run docs:dependencies` asks the registry for the dates and writes the page (two minutes).
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ShippedPackage, shippedPackages } from '../../electron/packaging/shipped-packages.ts';

export const dependenciesPage = fileURLToPath(
  new URL('../../docs/reference/dependencies.md', import.meta.url),
);

interface Releases {
  readonly newest: string;
  /** Times of release by version, in ISO form. */
  readonly times: Readonly<Record<string, string>>;
}

/** The columns that need no network, so that a test can compare them. */
export const offlineCells = ({ name, version, licence, parts }: ShippedPackage): string =>
  `| ${name} | ${version} | ${licence} | ${parts.join(', ')} |`;

/** Copies of the registry give their own time for what they took over before 2025, so an older month says nothing. */
const month = (time: string | undefined): string =>
  time === undefined ? 'not known' : time < '2025' ? 'before 2025' : time.slice(0, 7);

async function releasesOf(name: string): Promise<Releases> {
  const { stdout } = await promisify(execFile)('npm', ['view', name, 'dist-tags.latest', 'time', '--json']);
  const answer = JSON.parse(stdout) as { 'dist-tags.latest': string; time: Record<string, string> };
  return { newest: answer['dist-tags.latest'], times: answer.time };
}

async function row(shipped: ShippedPackage): Promise<string> {
  const { newest, times } = await releasesOf(shipped.name);
  const newer = newest === shipped.version ? 'the same' : `${newest}, ${month(times[newest])}`;
  return `${offlineCells(shipped)} ${month(times[shipped.version])} | ${newer} |`;
}

const page = (rows: readonly string[]): string => `# Packages that ship with Omnideck

Everything from others that is part of an installed Omnideck, with all their dependencies. This page is made from
\`package-lock.json\` and the registry's dates by \`npm run docs:dependencies\`. A test fails where a package, a version or
a licence differs, and where a licence is new: somebody has to read it first.

- **engine**: part of the engine and the command line. **window**: part of the page's bundle. **desktop**: Electron,
  which contains Chromium and Node.js and ships their licences in \`LICENSES.chromium.html\`.
- npm installs better-sqlite3 and @napi-rs/keyring, with what they need, beside Omnideck. All others of the engine and the
  window are bundled: their licences are in \`out/THIRD-PARTY-NOTICES.txt\`, which \`npm run build\` makes from the same list.
- better-sqlite3 contains SQLite, which is in the public domain. The two fonts are under the SIL Open Font License.
- Dates are months of release; the registry's copies do not know older ones than 2025.
- \`localtunnel\` and what it loads: see [ADR 0030](../decisions/0030-localtunnel-has-new-dependencies.md). Only
  localtunnel's own command uses \`yargs\` and \`openurl\`, so these do not ship.
- \`date-holidays\`: see [ADR 0047](../decisions/0047-quiet-hours-are-judged-before-the-transaction.md). Its data is under CC BY-SA 3.0. Only
  its own scripts use \`js-yaml\`, \`lodash\` and \`prepin\`, so these do not ship.

| package | version | licence | part of | released | newest |
|---|---|---|---|---|---|
${rows.join('\n')}
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows: string[] = [];
  for (const shipped of shippedPackages()) rows.push(await row(shipped));
  writeFileSync(dependenciesPage, page(rows));
}
