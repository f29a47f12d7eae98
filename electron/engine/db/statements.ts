import type Database from 'better-sqlite3';
import type { Connection } from './connection.ts';

export type Value = string | number | bigint | Uint8Array | null;
export type Parameters = readonly Value[];

export type Statements = {
  run(sql: string, ...parameters: Parameters): Database.RunResult;
  /** Returns one row or undefined. The caller states the row's type, which the SQL determines. */
  get<Row>(sql: string, ...parameters: Parameters): Row | undefined;
  all<Row>(sql: string, ...parameters: Parameters): Row[];
  /** Returns the rows as lists of values, in the order of the columns: cheaper than objects. */
  rows<Row extends readonly Value[]>(sql: string, ...parameters: Parameters): Row[];
};

/** How many statements are kept prepared. The list's filters produce many different ones. */
const mostPrepared = 300;

/** Returns a cache of a connection's prepared statements. */
export function createStatements(db: Connection): Statements {
  const prepared = new Map<string, { statement: Database.Statement; numbered: boolean }>();
  const prepare = (sql: string): { statement: Database.Statement; numbered: boolean } => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= mostPrepared) {
      const [oldest] = prepared.keys();
      if (oldest !== undefined) prepared.delete(oldest);
    }
    // better-sqlite3 treats ?1 as a named parameter called "1".
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
    rows<Row extends readonly Value[]>(sql: string, ...parameters: Parameters) {
      const { statement, numbered } = prepare(sql);
      try {
        return statement.raw(true).all(...bind(numbered, parameters)) as Row[];
      } finally {
        statement.raw(false);
      }
    },
  };
}
