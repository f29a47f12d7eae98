import { fail, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import type { ApiProblem } from './types.ts';

/**
 * Creates an ApiProblem.
 * @param problem without credentials
 * @param more data of the answer, if there was one
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

/** Returns a failed Result with an ApiProblem. */
export function apiFail<T>(problem: ApiProblem): Result<T, ApiProblem> {
  return fail(problem);
}

/** Returns the Problem without the data of the answer. */
export function plainProblem({ httpStatus: _, apiCode: __, detail: ___, ...problem }: ApiProblem): Problem {
  return problem;
}
