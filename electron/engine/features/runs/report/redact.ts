import type { CellResult, Run } from '../../../../../shared/contract/runs.ts';
import type { Params, Phrase, Problem } from '../../../../../shared/messaging/problem.ts';

/**
 * Shortens the numbers in a run's report, which may be shared: a number without a name in the plan is shown
 * as "+372…00". Messente's own words about a refused request may contain the number, so digits are removed from them.
 * Nothing else in a run's cells contains a number, and the plan's text is removed completely.
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
    list.map((cell) => ({ ...cell, number: nameOf(cell.number), result: redactResult(cell.result) }));
  return { ...run, plan: '', list: cells(run.list), earlier: cells(run.earlier) };
}

function redactResult(result: CellResult | null): CellResult | null {
  if (result === null) return null;
  const { message } = result;
  const answer = message?.answer ?? null;
  return {
    ...result,
    judgements: result.judgements.map((judgement) => ({
      ...judgement,
      found: redactPhrase(judgement.found),
    })),
    message:
      message === null || answer === null
        ? message
        : {
            ...message,
            answer: { ...answer, problem: answer.problem === null ? null : redactProblem(answer.problem) },
          },
  };
}

/** Only the parameters of problems are written by others; times and amounts of the phrase itself are ours. */
function redactPhrase(phrase: Phrase): Phrase {
  const params = Object.entries(phrase.params ?? {}).map(([name, value]) => [
    name,
    typeof value === 'object' && 'code' in value ? redactProblem(value) : value,
  ]);
  return {
    ...phrase,
    ...withoutNumbers({ text: phrase.text }),
    params: Object.fromEntries(params) as Params,
  };
}

const numberLike = /\+?\d[\d ().-]{5,}\d/gu;

function redactProblem(problem: Problem): Problem {
  const params = Object.entries(problem.params ?? {}).map(([name, value]) => {
    if (typeof value === 'string') return [name, value.replace(numberLike, '…')];
    return [name, typeof value === 'object' && 'code' in value ? redactProblem(value) : value];
  });
  const { message, hint } = problem as Problem & { readonly message?: string; readonly hint?: string };
  return { ...problem, ...withoutNumbers({ message, hint }), params: Object.fromEntries(params) as Params };
}

/** An earlier version stored texts instead of parameters. */
function withoutNumbers<Name extends string>(texts: Readonly<Record<Name, string | undefined>>) {
  return Object.fromEntries(
    Object.entries<string | undefined>(texts).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text.replace(numberLike, '…')]],
    ),
  );
}
