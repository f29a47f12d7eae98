import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { readText } from './read-bytes.ts';

/** A plan or a scenario with ten thousand numbers is smaller. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Reads a plan or a scenario from a plain file, or from standard input if the path is `-`. Problems:
 * `plan-not-read`, `scenario-not-read`.
 */
export async function readYamlFile(path: string, kind: 'plan' | 'scenario'): Promise<Result<string>> {
  try {
    return ok(await readText(path, mostBytes));
  } catch (error) {
    return fail(cliProblem(`${kind}-not-read`, { reason: errorMessage(error) }, kind));
  }
}
