/**
 * Reads a database without any of Omnideck's code: with better-sqlite3, and with SQLite's shell if it is
 * installed. node:sqlite judges too, in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Queries rows on a separate read-only connection.
 *
 * A test's process may have the database open as well, so this uses the same SQLite library as the engine. Of two
 * libraries in one process, neither sees the locks of the other: the second one takes itself for the first user
 * of the file, empties the shared memory of the write-ahead log, and the next access ends the process (SIGBUS).
 */
export function rowsOf(file: string, sql: string): Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
}

/**
 * Queries rows with the sqlite3 shell; null if it is not installed. @throws the shell's output if it failed
 */
export function shellRows(file: string, sql: string): Row[] | null {
  const ran = spawnSync('sqlite3', ['-json', file, sql], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (ran.error !== undefined) return null;
  if (ran.status !== 0) throw new Error(`sqlite3: ${ran.stderr}`);
  return ran.stdout.trim() === '' ? [] : (JSON.parse(ran.stdout) as Row[]);
}

/** Checks a database, and copies it for the check of the full-text index. It prints its answer as JSON. */
const judge = `
  const { DatabaseSync } = require('node:sqlite');
  const [file, copy] = process.argv.slice(1);
  const db = new DatabaseSync(file, { readOnly: true });
  const answer = {
    integrity: db.prepare('PRAGMA integrity_check').all(),
    foreignKeys: db.prepare('PRAGMA foreign_key_check').all(),
    fullText: null,
  };
  db.prepare('VACUUM INTO ?').run(copy);
  db.close();
  const second = new DatabaseSync(copy);
  try {
    second.exec("INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)");
  } catch (error) {
    answer.fullText = String(error);
  }
  second.close();
  console.log(JSON.stringify(answer));
`;

type Verdict = { readonly integrity: Row[]; readonly foreignKeys: Row[]; readonly fullText: string | null };

function judged(file: string, copy: string): Verdict {
  const ran = spawnSync(process.execPath, ['--no-warnings', '-e', judge, file, copy], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`node:sqlite: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as Verdict;
}

/**
 * Returns the damage that both programs find; [] means none. The full-text index is compared with its source
 * rows (FTS5's integrity-check with rank 1) on a copy, because that check writes.
 */
export function databaseFaults(file: string, copy: string): string[] {
  const found: string[] = [];
  const bad = (rows: Row[] | null, name: string): void => {
    for (const row of rows ?? []) {
      const [value] = Object.values(row);
      if (value !== 'ok') found.push(`${name}: ${JSON.stringify(row)}`);
    }
  };
  const { integrity, foreignKeys, fullText } = judged(file, copy);
  bad(integrity, 'node:sqlite integrity_check');
  bad(foreignKeys, 'node:sqlite foreign_key_check');
  bad(shellRows(file, 'PRAGMA integrity_check'), 'sqlite3 integrity_check');
  if (fullText !== null) found.push(`full text: ${fullText}`);
  const counted = rowsOf(
    file,
    `SELECT account_id, state, sum(n) AS n, sum(twice) AS twice FROM (
       SELECT account_id, state, count(*) AS n, sum(delivered_twice) AS twice FROM omnimessage GROUP BY 1, 2
       UNION ALL SELECT account_id, state, -messages, -twice FROM state_count) GROUP BY 1, 2 HAVING sum(n) <> 0 OR sum(twice) <> 0`,
  );
  for (const row of counted) found.push(`counted wrong: ${JSON.stringify(row)}`);
  found.push(...wrongFacets(file));
  return found;
}

/**
 * Compares the values that filters use, recalculated from messages and steps, with those that triggers
 * maintained.
 */
function wrongFacets(file: string): string[] {
  const kept = `SELECT f.kind, f.value, m.omnimessage_seq AS seq FROM message_facet m JOIN facet f ON f.id = m.facet_id`;
  const meant = `SELECT 'country' AS kind, country AS value, seq FROM omnimessage WHERE country IS NOT NULL
    UNION SELECT 'channel', channel, omnimessage_seq FROM step
    UNION SELECT 'sender', sender, omnimessage_seq FROM step WHERE sender IS NOT NULL
    UNION SELECT 'sender', sender_used, omnimessage_seq FROM step WHERE sender_used IS NOT NULL`;
  const questions: Readonly<Record<string, string>> = {
    'a facet without its message': `${kept} EXCEPT SELECT * FROM (${meant})`,
    'a message without its facet': `SELECT * FROM (${meant}) EXCEPT ${kept}`,
    'a facet counted wrong': `SELECT value, messages FROM facet
      WHERE messages <> (SELECT count(*) FROM message_facet WHERE facet_id = facet.id) OR messages = 0`,
    'a tag counted wrong': `SELECT name, messages FROM tag
      WHERE messages <> (SELECT count(*) FROM omnimessage_tag WHERE tag_id = tag.id)`,
    'a day without its messages': `SELECT seq, created_at FROM omnimessage o WHERE NOT EXISTS (
      SELECT 1 FROM day_span WHERE day = o.created_at / 86400000 AND o.seq BETWEEN first_seq AND last_seq)`,
  };
  return Object.entries(questions).flatMap(([name, sql]) =>
    rowsOf(file, `${sql} LIMIT 3`).map((row) => `${name}: ${JSON.stringify(row)}`),
  );
}
