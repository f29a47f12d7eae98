/**
 * Saves the plan while it is being edited: soon after each pause, and when the window is left. If another
 * window has changed it meanwhile, or a number was erased from it, nothing is overwritten until the user has
 * chosen a version.
 */
import { z } from 'zod/mini';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';
import type { RunsState } from './runs-state.ts';

/** The pause in typing after which the plan is saved, milliseconds. */
const pauseMs = 600;
/** Data that a page leaves for the next one of the same window if there was no time to save it. */
const leftKey = 'omnideck:plan-unsaved';

type Written = Pick<RunsState, 'text' | 'asForm' | 'keptAt'>;

const leftSchema = z.object({ text: z.string(), asForm: z.boolean(), keptAt: z.nullable(z.number()) });

/** If storage is full or forbidden, the plan on the screen is not affected. */
function tryStorage(change: () => void): void {
  try {
    change();
  } catch {
    /* Storage is full or forbidden. */
  }
}

/** Returns a plan that a previous page of this window left, and removes it from here. */
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
  /** The plan was changed and will be saved soon. */
  readonly touch: () => void;
  /** Shows the saved plan, unless the plan on the screen is still to be saved. */
  readonly read: () => Promise<void>;
  /** Replaces the plan on the screen by the other version. */
  readonly takeOther: () => Promise<void>;
  /** Replaces the other version by the plan on the screen; or retries. */
  readonly keepThis: () => Promise<void>;
  /** The engine is available again: retries what could not be saved. */
  readonly again: () => void;
};

/**
 * Saves the plan when the page is hidden, and leaves it for this window's next page if there is too little
 * time.
 */
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

/** The state that shows the plan as stored by the engine. */
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
        // A plan that a page saved while it was left looks like another version, but is the same.
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
    // The user decides which of the two versions stays.
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
    // Text that was typed meanwhile takes precedence.
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
