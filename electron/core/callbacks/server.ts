import { fail, problem, type Result } from '../../../shared/messaging/problem.ts';
import type { CallbackServer, CallbackServerDependencies, CallbackServerOptions } from './types.ts';

export type * from './types.ts';

/** Starts the callback server. Problems: "port-taken", "port-not-allowed", "cannot-listen", "path-prefix-invalid". */
export async function startCallbackServer(
  _options: CallbackServerOptions,
  _dependencies: CallbackServerDependencies,
): Promise<Result<CallbackServer>> {
  return fail(problem('cannot-listen', 'The callback server is being written.', 'Come back in a moment.'));
}
