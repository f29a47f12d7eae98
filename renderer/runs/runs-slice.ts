/** Test runs: the list, the one that is looked at with the one before it, and the plan that is being written. */
import type { Run, RunSummary } from '../../shared/contract/runs.ts';
import type { ProblemView } from '../../shared/contract/schemas.ts';
import type { PlanForm } from '../../shared/plans/plan-form.ts';
import type { SliceContext } from '../app/state.ts';
import { throttle } from '../app/throttle.ts';
import type { EngineClient } from '../app/transport.ts';
import { examplePlan } from './example-plan.ts';

export type PlanCheck = Awaited<ReturnType<EngineClient['runs']['check']>>;
export type ReportFormat = Parameters<EngineClient['runs']['save']>[0]['format'];

export type RunsState = {
  /** null until asked for. */
  readonly list: readonly RunSummary[] | null;
  readonly problem: ProblemView | null;
  readonly run: Run | null;
  /** The run of the same plan before the one that is looked at. */
  readonly before: Run | null;
  readonly lookingAt: string | null;
  /** The plan as it is being written; kept while the window lives. */
  readonly text: string;
  /** Its fields, where it is written in the form; null: as text. */
  readonly form: PlanForm | null;
  readonly check: PlanCheck | null;
  /** A try whose outcome is not known keeps its key, so that trying again begins one run. */
  readonly requestKey: string | null;
};

export const initialRuns: RunsState = {
  list: null,
  problem: null,
  run: null,
  before: null,
  lookingAt: null,
  text: examplePlan,
  form: null,
  check: null,
  requestKey: null,
};

export function runsActions({ store, engine, newKey }: SliceContext) {
  const get = () => store.getState().runs;
  const set = (patch: Partial<RunsState>) =>
    store.setState((state) => ({ runs: { ...state.runs, ...patch } }));

  async function load() {
    const answer = await engine.read((client) => client.runs.list({}));
    if (answer.ok) set({ list: answer.value, problem: null });
    else set({ problem: answer.problem });
  }

  async function loadRun(id: string) {
    const answer = await engine.ask((client) => client.runs.get({ id }));
    if (get().lookingAt !== id) return;
    if (!answer.ok) {
      set({ problem: answer.problem });
      return;
    }
    set({ run: answer.value, problem: null });
    const list = get().list ?? [];
    const at = list.findIndex((one) => one.id === id);
    const earlier = at === -1 ? undefined : list.slice(at + 1).find(({ name }) => name === answer.value.name);
    if (earlier === undefined) {
      set({ before: null });
      return;
    }
    if (get().before?.id === earlier.id) return;
    const before = await engine.ask((client) => client.runs.get({ id: earlier.id }));
    if (get().lookingAt === id) set({ before: before.ok ? before.value : null });
  }

  const catchUp = throttle(400, async () => {
    await load();
    const { lookingAt } = get();
    if (lookingAt !== null) await loadRun(lookingAt);
  });

  let checking = 0;
  const check = throttle(250, async () => {
    checking += 1;
    const turn = checking;
    const { text } = get();
    const answer = await engine.read((client) => client.runs.check({ text }));
    if (turn === checking && answer.ok && text === get().text) set({ check: answer.value });
  });

  const change = async (call: (client: EngineClient) => ReturnType<EngineClient['runs']['stop']>) => {
    const answer = await engine.ask(call);
    if (answer.ok) catchUp();
    return answer;
  };

  return {
    load,
    onChange() {
      if (get().list !== null) catchUp();
    },
    async look(id: string | null) {
      if (id !== get().lookingAt) set({ lookingAt: id, run: null, before: null });
      if (get().list === null) await load();
      if (id !== null) await loadRun(id);
    },
    write(text: string) {
      set({ text, form: null, requestKey: null });
      check();
    },
    /** @param text what the form makes */
    fill(form: PlanForm, text: string) {
      set({ text, form, requestKey: null });
      check();
    },
    /** The text stays until something is changed in the form. */
    showForm(form: PlanForm | null) {
      set({ form });
    },
    check,
    estimate: () => engine.ask((client) => client.runs.estimate({ text: get().text })),
    async start(accountId: string | null, live: boolean) {
      const requestKey = get().requestKey ?? newKey();
      set({ requestKey });
      const answer = await engine.ask((client) =>
        client.runs.start({
          text: get().text,
          live,
          requestKey,
          ...(accountId === null ? {} : { accountId }),
        }),
      );
      if (answer.ok) {
        set({ requestKey: null });
        void load();
      }
      return answer;
    },
    /** The account that the sandbox answers for, made where there is none. */
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
    /** Another run than the one that is looked at. */
    read: (id: string) => engine.ask((client) => client.runs.get({ id })),
    message: (id: string) => engine.ask((client) => client.messages.get({ id })),
    save: (id: string, format: ReportFormat) => engine.ask((client) => client.runs.save({ id, format })),
  };
}
