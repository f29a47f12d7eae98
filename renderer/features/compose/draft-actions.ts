/** The actions for several drafts: begin, open, duplicate and delete. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { type Draft, isBlank } from './draft.ts';
import { type DraftFollowing, draftFollowing, fetchDraft } from './draft-following.ts';

type DraftContext = DraftFollowing & {
  readonly withoutForgotten: (draft: Draft) => Draft | null;
};

export function draftActions(context: DraftContext) {
  const { engine, newKey, undo, get, set, keeping, show, showBlank, withoutForgotten } = context;

  /** Keeps what is on the screen before something else takes its place. @returns why it can't be */
  async function putAside(): Promise<ProblemView | null> {
    const problem = await keeping.flush();
    return isBlank(get().draft) ? null : problem;
  }

  /** Puts a draft that was taken away back, under its own id and without who was erased meanwhile. */
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
    /** A draft in the place of the one on the screen, which is kept. @returns why it can't be; then nothing is done */
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
    /** A second one like it, opened. */
    async doubleDraft(id: string): Promise<ProblemView | null> {
      const problem = await putAside();
      if (problem !== null) return problem;
      const found = await fetchDraft(engine, id);
      if (!found.ok) return found.problem;
      show(found.value.draft, newKey(), null);
      keeping.touch();
      return keeping.flush();
    },
    /** Takes a draft away, with a way back. */
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
    /** Empties the screen, with a way back. */
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
