/**
 * Keeps the plan while it is written: soon after each pause, and when the window is left. Where another window has
 * changed it meanwhile, or a number was erased from it, nothing is overwritten until the person has said which stays.
 */
import { z } from 'zod/mini';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { RunsState } from './runs-state.ts';

/** A pause in the typing, milliseconds. */
const pauseMs = 600;
/** What a page leaves for the next one of the same window where there was no time to hand it over. */
const leftKey = 'omnideck:plan-unsaved';

type Written = Pick<RunsState, 'text' | 'asForm' | 'keptAt'>;

const leftSchema = z.object({ text: z.string(), asForm: z.boolean(), keptAt: z.nullable(z.number()) });

/** A full or forbidden storage loses nothing that is on the screen. */
function tryStorage(change: () => void): void {
  try {
    change();
  } catch {
    /* See above. */
  }
}

/** A plan that a former page of this window left; it is forgotten here. */
function takeLeft(storage: Storage): Written | null {
  let left: unknown = null;
  tryStorage(() => {
    left = JSON.parse(storage.getItem(leftKey) ?? 'null');
    storage.removeItem(leftKey);
  });
  const read = leftSchema.safeParse(left);
  return read.success ? read.data : null;
}

type PlanKeeping = {
  /** The plan was changed: it will be kept soon. */
  readonly touch: () => void;
  /** Shows the plan as it is kept, unless what is on the screen is still to be kept. */
  readonly read: () => Promise<void>;
  /** The other one takes the place of what is on the screen. */
  readonly takeOther: () => Promise<void>;
  /** What is on the screen takes the place of the other one; or it is tried again. */
  readonly keepThis: () => Promise<void>;
  /** The engine is there again: what could not be kept is tried once more. */
  readonly again: () => void;
};

/** Keeps the plan when the page is hidden, and leaves it for the next page of this window where the time is too short. */
function keepOnLeave(
  page: Window,
  get: () => RunsState,
  { isPending, flush }: { readonly isPending: () => boolean; readonly flush: () => void },
): void {
  page.addEventListener('pagehide', () => {
    if (!isPending()) return;
    const { text, form, asForm, keptAt } = get();
    tryStorage(() =>
      page.sessionStorage.setItem(leftKey, JSON.stringify({ text, asForm: asForm || form !== null, keptAt })),
    );
    flush();
  });
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') flush();
  });
}

type KeptPlan = NonNullable<Awaited<ReturnType<EngineClient['runs']['keptPlan']>>>;

/** The state that shows a plan as the engine keeps it. */
function shownAs({ text, asForm, elsewhere, keptAt }: KeptPlan): Partial<RunsState> {
  return {
    text,
    asForm,
    form: null,
    elsewhere: elsewhere ? text : null,
    keptAt,
    begun: true,
    notKept: null,
    requestKey: null,
  };
}

export function planKeeping(
  { engine, page }: SliceContext,
  get: () => RunsState,
  set: (patch: Partial<RunsState>) => void,
  check: () => void,
): PlanKeeping {
  let timer: number | null = null;
  let dirty = false;
  let running: Promise<void> | null = null;

  function cancel() {
    if (timer !== null) page.clearTimeout(timer);
    timer = null;
  }

  async function isSame(text: string): Promise<boolean> {
    const kept = await engine.read((client) => client.runs.keptPlan());
    if (!kept.ok || kept.value?.text !== text) return false;
    set({ keptAt: kept.value.keptAt });
    return true;
  }

  async function save(replace: boolean): Promise<void> {
    while (dirty) {
      dirty = false;
      const { text, form, asForm, elsewhere, keptAt } = get();
      const answer = await engine.ask((client) =>
        client.runs.keepPlan({
          text,
          asForm: asForm || form !== null,
          elsewhere: elsewhere === text,
          ...(replace ? {} : { basedOn: keptAt }),
        }),
      );
      if (!answer.ok) {
        dirty = true;
        // What a page handed over while it was left comes back as the other one: it is the same.
        if (answer.problem.code === 'plan-changed' && (await isSame(text))) continue;
        set({ notKept: answer.problem });
        return;
      }
      set({ keptAt: answer.value.keptAt, notKept: null });
    }
  }

  async function flush(replace = false): Promise<void> {
    cancel();
    while (running !== null) await running;
    if (!dirty) return;
    running = save(replace).finally(() => {
      running = null;
    });
    await running;
  }

  function touch() {
    dirty = true;
    cancel();
    // Which of the two stays is for the person to say.
    if (get().notKept?.code === 'plan-changed') return;
    timer = page.setTimeout(() => void flush(), pauseMs);
  }

  const left = takeLeft(page.sessionStorage);
  if (left !== null) {
    set({ ...left, begun: true });
    touch();
  }

  async function show(): Promise<ProblemView | null> {
    const answer = await engine.read((client) => client.runs.keptPlan());
    if (!answer.ok) return answer.problem;
    // Typing that began meanwhile counts more.
    if (dirty || running !== null) return null;
    const kept = answer.value;
    if (kept === null) {
      set({ keptAt: null, begun: true, notKept: null });
      return null;
    }
    if (kept.keptAt === get().keptAt && get().begun) return null;
    set(shownAs(kept));
    check();
    return null;
  }

  keepOnLeave(page, get, { isPending: () => dirty || running !== null, flush: () => void flush() });

  return {
    touch,
    async read() {
      if (!dirty && running === null) await show();
    },
    async takeOther() {
      cancel();
      while (running !== null) await running;
      dirty = false;
      const problem = await show();
      if (problem === null) return;
      dirty = true;
      set({ notKept: problem });
    },
    again() {
      if (dirty && timer === null && get().notKept?.code !== 'plan-changed') void flush();
    },
    async keepThis() {
      dirty = true;
      await flush(get().notKept?.code === 'plan-changed');
    },
  };
}
