/** Views that are saved under a name. */
import type { SavedFilter, SavedView } from '../../../shared/contract/messages.ts';
import type { MessagesContext, MessagesState } from './messages-state.ts';
import { savedOf, type View, viewOfSaved } from './view.ts';

/** A saved view that this version can read, and can therefore save again. */
type KnownView = SavedView & { readonly filter: SavedFilter };

/** What the engine stores of a view: all its fields except its place. */
type Storable = Omit<KnownView, 'id' | 'position'>;

function storable({ id: _id, position: _position, ...fields }: KnownView): Storable {
  return fields;
}

function isKnown(saved: SavedView): saved is KnownView {
  return saved.filter !== null;
}

export function viewActions({ store, engine, undo }: MessagesContext, setView: (view: View) => void) {
  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));

  async function loadSaved() {
    const answer = await engine.read((client) => client.messages.views.list());
    if (answer.ok) set({ saved: answer.value });
  }

  async function save(view: Pick<Storable, 'name' | 'filter'> & Partial<Storable> & { id?: string }) {
    const answer = await engine.ask((client) => client.messages.views.save(view));
    await loadSaved();
    return answer;
  }

  async function remove(id: string) {
    const answer = await engine.ask((client) => client.messages.views.remove({ id }));
    if (answer.ok && get().savedId === id) set({ savedId: null });
    await loadSaved();
    return answer;
  }

  /** Changes some fields of a saved view; the others stay as they are. */
  async function changeSaved(saved: KnownView, patch: Partial<Storable>) {
    const { id } = saved;
    const before = storable(saved);
    const after = { ...before, ...patch };
    const answer = await save({ id, ...after });
    const renamed = after.name !== before.name;
    if (answer.ok && (renamed || patch.name === undefined)) {
      undo.offer(
        ({ messages: { views } }) => (renamed ? views.renamed : views.changed)(after.name),
        () => save({ id, ...before }),
      );
    }
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
        (words) => words.messages.views.saved(name),
        () => remove(id),
      );
      return answer;
    },
    changeSaved,
    /** Replaces the filter of a saved view by the current one. */
    changeView: (saved: KnownView) => changeSaved(saved, { filter: savedOf(get().view) }),
    async removeView(saved: SavedView) {
      const answer = await remove(saved.id);
      if (answer.ok && isKnown(saved)) {
        /* The engine gives it a new id; for the user it is the same view. */
        undo.offer(
          (words) => words.messages.views.removed(saved.name),
          () => save(storable(saved)),
        );
      }
      return answer;
    },
  };
}
