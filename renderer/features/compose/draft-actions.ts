/** The actions for several drafts: start, open, duplicate and delete. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { type Draft, isBlank } from './draft.ts';
import { type DraftFollowing, draftFollowing, fetchDraft } from './draft-following.ts';

type DraftContext = DraftFollowing & {
  readonly withoutForgotten: (draft: Draft) => Draft | null;
};

export function draftActions(context: DraftContext) {
  const { engine, newKey, undo, get, set, keeping, show, showBlank, withoutForgotten } = context;

  /**
   * Saves the draft on the screen before something replaces it. @returns the problem if it cannot be saved
   */
  async function putAside(): Promise<ProblemView | null> {
    const problem = await keeping.flush();
    return isBlank(get().draft) ? null : problem;
  }

  /** Restores a deleted draft under its own id, without recipients who were erased meanwhile. */
  function putBack(id: string, draft: Draft, preview: string, open: boolean) {
    return async (): Promise<Answer<unknown>> => {
      const rest = withoutForgotten(draft);
      if (rest === null) return { ok: true, value: null };
      const answer = await engine.ask((client) =>
        client.compose.drafts.save({ id, accountId: null, preview, content: rest }),
      );
      if (answer.ok && open && isBlank(get().draft)) show(rest, id, answer.value.updatedAt);
      return answer;
    };
  }

  return {
    ...draftFollowing(context),
    keepNow: keeping.flush,
    hideElsewhere: () => set({ elsewhere: null }),
    /** Opens a draft; the previous one is saved. @returns the problem if that fails; then nothing changes */
    async beginDraft(draft: Draft | null): Promise<ProblemView | null> {
      const problem = await putAside();
      if (problem !== null) return problem;
      showBlank();
      if (draft !== null) {
        set({ draft });
        keeping.touch();
        await keeping.flush();
      }
      return null;
    },
    async openDraft(id: string): Promise<ProblemView | null> {
      if (id === get().draftId) return null;
      const problem = await putAside();
      if (problem !== null) return problem;
      const found = await fetchDraft(engine, id);
      if (!found.ok) return found.problem;
      show(found.value.draft, id, found.value.keptAt);
      return null;
    },
    /** Duplicates a draft and opens the copy. */
    async doubleDraft(id: string): Promise<ProblemView | null> {
      const problem = await putAside();
      if (problem !== null) return problem;
      const found = await fetchDraft(engine, id);
      if (!found.ok) return found.problem;
      show(found.value.draft, newKey(), null);
      keeping.touch();
      return keeping.flush();
    },
    /** Deletes a draft, with undo. */
    async removeDraft(id: string): Promise<ProblemView | null> {
      if (id === get().draftId) await keeping.flush();
      const found = await fetchDraft(engine, id);
      if (!found.ok) return found.problem;
      const answer = await engine.ask((client) => client.compose.drafts.remove({ id }));
      if (!answer.ok) return answer.problem;
      const wasOpen = id === get().draftId;
      if (wasOpen) showBlank();
      set({ drafts: get().drafts?.filter((one) => one.id !== id) ?? null });
      undo.offer(
        (words) => words.drafts.deleted,
        putBack(id, found.value.draft, found.value.preview, wasOpen),
      );
      return null;
    },
    /** Clears the screen, with undo. */
    discard() {
      const { draft, draftId, keptAt } = get();
      showBlank();
      if (keptAt !== null) void engine.ask((client) => client.compose.drafts.remove({ id: draftId }));
      if (!isBlank(draft)) {
        undo.offer(
          (words) => words.drafts.deleted,
          putBack(draftId, draft, draft.steps[0]?.text.slice(0, 160) ?? '', true),
        );
      }
    },
  };
}
