/** Views that are saved under a name. */
import type { SavedFilter, SavedView } from '../../../shared/contract/messages.ts';
import type { MessagesContext, MessagesState } from './messages-state.ts';
import { savedOf, type View, viewOfSaved } from './view.ts';

/** A saved view that this version can read, and can therefore save again. */
type KnownView = SavedView & { readonly filter: SavedFilter };

export function viewActions({ store, engine, undo }: MessagesContext, setView: (view: View) => void) {
  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));

  async function loadSaved() {
    const answer = await engine.read((client) => client.history.views.list());
    if (answer.ok) set({ saved: answer.value });
  }

  async function save(view: { id?: string; name: string; filter: SavedFilter }) {
    const answer = await engine.ask((client) => client.history.views.save(view));
    await loadSaved();
    return answer;
  }

  async function remove(id: string) {
    const answer = await engine.ask((client) => client.history.views.remove({ id }));
    if (answer.ok && get().savedId === id) set({ savedId: null });
    await loadSaved();
    return answer;
  }

  return {
    loadSaved,
    showSaved(saved: SavedView) {
      setView(viewOfSaved(saved.filter));
      set({ savedId: saved.id });
    },
    /** Saves the current view under a name. */
    async saveView(name: string) {
      const answer = await save({ name, filter: savedOf(get().view) });
      if (!answer.ok) return answer;
      const { id } = answer.value;
      set({ savedId: id });
      undo.offer(
        (words) => words.history.views.saved(name),
        () => remove(id),
      );
      return answer;
    },
    async renameView({ id, name: before, filter }: KnownView, name: string) {
      const answer = await save({ id, name, filter });
      if (answer.ok && name !== before) {
        undo.offer(
          (words) => words.history.views.renamed(name),
          () => save({ id, name: before, filter }),
        );
      }
      return answer;
    },
    /** Replaces the saved view by the current one. */
    async changeView({ id, name, filter }: KnownView) {
      const answer = await save({ id, name, filter: savedOf(get().view) });
      if (answer.ok) {
        undo.offer(
          (words) => words.history.views.changed(name),
          () => save({ id, name, filter }),
        );
      }
      return answer;
    },
    async removeView(saved: SavedView) {
      const answer = await remove(saved.id);
      const { name, filter } = saved;
      if (answer.ok && filter !== null) {
        /* The engine gives it a new id; for the user it is the same view. */
        undo.offer(
          (words) => words.history.views.removed(name),
          () => save({ name, filter }),
        );
      }
      return answer;
    },
  };
}
