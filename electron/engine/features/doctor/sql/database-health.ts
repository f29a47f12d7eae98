import type { QueryContext } from '../../../db/query-context.ts';

/** Returns whether the database is undamaged (SQLite's quick_check, its first ten problems), and its size. */
export function databaseHealth(
  context: QueryContext,
  _input: Record<string, never>,
): { faults: string[]; bytes: number; version: number } {
  const value = (name: string): number =>
    Number(Object.values(context.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0);
  const faults = context
    .all<{ quick_check: string }>('PRAGMA quick_check(10)')
    .map(({ quick_check: fault }) => fault)
    .filter((fault) => fault !== 'ok');
  return { faults, bytes: value('page_count') * value('page_size'), version: value('user_version') };
}
