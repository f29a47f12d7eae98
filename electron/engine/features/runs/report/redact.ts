import type { CellResult, Run } from '../../../../../shared/contract/runs.ts';
import type { Params, ParamValue, Phrase, Problem } from '../../../../../shared/messaging/problem.ts';

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

const numberLike = /\+?\d[\d ().-]{5,}\d/gu;
const withoutNumbers = (text: string): string => text.replace(numberLike, '…');

/** Only the parameters of problems are written by others; times and amounts of the phrase itself are ours. */
function redactPhrase(phrase: Phrase): Phrase {
  return {
    ...phrase,
    ...(phrase.text === undefined ? {} : { text: withoutNumbers(phrase.text) }),
    params: redactParams(phrase.params, (text) => text),
  };
}

/** An earlier version stored texts instead of parameters. */
function redactProblem(problem: Problem): Problem {
  const { message, hint } = problem;
  return {
    ...problem,
    ...(message === undefined ? {} : { message: withoutNumbers(message) }),
    ...(hint === undefined ? {} : { hint: withoutNumbers(hint) }),
    params: redactParams(problem.params, withoutNumbers),
  };
}

function redactParams(params: Params = {}, shown: (text: string) => string): Params {
  const redacted = (value: ParamValue): ParamValue => {
    if (typeof value === 'string') return shown(value);
    return typeof value === 'object' && 'code' in value ? redactProblem(value) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, redacted(value)]));
}
