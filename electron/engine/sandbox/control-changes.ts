/** Validates and applies changes through the control API, and answers with problems. */

import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { parsePlainly } from './issue-words.ts';
import { type ApiRequest, json, parseJson, type Reply, type Route } from './reply.ts';

/** Returns an answer that contains only problems. */
export const refuse = (
  status: number,
  problems: readonly Problem[],
  headers: Readonly<Record<string, string>> = {},
): Reply => json(status, { problems: problems.map(problemJson) }, headers);

/** Returns a problem as programs get it: with its texts instead of their id, and with line and column if it has them. */
function problemJson(problem: Problem) {
  const { id: _, params: __, ...others } = problem;
  return { ...errorJson(problem), ...others };
}

export function noAccount(name: string): Reply {
  return refuse(404, [simulatorProblem('no-such-account', { name }, 'account')]);
}

export type Changes = {
  /** Validates the body with the schema, then makes the change. */
  parsed<T>(
    schema: z.ZodType<T>,
    handle: (value: T, request: ApiRequest, parameters: readonly string[]) => Promise<Reply>,
  ): Route['handle'];
  /** Makes the change; answers 500 if the journal cannot be written. */
  written(change: () => Promise<Reply>): Promise<Reply>;
};

export function createChanges(log: (line: string) => void): Changes {
  function parsed<T>(
    schema: z.ZodType<T>,
    handle: (value: T, request: ApiRequest, parameters: readonly string[]) => Promise<Reply>,
  ): Route['handle'] {
    return async (request, parameters) => {
      const given = parseJson(request.body);
      if (given === null) {
        return refuse(400, [simulatorProblem('not-json')]);
      }
      const result = parsePlainly(schema, given.value);
      if (!result.success) return refuse(400, problemsOf(result.error.issues));
      return written(() => handle(result.data, request, parameters));
    };
  }

  async function written(change: () => Promise<Reply>): Promise<Reply> {
    try {
      return await change();
    } catch (error) {
      log(`the journal can't be written: ${String(error)}`);
      return refuse(500, [simulatorProblem('not-written')]);
    }
  }

  return { parsed, written };
}

function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  const problems = issues.flatMap((issue) => {
    const at = (key?: string) => [...issue.path, ...(key === undefined ? [] : [key])].map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => simulatorProblem('unknown-field', { field: at(key) }, at(key)));
    }
    return [simulatorProblem('bad-value', { why: issue.message }, at())];
  });
  // A value may break two rules that have the same message; report the message once.
  return problems.filter(
    (one, index) => problems.findIndex((other) => isDeepStrictEqual(other, one)) === index,
  );
}
