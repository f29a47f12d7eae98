/**
 * Runs the same SQL with another program: SQLite's own shell if it is installed, otherwise python3's sqlite3;
 * one process for all statements.
 */
import { type ChildProcessWithoutNullStreams, execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Value } from '../../electron/engine/db/statements.ts';

export type Statement = { readonly sql: string; readonly values: readonly Value[] };

export type OtherSqlite = {
  /** The program's name and version. */
  readonly name: string;
  /** Runs the statements and reads all of their rows. @returns milliseconds */
  time(statements: readonly Statement[]): Promise<number>;
  end(): void;
};

type Program = { readonly command: 'sqlite3' | 'python3'; readonly name: string };

/** Returns the installed program. @throws if neither is installed */
function findProgram(): Program {
  const shell = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  if (shell.error === undefined && shell.status === 0) {
    return { command: 'sqlite3', name: `sqlite3 shell ${shell.stdout.split(' ')[0]}` };
  }
  const python = spawnSync('python3', ['-c', 'import sqlite3; print(sqlite3.sqlite_version)'], {
    encoding: 'utf8',
  });
  if (python.error !== undefined || python.status !== 0)
    throw new Error('neither sqlite3 nor python3 is here');
  return { command: 'python3', name: `python3 sqlite3 ${python.stdout.trim()}` };
}

/** Starts the program. @throws if neither is installed */
export function openOtherSqlite(file: string): OtherSqlite {
  const { command, name } = findProgram();
  if (command === 'sqlite3') {
    return conversation(
      name,
      spawn('sqlite3', ['-readonly', '-batch', file]),
      (statements) => `${statements.map((one) => `${literal(one)};`).join('\n')}\n.print ${mark}\n`,
      ['PRAGMA cache_size = -32000;', 'PRAGMA temp_store = MEMORY;'].join('\n'),
    );
  }
  return conversation(
    name,
    spawn('python3', ['-u', '-c', pythonServer, file]),
    (statements) => `${JSON.stringify(statements.map(literal))}\n`,
    '',
  );
}

export type Timed = { readonly name: string; readonly ms: number };

/** Writes the rows of a query as CSV. @param target the path of the new file */
export function writeCsv(file: string, sql: string, target: string): Promise<Timed> {
  return timed(
    ['-readonly', '-batch', '-csv', file, `.output '${target}'`, 'PRAGMA cache_size = -32000', sql],
    [pythonWriter, file, sql, target],
  );
}

/** Imports a CSV file into a table of a new database. */
export function readCsv(file: string, source: string): Promise<Timed> {
  return timed(['-batch', file, `.import --csv '${source}' imported`], [pythonReader, file, source]);
}

/** Imports a CSV file into a temporary table of an existing database, and runs SQL that takes the rows from there. */
export function insertCsv(file: string, source: string, sql: string): Promise<Timed> {
  return timed(
    ['-batch', file, ...ownSettings, `.import --schema temp --csv '${source}' imported`, sql],
    [pythonInserter, file, source, sql, ...ownSettings],
  );
}

/** The settings of the console's own connection that change how much is written. */
const ownSettings = [
  'foreign_keys = ON',
  'secure_delete = ON',
  'synchronous = FULL',
  'cache_size = -32000',
].map((setting) => `PRAGMA ${setting}`);

async function timed(shellWords: readonly string[], pythonWords: readonly string[]): Promise<Timed> {
  const { command, name } = findProgram();
  const began = performance.now();
  await promisify(execFile)(command, command === 'sqlite3' ? shellWords : ['-c', ...pythonWords]);
  return { name, ms: performance.now() - began };
}

const pythonWriter = `
import csv, sqlite3, sys
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
db.execute('PRAGMA cache_size = -32000')
with open(sys.argv[3], 'w', newline='') as target:
    csv.writer(target).writerows(db.execute(sys.argv[2]))
`;

const pythonRead = (table: string): string => `
import csv, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for setting in sys.argv[4:]:
    db.execute(setting)
with open(sys.argv[2], newline='', encoding='utf-8-sig') as source:
    rows = csv.reader(source)
    names = next(rows)
    db.execute('CREATE ${table} imported (' + ', '.join('"' + name + '"' for name in names) + ')')
    db.executemany('INSERT INTO imported VALUES (' + ', '.join('?' * len(names)) + ')', rows)
db.commit()
`;

const pythonReader = pythonRead('TABLE');
const pythonInserter = `${pythonRead('TEMP TABLE')}db.executescript(sys.argv[3])
`;

const mark = '--- that was all ---';

/** Prints the elapsed seconds, measured inside, and a marker. */
const pythonServer = `
import json, sqlite3, sys, time
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
db.execute('PRAGMA cache_size = -32000')
db.execute('PRAGMA temp_store = MEMORY')
for line in sys.stdin:
    statements = json.loads(line)
    began = time.perf_counter()
    for sql in statements:
        db.execute(sql).fetchall()
    print(time.perf_counter() - began)
    print('${mark}')
`;

function conversation(
  name: string,
  child: ChildProcessWithoutNullStreams,
  inputOf: (statements: readonly Statement[]) => string,
  first: string,
): OtherSqlite {
  let heard = '';
  let answered: ((text: string) => void) | null = null;
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
    if (!heard.endsWith(`${mark}\n`)) return;
    const all = heard;
    heard = '';
    answered?.(all);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  if (first !== '') child.stdin.write(`${first}\n`);
  return {
    name,
    async time(statements) {
      const input = inputOf(statements);
      const answer = new Promise<string>((resolve) => {
        answered = resolve;
      });
      const began = performance.now();
      child.stdin.write(input);
      const text = await answer;
      const took = performance.now() - began;
      if (complaints !== '') throw new Error(complaints);
      const inside = /^([\d.e-]+)\n--- that was all/u.exec(text);
      return inside === null ? took : Number(inside[1]) * 1_000;
    },
    end: () => child.kill(),
  };
}

/** Returns a statement with its values inserted as literals. */
function literal({ sql, values }: Statement): string {
  let index = 0;
  return sql
    .replace(/\?(\d+)?/gu, (_mark, number: string | undefined) => {
      const value = values[number === undefined ? index++ : Number(number) - 1];
      if (value === null || value === undefined) return 'NULL';
      if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
      if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
      return String(value);
    })
    .replace(/\s+/gu, ' ');
}
