/** Where test runs name a number: in their plans, names and results. */
import { forgetNumber, mayHold } from '../../../../../shared/messaging/forget-number.ts';
import { readPlan } from '../../../../../shared/plans/read-plan.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { mayName, parsedYaml, withoutNumber } from '../../../files/written-yaml.ts';

export type RunNaming = {
  readonly seq: number;
  readonly id: string;
  /**
   * The plan without the number; '' if it cannot be removed, because the plan sends to it; null if unchanged.
   */
  readonly plan: string | null;
  /** The rest of the run's name; null if unchanged. */
  readonly name: string | null;
  /** The names of cells for the number: the number itself, or its name in the plan. */
  readonly called: readonly string[];
  /** Cells whose results contain the number, by position and attempt. */
  readonly results: readonly {
    readonly position: number;
    readonly attempt: number;
    readonly result: string;
  }[];
};

/**
 * Returns the runs that contain a number: in their plan, as the name of a cell, or by a message to it.
 * @param until only those that started by this time, epoch ms
 */
export function runsNaming(context: QueryContext, number: string, until: number): RunNaming[] {
  const digits = number.slice(1);
  const called = calledIn(context, number);
  // A plan is run many times, and parsing one with hundreds of numbers takes a considerable part of a second.
  const known = new Map<string, PlanWithout | null>();
  const planWithout = (plan: string): PlanWithout | null => {
    const before = known.get(plan);
    if (before !== undefined) return before;
    const now = withoutInPlan(plan, number);
    known.set(plan, now);
    return now;
  };
  return context
    .all<{ seq: number; id: string; name: string; plan: string }>(
      'SELECT seq, id, name, plan FROM run WHERE created_at <= ?',
      until,
    )
    .flatMap((run): RunNaming[] => {
      const names = new Set(called.get(run.seq));
      const plan = run.plan === '' ? null : planWithout(run.plan);
      if (plan?.name != null) names.add(plan.name);
      const name = forgetNumber(run.name, number);
      const results = context.all<{ position: number; attempt: number; result: string }>(
        'SELECT position, attempt, result FROM run_cell WHERE run_seq = ? AND instr(result, ?) > 0',
        run.seq,
        digits,
      );
      if (names.size === 0 && plan === null && name.found === 0 && results.length === 0) return [];
      return [
        {
          seq: run.seq,
          id: run.id,
          plan: plan?.rest ?? null,
          name: name.found === 0 ? null : String(name.value),
          called: [...names],
          results,
        },
      ];
    });
}

/** Returns by run: names of cells that contain the number, and of those whose message was sent to it. */
function calledIn(context: QueryContext, number: string): Map<number, Set<string>> {
  const called = new Map<number, Set<string>>();
  const add = (seq: number, name: string): void => {
    called.set(seq, (called.get(seq) ?? new Set()).add(name));
  };
  for (const { seq, name } of context.all<{ seq: number; name: string }>(
    'SELECT DISTINCT run_seq AS seq, number_name AS name FROM run_cell',
  ))
    if (mayHold(name, number) && forgetNumber(name, number).found > 0) add(seq, name);
  for (const { seq, name } of context.all<{ seq: number; name: string }>(
    `SELECT DISTINCT c.run_seq AS seq, c.number_name AS name FROM omnimessage m JOIN run_cell c ON c.message_id = m.id
     WHERE m.recipient = ?`,
    number,
  ))
    if (!isMark(name)) add(seq, name);
  return called;
}

type PlanWithout = {
  /** The plan without the number; '' if it cannot be removed. */
  readonly rest: string;
  /** The plan's name for the number. */
  readonly name: string | null;
};

function withoutInPlan(plan: string, number: string): PlanWithout | null {
  if (!mayName(plan, number)) return null;
  const read = readPlan(plan, null);
  const own = read.ok ? read.plan.numbers.find((one) => one.number === number) : undefined;
  if (own !== undefined) return { rest: '', name: own.name };
  // The number is only in a text or a comment; a plan that can no longer be parsed is useless.
  const without = withoutNumber(plan, number);
  if (without === null) return null;
  const rest = without.rest ?? '';
  return { rest: readPlan(rest, null).ok ? rest : '', name: null };
}

/** Returns the replacement name of a cell whose number is erased; several cells of a run stay distinct. */
export function markOf(nth: number): string {
  return nth === 1 ? '–' : `– ${nth}`;
}

export function isMark(name: string): boolean {
  return /^–(?: \d+)?$/u.test(name);
}

/** What runs say in plans, names and results, for finding erased numbers. Plans as they stand and as they are read. */
export function writtenInRuns(context: QueryContext): unknown[] {
  return [
    context
      .all<{ plan: string }>(`SELECT DISTINCT plan FROM run WHERE plan <> ''`)
      .map(({ plan }) => [plan, parsedYaml(plan)]),
    context.all<{ name: string }>('SELECT name FROM run UNION SELECT number_name FROM run_cell'),
    context.all<{ result: string }>(
      // Messente's ids have long runs of digits, and are no numbers.
      `SELECT json_remove(result, '$.message.steps', '$.message.omnimessageId') AS result
       FROM run_cell WHERE result GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'`,
    ),
  ];
}
