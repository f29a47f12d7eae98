import type { Run } from '../../../../../shared/contract/runs.ts';

/**
 * A number that a plan gave no name is called by its digits; a report is passed on, so most of them are left out:
 * "+372…00". Nothing else in a run's cells holds a number, and the plan's own text is left out altogether.
 */
export function redactRun(run: Run): Run {
  const names = new Map<string, string>();
  const nameOf = (name: string): string => {
    if (!/^\+\d{7,15}$/u.test(name)) return name;
    const known = names.get(name);
    if (known !== undefined) return known;
    const short = `${name.slice(0, 4)}…${name.slice(-2)}`;
    // Two that look alike are still two.
    const alike = [...names.values()].filter((other) => other.startsWith(short)).length;
    const made = alike === 0 ? short : `${short} (${alike + 1})`;
    names.set(name, made);
    return made;
  };
  const cells = (list: Run['list']): Run['list'] =>
    list.map((cell) => ({ ...cell, number: nameOf(cell.number) }));
  return { ...run, plan: '', list: cells(run.list), earlier: cells(run.earlier) };
}
