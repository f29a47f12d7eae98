import { expect, it } from 'vitest';
import { runListActions } from '../../../renderer/features/runs/run-list-actions.ts';
import { initialRuns, type RunsState } from '../../../renderer/features/runs/runs-state.ts';
import type { Run, RunChange } from '../../../shared/contract/runs.ts';
import { ok, type Result } from '../../../shared/messaging/problem.ts';
import { awkwardRun } from '../plans/run-fixture.ts';

/** The actions with calls that the test answers, in the order in which they were made. */
function openRuns() {
  let state: RunsState = { ...initialRuns, list: [run] };
  const answers: ((answer: Result<unknown>) => void)[] = [];
  const call = () => new Promise<Result<unknown>>((resolve) => answers.push(resolve));
  const context = {
    engine: { read: call, ask: call },
    now: () => 0,
    get: () => state,
    set: (patch: Partial<RunsState>) => {
      state = { ...state, ...patch };
    },
  };
  const actions = runListActions(context as unknown as Parameters<typeof runListActions>[0]);
  return { actions, state: () => state, answer: (at: number, value: unknown) => answers[at]?.(ok(value)) };
}

const run = awkwardRun();
const named = (name: string): Run => ({ ...run, name });
const change = (name: string): RunChange => ({ summary: named(name), cells: [] });
const changes = (name: string) => ({ type: 'runs' as const, ids: [run.id], changed: [change(name)] });

it('repeats the changes that came during a call, whose answer may be older', async () => {
  const { actions, state, answer } = openRuns();
  const loading = actions.load();
  actions.follow(changes('newer'));
  answer(0, [named('older')]);
  await loading;
  expect(state().list?.map(({ name }) => name)).toEqual(['newer']);
});

it('repeats no change from before a call, although another call is still under way', async () => {
  const { actions, state, answer } = openRuns();
  const first = actions.load();
  actions.follow(changes('older'));
  const second = actions.load();
  answer(1, [named('newer')]);
  await second;
  expect(state().list?.map(({ name }) => name)).toEqual(['newer']);
  answer(0, [named('oldest')]);
  await first;
});

it('leaves the run as a newer call has read it when an older call of the list is answered', async () => {
  const { actions, state, answer } = openRuns();
  const list = actions.load();
  actions.follow(changes('older'));
  answer(0, [named('older')]);
  await list;
  const looking = actions.look(run.id);
  const again = actions.load();
  actions.follow(changes('older'));
  answer(1, named('oldest'));
  await looking;
  expect(state().run?.name).toBe('older');
  const reading = actions.look(run.id);
  answer(3, named('newer'));
  await reading;
  answer(2, [named('newer')]);
  await again;
  expect(state().run?.name).toBe('newer');
});
