/**
 * Saves the draft while it is being written: soon after each pause, and when the window is left. If another
 * window has changed the same draft meanwhile, nothing is overwritten: the draft here becomes a separate one.
 */
import type { ProblemView } from '../../../shared/contract/common.ts';
import { stepWords } from '../../../shared/messaging/step-words.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { ComposeState } from './compose-state.ts';
import { chainOf, type Draft, isBlank } from './draft.ts';
import { leaveUnsaved, rememberOpen } from './kept-here.ts';

/** The pause in typing after which the draft is saved, milliseconds. */
const pauseMs = 600;
const longestPreview = 160;

export type DraftKeeping = {
  /** The draft was changed and will be saved soon. */
  readonly touch: () => void;
  /** Saves it now. @returns null if it was saved, otherwise the problem */
  readonly flush: () => Promise<ProblemView | null>;
  /** The draft on the screen is saved, or need not be saved. */
  readonly settle: () => void;
  /** Replaces the saved draft by the one on the screen, including another window's changes. */
  readonly force: () => Promise<ProblemView | null>;
  readonly isDirty: () => boolean;
};

function previewOf(draft: Draft): string {
  const words = chainOf(draft)
    .steps.map(stepWords)
    .find((text) => text.trim() !== '');
  return (words ?? '').replace(/\s+/gu, ' ').trim().slice(0, longestPreview).toWellFormed();
}

export function draftKeeping(
  { store, engine, page, newKey }: SliceContext,
  get: () => ComposeState,
  set: (patch: Partial<ComposeState>) => void,
): DraftKeeping {
  let timer: number | null = null;
  let dirty = false;
  let running: Promise<ProblemView | null> | null = null;

  function cancel() {
    if (timer !== null) page.clearTimeout(timer);
    timer = null;
  }

  function touch() {
    dirty = true;
    if (get().keeping.state !== 'failed') set({ keeping: { state: 'waiting' } });
    cancel();
    timer = page.setTimeout(() => void flush(), pauseMs);
  }

  function settle() {
    cancel();
    dirty = false;
    set({ keeping: { state: 'kept' } });
  }

  /** Saves once; repeats if the draft was changed meanwhile. */
  async function save(replace: boolean): Promise<ProblemView | null> {
    while (dirty) {
      dirty = false;
      const { draft, draftId, keptAt } = get();
      if (isBlank(draft)) {
        if (keptAt !== null) await engine.ask((client) => client.compose.drafts.remove({ id: draftId }));
        set({ keptAt: null });
        continue;
      }
      const accountId = store.getState().console.overview?.currentAccountId ?? null;
      const answer = await engine.ask((client) =>
        client.compose.drafts.save({
          id: draftId,
          accountId,
          preview: previewOf(draft),
          content: draft,
          ...(replace ? {} : { basedOn: keptAt }),
        }),
      );
      // Another draft may have been opened while this one was being saved.
      const still = get().draftId === draftId;
      if (answer.ok) {
        if (still) {
          set({ keptAt: answer.value.updatedAt });
          rememberOpen(page.sessionStorage, draftId);
        }
        continue;
      }
      const { code } = answer.problem;
      if (still && (code === 'draft-changed' || code === 'draft-gone')) {
        set({ draftId: newKey(), keptAt: null, elsewhere: code === 'draft-gone' ? 'gone' : 'changed' });
        rememberOpen(page.sessionStorage, get().draftId);
        dirty = true;
        continue;
      }
      if (still) {
        dirty = true;
        set({ keeping: { state: 'failed', problem: answer.problem } });
      }
      return answer.problem;
    }
    set({ keeping: { state: 'kept' } });
    return null;
  }

  async function flush(replace = false): Promise<ProblemView | null> {
    cancel();
    while (running !== null) await running;
    if (!dirty) return null;
    running = save(replace).finally(() => {
      running = null;
    });
    return running;
  }

  page.addEventListener('pagehide', () => {
    const { draft, draftId, keptAt } = get();
    if (!dirty && running === null) return;
    if (!isBlank(draft)) leaveUnsaved(page.sessionStorage, { id: draftId, keptAt, draft });
    void flush();
  });
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') void flush();
  });

  return {
    touch,
    flush: () => flush(),
    settle,
    force() {
      dirty = true;
      return flush(true);
    },
    isDirty: () => dirty || running !== null,
  };
}
