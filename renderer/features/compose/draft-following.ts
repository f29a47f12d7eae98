/** Reads drafts from the engine, and follows the changes that other windows make to them. */
import { draftUnreadable } from '../../../shared/messaging/draft-problems.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { ComposeAccess, ComposeContext } from './compose-state.ts';
import { type Draft, isBlank } from './draft.ts';
import type { DraftKeeping } from './draft-keeping.ts';
import { parseDraft } from './draft-schema.ts';
import { lastOpen } from './kept-here.ts';

export type DraftFollowing = ComposeContext &
  ComposeAccess & {
    readonly keeping: DraftKeeping;
    readonly show: (draft: Draft, id: string, keptAt: number | null) => void;
    readonly showBlank: () => void;
  };

type Found = { readonly draft: Draft; readonly keptAt: number; readonly preview: string };

/** Loads one draft from the engine. */
export async function fetchDraft(engine: ComposeContext['engine'], id: string): Promise<Answer<Found>> {
  const answer = await engine.ask((client) => client.compose.drafts.get({ id }));
  if (!answer.ok) return answer;
  const draft = parseDraft(answer.value.content);
  // Saved by another version of the window; it stays unchanged.
  if (draft === null) return { ok: false, problem: draftUnreadable() };
  return { ok: true, value: { draft, keptAt: answer.value.updatedAt, preview: answer.value.preview } };
}

export function draftFollowing({ engine, page, get, set, keeping, show, showBlank }: DraftFollowing) {
  async function loadDrafts(): Promise<void> {
    const answer = await engine.read((client) => client.compose.drafts.list());
    if (answer.ok) set({ drafts: answer.value });
  }

  /** Opens the draft that this window had open before it was reloaded. */
  async function openLast(): Promise<void> {
    const id = lastOpen(page.sessionStorage);
    if (id === null || id === get().draftId || !isBlank(get().draft)) return;
    const found = await fetchDraft(engine, id);
    if (found.ok && isBlank(get().draft)) show(found.value.draft, id, found.value.keptAt);
  }

  /** A draft that was left by a previous page or a lost connection; it may have arrived anyway. */
  async function handOver(): Promise<void> {
    const { draftId, draft, keptAt } = get();
    const found = await fetchDraft(engine, draftId);
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
    // The list may be older than a save that finished meanwhile. That save notifies this window again.
    if (draftId !== before.draftId || keptAt !== before.keptAt) return;
    const row = drafts.find((one) => one.id === draftId);
    if (row === undefined) {
      showBlank();
      return set({ elsewhere: 'gone' });
    }
    if (row.updatedAt <= keptAt) return;
    const found = await fetchDraft(engine, draftId);
    const same = get().draftId === draftId && !keeping.isDirty() && !get().sending;
    if (found.ok && same && found.value.keptAt > (get().keptAt ?? 0)) {
      show(found.value.draft, draftId, found.value.keptAt);
    }
  }

  return {
    /** The engine is connected (again): loads the drafts, and saves what could not be saved before. */
    async onOpen(): Promise<void> {
      if (!isBlank(get().draft) && get().keeping.state !== 'kept') await handOver();
      await openLast();
      await loadDrafts();
    },
    /** Another window, or this one, changed a draft. */
    followDrafts: follow,
  };
}
