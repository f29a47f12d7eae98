import type { Result } from '../../../shared/messaging/problem.ts';
import { readAfterReconnect, repeatAfterReconnect } from '../run.ts';
import type { Reader, Session } from '../session.ts';

/** How every command that takes a run explains its argument. */
export const runName = 'the id of a run or its beginning, “latest”, or “latest~1” for the run before';

/** Returns the id of the run with this name. Problems: `no-such-run`, `run-ambiguous`. */
export function findRun(session: Session, name: string): Promise<Result<{ id: string }>> {
  return repeatAfterReconnect(session, () => session.client.runs.find({ name }));
}

/** Returns the id of the run with this name, for a command that only reads. The same problems. */
export function findRunToRead(session: Reader, name: string): Promise<Result<{ id: string }>> {
  return readAfterReconnect(session, () => session.client.runs.find({ name }));
}
