/** Test runs: the plan that is being edited, the runs, and the calls that pause, resume and stop a run. */
import type { Separator } from '../../../shared/contract/common.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { planActions } from './plan-actions.ts';
import { type RunsChange, runListActions } from './run-list-actions.ts';
import type { ReportFormat, RunsState } from './runs-state.ts';

export function runsActions(context: SliceContext) {
  const { store, engine } = context;
  const get = () => store.getState().runs;
  const set = (patch: Partial<RunsState>) =>
    store.setState((state) => ({ runs: { ...state.runs, ...patch } }));
  const { catchUp, follow, ...list } = runListActions({ ...context, get, set });
  const { keepAgain, ...plan } = planActions({ ...context, get, set, loadRuns: list.load });

  const change = async (call: (client: EngineClient) => ReturnType<EngineClient['runs']['stop']>) => {
    const answer = await engine.ask(call);
    if (answer.ok) catchUp();
    return answer;
  };

  return {
    ...list,
    ...plan,
    /** @param change the runs that have changed; null: any of them */
    onChange(change: RunsChange | null) {
      keepAgain();
      follow(change);
    },
    /** How many messages a run would still send, and their cost. */
    estimateMore: (id: string, what: 'resume' | 'retry') =>
      engine.ask((client) => client.runs.estimateMore({ id, what })),
    /** Returns the sandbox's account, which is created if it does not exist. */
    sandbox: () => engine.ask((client) => client.accounts.sandbox()),
    pause: (id: string) => change((client) => client.runs.pause({ id })),
    resume: (id: string) => change((client) => client.runs.resume({ id })),
    stop: (id: string) => change((client) => client.runs.stop({ id })),
    retry: (id: string) => change((client) => client.runs.retryFailed({ id })),
    async confirm(id: string, position: number, handset: 'arrived' | 'missing' | null) {
      const answer = await engine.ask((client) => client.runs.confirm({ id, position, handset }));
      if (answer.ok) catchUp();
      return answer;
    },
    message: (id: string) => engine.ask((client) => client.messages.get({ id })),
    save: (id: string, format: ReportFormat, separator: Separator) =>
      engine.ask((client) => client.runs.save({ id, format, separator })),
  };
}

type RunsActions = ReturnType<typeof runsActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly runs: RunsState;
  }
  interface DeckActions {
    readonly runs: RunsActions;
  }
}

/** Follows test runs. */
export function runsListener(runs: RunsActions): SliceListener {
  return {
    onOpen: () => runs.onChange(null),
    onChange(change) {
      if (change.type === 'runs') runs.onChange(change);
    },
  };
}
