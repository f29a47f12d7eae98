import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { Context } from './run-context.ts';
import type { StoredRun } from './sql/read-runs.ts';

/** Changes the state of a run that is not over. */
export async function setState(
  runner: Context,
  run: StoredRun,
  state: 'paused' | 'stopped' | 'finished',
  why: Problem | null,
): Promise<void> {
  const { store, now } = runner.options;
  await store.write('setRunState', {
    id: run.id,
    from: ['running', 'paused'],
    state,
    problem: why === null ? null : JSON.stringify(why),
    now: now(),
  });
  runner.options.onChange(run.id, []);
}
