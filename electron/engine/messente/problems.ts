import { fail, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import type { ApiProblem } from './types.ts';

/**
 * Makes an ApiProblem.
 * @param code a stable word for programs
 * @param sentence one sentence for a person, without credentials
 * @param mend what to do about it, one sentence
 * @param more what the answer told, where there was one
 */
export function apiProblem(
  code: string,
  sentence: string,
  mend: string,
  more: Partial<Pick<ApiProblem, 'field' | 'httpStatus' | 'apiCode' | 'detail'>> = {},
): ApiProblem {
  return {
    code,
    field: more.field ?? null,
    sentence,
    mend,
    httpStatus: more.httpStatus ?? null,
    apiCode: more.apiCode ?? null,
    detail: more.detail ?? null,
  };
}

/** A failed Result that carries an ApiProblem. */
export function apiFail<T>(problem: ApiProblem): Result<T, ApiProblem> {
  return fail(problem);
}

/** The plain Problem of it, for places that take no more. */
export function plainProblem({ code, field, sentence, mend }: ApiProblem): Problem {
  return { code, field, sentence, mend };
}
