/** The plan that is written: checked, kept, saved to a file, priced and started. */
import type { PlanForm } from '../../../shared/plans/plan-form.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { examplePlan } from './example-plan.ts';
import { planKeeping } from './plan-keeping.ts';
import type { RunsAccess, RunsState } from './runs-state.ts';

/** Whether there is something in the plan that would be lost if another took its place. */
function isOnlyHere({ text, elsewhere }: Pick<RunsState, 'text' | 'elsewhere'>): boolean {
  return text.trim() !== '' && text !== examplePlan && text !== elsewhere;
}

type Context = SliceContext & RunsAccess & { readonly loadRuns: () => Promise<void> };

export function planActions(context: Context) {
  const { engine, newKey, get, set, loadRuns } = context;

  let checking = 0;
  const check = throttle(250, async () => {
    checking += 1;
    const turn = checking;
    const { text } = get();
    const answer = await engine.read((client) => client.runs.check({ text }));
    if (turn === checking && answer.ok && text === get().text) set({ check: answer.value });
  });

  const keeping = planKeeping(context, get, set, check);
  /** @param safe the text that is in a file or in a run now */
  const noteElsewhere = (safe: string) => {
    set({ elsewhere: safe });
    if (safe === get().text) keeping.touch();
  };

  return {
    /** Keeps what could not be kept before. */
    keepAgain: keeping.again,
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
        void loadRuns();
      }
      return answer;
    },
  };
}
