/**
 * Reads a database without any of Omnideck's code: with SQLite's shell if it is installed, and with
 * node:sqlite.
 */
import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';

export type Row = Readonly<Record<string, unknown>>;

/** Queries rows with node:sqlite on a separate read-only connection. */
export function rowsOf(file: string, sql: string): Row[] {
  const db = new DatabaseSync(file, { readOnly: true });
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
  bad(rowsOf(file, 'PRAGMA integrity_check'), 'node:sqlite integrity_check');
  bad(rowsOf(file, 'PRAGMA foreign_key_check'), 'node:sqlite foreign_key_check');
  bad(shellRows(file, 'PRAGMA integrity_check'), 'sqlite3 integrity_check');
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
  } finally {
    db.close();
  }
  const second = new DatabaseSync(copy);
  try {
    second.exec(`INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)`);
  } catch (error) {
    found.push(`full text: ${String(error)}`);
  } finally {
    second.close();
  }
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
