import { fail, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import type { ApiProblem } from './types.ts';

/**
 * Makes an ApiProblem.
 * @param problem without credentials
 * @param more what the answer told, where there was one
 */
export function apiProblem(
  problem: Problem,
  more: Partial<Pick<ApiProblem, 'field' | 'httpStatus' | 'apiCode' | 'detail'>> = {},
): ApiProblem {
  return {
    ...problem,
    field: more.field ?? problem.field,
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
export function plainProblem({ httpStatus: _, apiCode: __, detail: ___, ...problem }: ApiProblem): Problem {
  return problem;
}
