/** The selected messages, and actions on several at once; tags and notes with undo. */
import type { BeforeResending, ResendMore } from '../../../shared/contract/compose.ts';
import type { EachOutcome } from '../../../shared/contract/messages.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { allOf, type Chosen, mostChosen, nothingChosen, rangeTo, toggled } from './choosing.ts';
import type { ListActions } from './list-actions.ts';
import type { MessagesContext } from './messages-state.ts';

type Changes = readonly { readonly id: string; readonly tag: string }[];

export function bulkActions(
  { store, engine, undo }: MessagesContext,
  list: ListActions,
  lookAgain: (id: string) => void,
) {
  let chosen: Chosen = nothingChosen;
  const get = () => store.getState().messages;

  function choose(next: Chosen) {
    chosen = next;
    store.setState((state) => ({ messages: { ...state.messages, chosen: next.ids } }));
  }

  /** Removes tags, or adds them again: for each message the tags that it had. */
  async function applyTags(changes: Changes, way: 'add' | 'remove'): Promise<Answer<unknown>> {
    const idsOf = new Map<string, string[]>();
    for (const { id, tag } of changes) idsOf.set(tag, [...(idsOf.get(tag) ?? []), id]);
    for (const [tag, ids] of idsOf) {
      const add = way === 'add' ? [tag] : [];
      const remove = way === 'add' ? [] : [tag];
      const answer = await engine.ask((client) => client.messages.tag({ ids, add, remove }));
      if (!answer.ok) return answer;
      for (const id of ids) lookAgain(id);
    }
    return { ok: true, value: null };
  }

  async function setNote(id: string, note: string | null) {
    const answer = await engine.ask((client) => client.messages.note({ id, note }));
    lookAgain(id);
    return answer;
  }

  return {
    /** Selects or deselects one message. */
    choose: (id: string) => choose(toggled(chosen, id)),
    /** Selects from the last selected message, or else from the shown one, to here. */
    chooseTo: (id: string) => choose(rangeTo(chosen, get().ids, id, get().detail?.id ?? null)),
    /** Selects all messages of the view, up to the limit; loads missing ones. */
    async chooseAll() {
      if (get().fromEnd || !get().atStart) await list.begin();
      /*
       * While another list is loading, the ids still belong to the previous one, so none of them may be
       * selected.
       */
      while (get().loading === 'first') await list.begin();
      if (get().problem !== null) return;
      for (let before = -1; get().ids.length < mostChosen && get().ids.length > before; ) {
        before = get().ids.length;
        await list.further();
      }
      choose(allOf(get().ids));
    },
    clearChoice() {
      if (chosen.ids.size > 0) choose(nothingChosen);
      chosen = nothingChosen;
    },
    /** Adds and removes tags; the actual changes can be undone. */
    async tag(ids: readonly string[], add: readonly string[], remove: readonly string[]) {
      const answer = await engine.ask((client) =>
        client.messages.tag({ ids: [...ids], add: [...add], remove: [...remove] }),
      );
      for (const id of ids) lookAgain(id);
      if (!answer.ok) return answer;
      const { added, removed } = answer.value;
      const count = new Set([...added, ...removed].map((change) => change.id)).size;
      if (count > 0) {
        undo.offer(
          (words) => words.messages.tags.done(count, [...add], [...remove]),
          async () => {
            const back = await applyTags(added, 'remove');
            return back.ok ? applyTags(removed, 'add') : back;
          },
        );
      }
      return answer;
    },
    async note(id: string, note: string | null) {
      const answer = await setNote(id, note);
      if (answer.ok && (answer.value.before ?? '') !== (note ?? '')) {
        const { before } = answer.value;
        const done = note === null ? 'removed' : before === null ? 'added' : 'changed';
        undo.offer(
          (words) => words.messages.note[done],
          () => setNote(id, before),
        );
      }
      return answer;
    },
    cancelMany: (ids: readonly string[]): Promise<Answer<EachOutcome>> =>
      engine.read((client) => client.messages.cancelMany({ ids: [...ids] })),
    /** `requestKey`: one per question, so that a repeated call sends once. */
    resendMany: (
      ids: readonly string[],
      evenIfTwice: boolean,
      requestKey: string,
      moreOf: Readonly<Record<string, ResendMore>>,
    ): Promise<Answer<EachOutcome>> =>
      engine.read((client) => client.messages.resendMany({ ids: [...ids], evenIfTwice, requestKey, moreOf })),
    /** Returns the warnings before these messages are resent. */
    beforeResending: (ids: readonly string[]): Promise<Answer<BeforeResending>> =>
      engine.read((client) => client.messages.beforeResending({ ids: [...ids] })),
  };
}
