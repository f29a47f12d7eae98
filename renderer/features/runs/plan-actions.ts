/** The plan that is being edited: check, save, save as a file, estimate and start. */
import type { PlanForm } from '../../../shared/plans/plan-form.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { examplePlan } from './example-plan.ts';
import { planKeeping } from './plan-keeping.ts';
import type { RunsAccess, RunsState } from './runs-state.ts';

/** Returns whether replacing the plan would lose something. */
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
  /** Marks a text as safe. @param safe the text that is now in a file or in a run */
  const noteElsewhere = (safe: string) => {
    set({ elsewhere: safe });
    if (safe === get().text) keeping.touch();
  };

  return {
    /** Saves what could not be saved before. */
    keepAgain: keeping.again,
    /** The saved plan, of this window or another. */
    openPlan: keeping.read,
    takeOtherPlan: keeping.takeOther,
    keepThisPlan: keeping.keepThis,
    write(text: string) {
      set({ text, form: null, asForm: false, requestKey: null });
      keeping.touch();
      check();
    },
    /** Replaces the current plan by one that is in a file or in a run. */
    replace(text: string) {
      set({ text, form: null, asForm: false, requestKey: null, elsewhere: text });
      keeping.touch();
      check();
    },
    /** Returns whether this plan would replace one that is saved nowhere else. */
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
    /** Sets the plan from the form. @param text the text that the form creates */
    fill(form: PlanForm, text: string) {
      set({ text, form, asForm: false, requestKey: null });
      keeping.touch();
      check();
    },
    /** The text stays unchanged until the user changes something in the form. */
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
