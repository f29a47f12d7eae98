/** Writes test runs, as after days of testing, directly into a database that no console has open. */
import Database from 'better-sqlite3';

export type SeedCell = {
  readonly chain: string;
  readonly number: string;
  readonly operator: string;
  readonly round: number;
  /** Milliseconds until the message reached the person; null if it failed. */
  readonly afterMs: number | null;
};

export type SeedRun = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** With its confirmation question, if there is one. */
  readonly plan: string;
  readonly cells: readonly SeedCell[];
};

/** Writes finished runs of the only account, oldest first. */
export function seedRuns(file: string, runs: readonly SeedRun[]): void {
  const db = new Database(file);
  const account = db.prepare('SELECT id FROM account LIMIT 1').get() as { id: string };
  const run = db.prepare(
    `INSERT INTO run (id, name, plan, account_id, live, state, created_at, finished_at) VALUES (?, ?, ?, ?, 0, 'finished', ?, ?)`,
  );
  const cell = db.prepare(
    `INSERT INTO run_cell (run_seq, position, attempt, chain, chain_name, number_name, country, operator, round, message_id, sent_at, result)
     VALUES (?, ?, 1, ?, ?, ?, 'EE', ?, ?, ?, ?, ?)`,
  );
  db.exec('BEGIN');
  for (const one of runs) {
    const { lastInsertRowid } = run.run(
      one.id,
      one.name,
      one.plan,
      account.id,
      one.createdAt,
      one.createdAt + 60_000,
    );
    const chains = [...new Set(one.cells.map(({ chain }) => chain))];
    for (const [position, { chain, number, operator, round, afterMs }] of one.cells.entries()) {
      const verdict = afterMs === null ? 'failed' : 'passed';
      const result = {
        verdict,
        judgements: [{ written: 'reaches: any within 30 s', verdict, found: 'not reached' }],
        deliveredBy: afterMs === null ? null : 'sms',
        reachedAfterMs: afterMs,
        cost: '0.06',
        state: afterMs === null ? 'failed' : 'delivered',
      };
      cell.run(
        lastInsertRowid,
        position,
        chains.indexOf(chain),
        chain,
        number,
        operator,
        round,
        `${one.id}-${position}`,
        one.createdAt,
        JSON.stringify(result),
      );
    }
  }
  db.exec('COMMIT');
  db.close();
}
