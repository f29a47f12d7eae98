/** Several drafts: opened, begun, doubled, deleted, and told of by other windows. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import { draftUnreadable } from '../../../shared/messaging/draft-problems.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { ComposeContext, ComposeState } from './compose-state.ts';
import { type Draft, isBlank } from './draft.ts';
import type { DraftKeeping } from './draft-keeping.ts';
import { parseDraft } from './draft-schema.ts';
import { lastOpen } from './kept-here.ts';

type DraftContext = ComposeContext & {
  readonly get: () => ComposeState;
  readonly set: (patch: Partial<ComposeState>) => void;
  readonly keeping: DraftKeeping;
  readonly show: (draft: Draft, id: string, keptAt: number | null) => void;
  readonly showBlank: () => void;
  readonly withoutForgotten: (draft: Draft) => Draft | null;
};

type Found = { readonly draft: Draft; readonly keptAt: number; readonly preview: string };

export function draftActions(context: DraftContext) {
  const { engine, newKey, page, undo, get, set, keeping, show, showBlank, withoutForgotten } = context;

  async function fetchDraft(id: string): Promise<Answer<Found>> {
    const answer = await engine.ask((client) => client.composing.drafts.get({ id }));
    if (!answer.ok) return answer;
    const draft = parseDraft(answer.value.content);
    // Kept by a window of another make; it is left as it is.
    if (draft === null) return { ok: false, problem: draftUnreadable() };
    return { ok: true, value: { draft, keptAt: answer.value.updatedAt, preview: answer.value.preview } };
  }

  async function loadDrafts(): Promise<void> {
    const answer = await engine.read((client) => client.composing.drafts.list());
    if (answer.ok) set({ drafts: answer.value });
  }

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
        client.composing.drafts.save({ id, accountId: null, preview, content: rest }),
      );
      if (answer.ok && open && isBlank(get().draft)) show(rest, id, answer.value.updatedAt);
      return answer;
    };
  }

  /** Opens the draft that this window had open before it was loaded again. */
  async function openLast(): Promise<void> {
    const id = lastOpen(page.sessionStorage);
    if (id === null || id === get().draftId || !isBlank(get().draft)) return;
    const found = await fetchDraft(id);
    if (found.ok && isBlank(get().draft)) show(found.value.draft, id, found.value.keptAt);
  }

  /** What a former page or a lost connection left; it may have arrived all the same. */
  async function handOver(): Promise<void> {
    const { draftId, draft, keptAt } = get();
    const found = await fetchDraft(draftId);
    if (get().draftId !== draftId) return;
    const arrived = found.ok && JSON.stringify(found.value.draft) === JSON.stringify(draft);
    if (found.ok && arrived && found.value.keptAt !== keptAt) set({ keptAt: found.value.keptAt });
    if (arrived && get().draft === draft) keeping.settle();
    else keeping.touch();
  }

  async function follow(): Promise<void> {
    const before = get();
    await loadDrafts();
    const { draftId, keptAt, drafts, sending } = get();
    if (keptAt === null || drafts === null || sending || keeping.isDirty()) return;
    // The list may be older than the save that ended meanwhile. That save notifies this window again.
    if (draftId !== before.draftId || keptAt !== before.keptAt) return;
    const row = drafts.find((one) => one.id === draftId);
    if (row === undefined) {
      showBlank();
      return set({ elsewhere: 'gone' });
    }
    if (row.updatedAt <= keptAt) return;
    const found = await fetchDraft(draftId);
    const same = get().draftId === draftId && !keeping.isDirty() && !get().sending;
    if (found.ok && same && found.value.keptAt > (get().keptAt ?? 0)) {
      show(found.value.draft, draftId, found.value.keptAt);
    }
  }

  return {
    /** The engine is there (again): what it keeps is asked for, and what it could not keep is handed over. */
    async onOpen(): Promise<void> {
      if (!isBlank(get().draft) && get().keeping.state !== 'kept') await handOver();
      await openLast();
      await loadDrafts();
    },
    /** Another window, or this one, changed a draft. */
    followDrafts: follow,
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
      const found = await fetchDraft(id);
      if (!found.ok) return found.problem;
      show(found.value.draft, id, found.value.keptAt);
      return null;
    },
    /** A second one like it, opened. */
    async doubleDraft(id: string): Promise<ProblemView | null> {
      const problem = await putAside();
      if (problem !== null) return problem;
      const found = await fetchDraft(id);
      if (!found.ok) return found.problem;
      show(found.value.draft, newKey(), null);
      keeping.touch();
      return keeping.flush();
    },
    /** Takes a draft away, with a way back. */
    async removeDraft(id: string): Promise<ProblemView | null> {
      if (id === get().draftId) await keeping.flush();
      const found = await fetchDraft(id);
      if (!found.ok) return found.problem;
      const answer = await engine.ask((client) => client.composing.drafts.remove({ id }));
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
      if (keptAt !== null) void engine.ask((client) => client.composing.drafts.remove({ id: draftId }));
      if (!isBlank(draft)) {
        undo.offer(
          (words) => words.drafts.deleted,
          putBack(draftId, draft, draft.steps[0]?.text.slice(0, 160) ?? '', true),
        );
      }
    },
  };
}
