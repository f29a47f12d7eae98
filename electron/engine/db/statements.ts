import type Database from 'better-sqlite3';
import type { Connection } from './connection.ts';

export type Value = string | number | bigint | Uint8Array | null;
export type Parameters = readonly Value[];

export type Statements = {
  run(sql: string, ...parameters: Parameters): Database.RunResult;
  /** One row or undefined; the caller says its shape, which is the statement's own. */
  get<Row>(sql: string, ...parameters: Parameters): Row | undefined;
  all<Row>(sql: string, ...parameters: Parameters): Row[];
};

/** So many are kept prepared: the list's filters make many different ones. */
const mostPrepared = 300;

/** A connection's statements, prepared once each while they are in use. */
export function createStatements(db: Connection): Statements {
  const prepared = new Map<string, { statement: Database.Statement; numbered: boolean }>();
  const prepare = (sql: string): { statement: Database.Statement; numbered: boolean } => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= mostPrepared) {
      const [oldest] = prepared.keys();
      if (oldest !== undefined) prepared.delete(oldest);
    }
    // better-sqlite3 takes ?1 for a named parameter called "1".
    const made = { statement: db.prepare(sql), numbered: /\?\d/u.test(sql) };
    prepared.set(sql, made);
    return made;
  };
  const bind = (numbered: boolean, parameters: Parameters): (Value | Record<string, Value>)[] =>
    numbered
      ? [Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]))]
      : [...parameters];
  return {
    run(sql, ...parameters) {
      const { statement, numbered } = prepare(sql);
      return statement.run(...bind(numbered, parameters));
    },
    get<Row>(sql: string, ...parameters: Parameters) {
      const { statement, numbered } = prepare(sql);
      return statement.get(...bind(numbered, parameters)) as Row | undefined;
    },
    all<Row>(sql: string, ...parameters: Parameters) {
      const { statement, numbered } = prepare(sql);
      return statement.all(...bind(numbered, parameters)) as Row[];
    },
  };
}
