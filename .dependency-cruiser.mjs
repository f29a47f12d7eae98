/**
 * Rules about imports, checked by `npm run check` over electron/, renderer/ and shared/
 * (docs/reference/structure.md has the map, ADR 0018 the reasons). Type-only imports count. Each rule's
 * comment says what to do.
 */

const features = '^electron/engine/features';

/** Returns a rule: what `from` must not import. A failure prints the comment. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'no-circle',
      'Files import each other in a circle. Move what both need into a file of its own, or pass it as a parameter.',
      {},
      { circular: true },
    ),
    rule('resolvable', 'The imported file or package does not exist.', {}, { couldNotResolve: true }),
    rule(
      'not-tests',
      'Product code imports a test. Move what both need out of tests/.',
      {},
      { path: '^tests/' },
    ),

    rule(
      'shared-is-pure',
      'shared/ imports nothing of ours but shared/, and no Node. Pass in what it needs.',
      { path: '^shared/' },
      { path: '^(electron|renderer)/' },
    ),
    rule(
      'no-node-in-shared-or-window',
      'shared/ and renderer/ run in a browser, which has no Node modules. Move the code to electron/.',
      { path: '^(shared|renderer)/', pathNot: '^renderer/vite\\.config\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'problems-without-texts',
      'Problems and phrases are made without texts, and the threads of the database make no texts. Make the text where it is shown, with shared/problems/english-text.ts.',
      {
        path: [
          '^shared/problems/',
          '^shared/(problems|phrases)\\.ts$',
          '^electron/engine/workers/',
          `${features}/[^/]+/sql/`,
        ],
        pathNot: '^shared/problems/(english-text|problem-text|error-json)\\.ts$',
      },
      {
        path: '^(node_modules/intl-messageformat/|shared/locales/|shared/problems/english-text\\.ts$)',
        reachable: true,
      },
    ),
    rule(
      'english-problems-load-later',
      "The window's first script has no texts of problems. Take problemText and phraseText from useWords().",
      { path: '^renderer/', pathNot: '^renderer/lib/words/et\\.ts$' },
      { path: '^shared/problems/(english-text|error-json)\\.ts$', dynamic: false },
    ),
    rule(
      'electron-in-desktop-only',
      'Only electron/desktop imports electron. Pass in what is needed, as a function or a value.',
      { pathNot: '^electron/desktop/' },
      { path: '^(node_modules/)?electron(/|$)', dependencyTypesNot: ['local'] },
    ),
    rule(
      'sqlite-in-db-and-sql-only',
      "Only engine/db, a feature's sql/ and features/backups/database import better-sqlite3. Move the statement to sql/.",
      { pathNot: [`^electron/engine/db/`, `${features}/[^/]+/sql/`, `${features}/backups/database/`] },
      { path: '^(node_modules/)?(@types/)?better-sqlite3(/|$)' },
    ),

    rule(
      'holidays-in-one-place',
      'Public holidays are calculated in features/quiet-hours/holidays.ts only, which loads the library when a rule first needs it: it is large.',
      { pathNot: `${features}/quiet-hours/holidays\\.ts$` },
      { path: '^(node_modules/)?date-holidays(/|$)' },
    ),

    rule(
      'window-imports-shared-only',
      'renderer/ knows the engine only by the contract. Import from shared/, or add a call to shared/contract.',
      { path: '^renderer/' },
      { path: '^electron/' },
    ),
    rule(
      'window-lib-below-features',
      'renderer/lib imports no feature and no shell. Pass in what it needs, or move the file to the feature.',
      { path: '^renderer/lib/' },
      { path: '^renderer/', pathNot: '^renderer/lib/' },
    ),
    rule(
      'window-features-below-shell',
      'renderer/features import lib and features. The shell composes them: pass in what the feature needs.',
      { path: '^renderer/features/' },
      { path: '^renderer/', pathNot: '^renderer/(lib|features)/' },
    ),
    rule(
      'window-feature-door',
      'Another feature of the window is imported only by its index.ts. Export what is needed there.',
      { path: '^renderer/features/([^/]+)/' },
      {
        path: '^renderer/features/',
        pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.tsx?$'],
      },
    ),

    rule(
      'engine-imports-engine-and-shared',
      'The engine knows neither the shells nor the window. Pass in what it needs when it starts.',
      { path: '^electron/engine/' },
      { path: '^(electron|renderer)/', pathNot: '^electron/engine/' },
    ),
    rule(
      'cli-and-web-not-desktop',
      'electron/cli and electron/web run without Electron and import neither electron/desktop nor the window.',
      { path: '^electron/(cli|web)/' },
      { path: '^(electron/desktop|renderer)/' },
    ),
    rule(
      'desktop-not-cli-or-web',
      'electron/desktop imports the engine and shared. Move what both shells need to electron/engine.',
      { path: '^electron/desktop/' },
      { path: '^(electron/(cli|web)|renderer)/' },
    ),
    rule(
      'feature-door',
      'Another feature of the engine is imported only by its index.ts (or, from sql/, by its sql/index.ts). Export what is needed there.',
      { path: `${features}/([^/]+)/` },
      {
        path: `${features}/`,
        pathNot: [`${features}/$1/`, `${features}/[^/]+/index\\.ts$`, `${features}/[^/]+/sql/`],
      },
    ),
    rule(
      'feature-door-of-shells',
      "The shells import a feature by its index.ts. Export what is needed there. Only desktop/backup-helper.ts does not: its process opens backups and must not load the engine, and the index must not load that process's better-sqlite3.",
      { path: '^electron/(cli|web|desktop)/', pathNot: '^electron/desktop/backup-helper\\.ts$' },
      { path: `${features}/`, pathNot: `${features}/[^/]+/index\\.ts$` },
    ),
    rule(
      'sql-door',
      "A feature's sql/ belongs to the feature, to engine/sql-registry.ts and to engine/reading-queries.ts. Ask the feature by its index.ts.",
      { pathNot: [`${features}/`, '^electron/engine/(sql-registry|reading-queries)\\.ts$'] },
      { path: `${features}/[^/]+/sql/` },
    ),
    rule(
      'sql-of-another-feature',
      "Another feature's sql/ is imported only by statements, and only by its sql/index.ts. Elsewhere ask the feature by its index.ts.",
      { path: `${features}/([^/]+)/`, pathNot: [`${features}/[^/]+/sql/`, `${features}/backups/database/`] },
      { path: `${features}/[^/]+/sql/`, pathNot: `${features}/$1/` },
    ),
    rule(
      'sql-of-another-feature-by-its-door',
      "Another feature's statements are imported by its sql/index.ts only. Export what is needed there.",
      { path: [`${features}/([^/]+)/sql/`, `${features}/(backups)/database/`] },
      { path: `${features}/[^/]+/sql/`, pathNot: [`${features}/$1/`, `${features}/[^/]+/sql/index\\.ts$`] },
    ),
    rule(
      'statements-not-logic',
      "A worker thread runs sql/ and must not load the rest of a feature. Import the other feature's sql/index.ts.",
      { path: [`${features}/([^/]+)/sql/`, `${features}/(backups)/database/`] },
      { path: `${features}/[^/]+/index\\.ts$` },
    ),
    rule(
      'obligations-not-logic',
      "A database thread loads a feature's obligations.ts. It imports its own sql/, shared/ and types only; move other code to sql/.",
      { path: `${features}/([^/]+)/obligations[^/]*\\.ts$` },
      { path: '^electron/', pathNot: [`${features}/$1/sql/`, '^electron/engine/obligations\\.ts$'] },
    ),
    rule(
      'obligations-by-registry',
      'Obligations are read from engine/obligations-registry.ts. Import it instead of one feature.',
      { pathNot: '^electron/engine/obligations-registry\\.ts$' },
      { path: `${features}/[^/]+/obligations\\.ts$` },
    ),
    rule(
      'db-below-features',
      "engine/db holds no feature's SQL. The worker entries get the statements from engine/sql-registry.ts.",
      { path: '^electron/engine/db/' },
      { path: [`${features}/`, '^electron/engine/sql-[^/]+$'] },
    ),
    rule(
      'messente-knows-no-store',
      "engine/messente is Messente's API and nothing else. Pass in what it needs.",
      { path: '^electron/engine/messente/' },
      { path: ['^electron/engine/db/', `${features}/`, '^electron/engine/sandbox/'] },
    ),
    rule(
      'sandbox-stands-alone',
      "engine/sandbox judges our requests, so it shares no code with what makes them but messente's types.",
      { path: '^electron/engine/sandbox/' },
      { path: '^electron/engine/(db|features|messente)/', pathNot: '^electron/engine/messente/types\\.ts$' },
    ),
    rule(
      'handlers-in-router-only',
      'A handlers.ts is imported by engine/router.ts only. Move what another file needs out of it.',
      { pathNot: '^electron/engine/router\\.ts$' },
      { path: `${features}/[^/]+/handlers\\.ts$` },
    ),
    rule(
      'start-in-shells-only',
      'engine/start.ts is imported by the shells only. Take the few parts that are needed as parameters.',
      { path: '^electron/engine/' },
      { path: '^electron/engine/start\\.ts$' },
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript API, so swc parses the files. It reads the source unchanged, including
    // type-only imports; tsPreCompilationDeps would only add a warning that asks for an older TypeScript.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
