/** Where a number stands outside of messages and callbacks: in what people write for themselves and keep. */
import { forgetNumber, mayHold } from '../../../../../shared/messaging/forget-number.ts';
import { readPlan } from '../../../../../shared/plans/read-plan.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { mayName, withoutNumber } from './written-yaml.ts';

/** The setting in which kept scenarios stand: a JSON list of their texts (YAML). */
export const scenariosKey = 'sandbox_scenarios';

export type RunNaming = {
  readonly seq: number;
  readonly id: string;
  /** The plan without the number; '' where it can't be taken out: it is one that the plan writes to. null: as it is. */
  readonly plan: string | null;
  /** What is left of the run's name; null: as it is. */
  readonly name: string | null;
  /** What cells call the number: by itself, or as the plan named it. */
  readonly called: readonly string[];
  /** Cells whose results tell the number, by position and attempt. */
  readonly told: readonly { readonly position: number; readonly attempt: number; readonly result: string }[];
};

/**
 * The runs that have a number: in their plan, as the name of a cell, or by a message that they sent to it.
 * @param until only those begun by this time, epoch ms
 */
export function runsNaming(context: QueryContext, number: string, until: number): RunNaming[] {
  const digits = number.slice(1);
  const called = calledIn(context, number);
  // A plan is run again and again, and reading one of hundreds of numbers takes a good part of a second.
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
      const told = context.all<{ position: number; attempt: number; result: string }>(
        'SELECT position, attempt, result FROM run_cell WHERE run_seq = ? AND instr(result, ?) > 0',
        run.seq,
        digits,
      );
      if (names.size === 0 && plan === null && name.found === 0 && told.length === 0) return [];
      return [
        {
          seq: run.seq,
          id: run.id,
          plan: plan?.rest ?? null,
          name: name.found === 0 ? null : String(name.value),
          called: [...names],
          told,
        },
      ];
    });
}

/** By run: names of cells that hold the number, and of those whose message went to it. */
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
  /** The plan without the number; '' where it can't be taken out. */
  readonly rest: string;
  /** As the plan called the number. */
  readonly name: string | null;
};

function withoutInPlan(plan: string, number: string): PlanWithout | null {
  if (!mayName(plan, number)) return null;
  const read = readPlan(plan, null);
  const own = read.ok ? read.plan.numbers.find((one) => one.number === number) : undefined;
  if (own !== undefined) return { rest: '', name: own.name };
  // It stands in a text or a comment only; what can't be read as a plan any more is of no use.
  const without = withoutNumber(plan, number);
  if (without === null) return null;
  const rest = without.rest ?? '';
  return { rest: readPlan(rest, null).ok ? rest : '', name: null };
}

/** What a cell is called whose number is forgotten; several of a run stay several. */
export function markOf(nth: number): string {
  return nth === 1 ? '–' : `– ${nth}`;
}

export function isMark(name: string): boolean {
  return /^–(?: \d+)?$/u.test(name);
}

/** Ids of the saved views that look for a number, or are called by it. */
export function viewsNaming(context: QueryContext, number: string, until: number): string[] {
  return context
    .all<{ id: string; name: string; filter: string }>(
      'SELECT id, name, filter FROM saved_view WHERE created_at <= ?',
      until,
    )
    .filter(({ name, filter }) => forgetNumber([name, JSON.parse(filter)], number).found > 0)
    .map(({ id }) => id);
}

/** The texts of the scenarios that are kept. */
export function keptScenarios(context: QueryContext): string[] {
  const kept = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', scenariosKey);
  const texts: unknown = kept === undefined ? [] : JSON.parse(kept.value);
  return Array.isArray(texts) ? texts.map(String) : [];
}
