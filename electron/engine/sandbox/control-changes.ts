/** How the control side takes a change, and how it refuses one. */

import type { z } from 'zod';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { type ApiRequest, json, parseJson, type Reply, type Route } from './reply.ts';

/** An answer that holds problems and nothing else. */
export const refuse = (
  status: number,
  problems: readonly Problem[],
  headers: Readonly<Record<string, string>> = {},
): Reply => json(status, { problems: problems.map(withoutId) }, headers);

/** A problem as programs get it: which texts say it, and with what, is our own affair. */
function withoutId({ id: _, params: __, ...rest }: Problem) {
  return rest;
}

export function noAccount(name: string): Reply {
  return refuse(404, [simulatorProblem('no-such-account', { name }, 'account')]);
}

export type Changes = {
  /** Makes a change with the body, once the body is what the schema says. */
  parsed<T>(
    schema: z.ZodType<T>,
    handle: (value: T, request: ApiRequest, parameters: readonly string[]) => Promise<Reply>,
  ): Route['handle'];
  /** Makes a change, and answers 500 where the journal can't be written. */
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
      const result = schema.safeParse(given.value);
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
  const said = issues.flatMap((issue) => {
    const at = (key?: string) => [...issue.path, ...(key === undefined ? [] : [key])].map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => simulatorProblem('unknown-field', { key: at(key) }, at(key)));
    }
    return [simulatorProblem('bad-value', { why: issue.message }, at())];
  });
  // A value may break two rules that are said in the same words.
  return said.filter(
    (one, index) =>
      said.findIndex((other) => other.field === one.field && other.message === one.message) === index,
  );
}
