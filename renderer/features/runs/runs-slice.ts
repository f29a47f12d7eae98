import type { Run } from '../../../shared/contract/runs.ts';
import type { PlanForm } from '../../../shared/plans/plan-form.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { examplePlan } from './example-plan.ts';
import { keepSame } from './matrix-index.ts';
import { planKeeping } from './plan-keeping.ts';
import type { ReportFormat, RunsState } from './runs-state.ts';

/** Between two looks at a run that goes on, however large it is. */
const longestPauseMs = 5_000;

/** Whether there is something in the plan that would be lost if another took its place. */
function isOnlyHere({ text, elsewhere }: Pick<RunsState, 'text' | 'elsewhere'>): boolean {
  return text.trim() !== '' && text !== examplePlan && text !== elsewhere;
}

export function runsActions(context: SliceContext) {
  const { store, engine, newKey, now, page } = context;
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
    const { run: shown } = get();
    const list = shown?.id === id ? keepSame(shown.list, answer.value.list) : answer.value.list;
    set({ run: { ...answer.value, list }, problem: null });
    await loadBefore(answer.value);
  }

  /** The run that is compared with; one that has not come to its end is read again. */
  async function loadBefore({ id, name }: Run) {
    const all = get().list ?? [];
    const at = all.findIndex((one) => one.id === id);
    const others = all.filter((one) => one.name === name && one.id !== id);
    const other =
      others.find((one) => one.id === get().comparing) ??
      (at === -1 ? undefined : others.find((one) => all.indexOf(one) > at));
    if (other === undefined) {
      set({ before: null });
      return;
    }
    const { before } = get();
    const { passed, failed } = other.cells;
    if (before?.id === other.id && before.cells.passed === passed && before.cells.failed === failed) return;
    const read = await engine.ask((client) => client.runs.get({ id: other.id }));
    if (get().lookingAt === id) set({ before: read.ok ? read.value : null });
  }

  const catchUp = throttle(400, async () => {
    const begunAt = now();
    await load();
    const { lookingAt } = get();
    if (lookingAt !== null) await loadRun(lookingAt);
    // A large run takes long to be told: the console and the window are left time for other things.
    const pause = Math.min(longestPauseMs, 3 * Math.max(0, now() - begunAt));
    await new Promise((resolve) => page.setTimeout(resolve, pause));
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

  const keeping = planKeeping(context, get, set, check);
  /** @param safe the text that is in a file or in a run now */
  const noteElsewhere = (safe: string) => {
    set({ elsewhere: safe });
    if (safe === get().text) keeping.touch();
  };

  return {
    load,
    onChange() {
      keeping.again();
      if (get().list !== null) catchUp();
    },
    async look(id: string | null) {
      if (id !== get().lookingAt) set({ lookingAt: id, run: null, before: null, comparing: null });
      if (get().list === null) await load();
      if (id !== null) await loadRun(id);
    },
    async compareWith(id: string) {
      const { run } = get();
      set({ comparing: id });
      if (run !== null) await loadBefore(run);
    },
    /** What is kept of the plan, by this window or by another. */
    openPlan: keeping.read,
    takeOtherPlan: keeping.takeOther,
    keepThisPlan: keeping.keepThis,
    write(text: string) {
      set({ text, form: null, asForm: false, requestKey: null });
      keeping.touch();
      check();
    },
    /** Puts a plan that is in a file or in a run in the place of what is there. */
    replace(text: string) {
      set({ text, form: null, asForm: false, requestKey: null, elsewhere: text });
      keeping.touch();
      check();
    },
    /** Whether this plan would take the place of one that is nowhere else. */
    async wouldLose(text: string) {
      await keeping.read();
      return isOnlyHere(get()) && get().text !== text;
    },
    async savePlan() {
      const { text } = get();
      const answer = await engine.ask((client) => client.runs.savePlan({ text }));
      if (answer.ok) noteElsewhere(text);
      return answer;
    },
    /** @param text what the form makes */
    fill(form: PlanForm, text: string) {
      set({ text, form, asForm: false, requestKey: null });
      keeping.touch();
      check();
    },
    /** The text stays until something is changed in the form. */
    showForm(form: PlanForm | null) {
      set({ form, asForm: false });
    },
    check,
    estimate: () => engine.ask((client) => client.runs.estimate({ text: get().text })),
    /** What a run would still send, and what that may cost. */
    estimateMore: (id: string, what: 'resume' | 'retry') =>
      engine.ask((client) => client.runs.estimateMore({ id, what })),
    async start(accountId: string | null, live: boolean) {
      const requestKey = get().requestKey ?? newKey();
      const { text } = get();
      set({ requestKey });
      const answer = await engine.ask((client) =>
        client.runs.start({
          text,
          live,
          requestKey,
          ...(accountId === null ? {} : { accountId }),
        }),
      );
      if (answer.ok) {
        set({ requestKey: null });
        noteElsewhere(text);
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
    onOpen: () => runs.onChange(),
    onChange(change) {
      if (change.type === 'runs') runs.onChange();
    },
  };
}
