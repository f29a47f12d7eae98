import type { Run } from '../../../../../shared/contract/runs.ts';

/**
 * Shortens the numbers in a run's report, which may be shared: a number without a name in the plan is shown
 * as "+372…00". Nothing else in a run's cells contains a number, and the plan's text is removed completely.
 */
export function redactRun(run: Run): Run {
  const names = new Map<string, string>();
  const nameOf = (name: string): string => {
    if (!/^\+\d{7,15}$/u.test(name)) return name;
    const known = names.get(name);
    if (known !== undefined) return known;
    const short = `${name.slice(0, 4)}…${name.slice(-2)}`;
    // Two numbers that look the same when shortened stay distinct.
    const alike = [...names.values()].filter((other) => other.startsWith(short)).length;
    const made = alike === 0 ? short : `${short} (${alike + 1})`;
    names.set(name, made);
    return made;
  };
  const cells = (list: Run['list']): Run['list'] =>
    list.map((cell) => ({ ...cell, number: nameOf(cell.number) }));
  return { ...run, plan: '', list: cells(run.list), earlier: cells(run.earlier) };
}
