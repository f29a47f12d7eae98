/**
 * What this window remembers for itself between two loads of the page: which draft it had open, and a draft that could
 * not be handed to the engine any more. Gone with the window: the drafts themselves are the engine's to keep.
 */
import type { Draft } from './draft.ts';
import { parseDraft } from './draft-schema.ts';

const openKey = 'omnideck:draft-open';
const unsavedKey = 'omnideck:draft-unsaved';
/** Where the only draft was kept before the engine kept drafts; taken over once. */
const formerKey = 'omnideck:draft';

type Unsaved = { readonly id: string; readonly keptAt: number | null; readonly draft: Draft };

function readJson(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** A draft that a former page left; it is forgotten here. */
export function takeUnsaved(storage: Storage, newKey: () => string): Unsaved | null {
  const former = parseDraft(readJson(storage, formerKey));
  const left = readJson(storage, unsavedKey);
  storage.removeItem(formerKey);
  storage.removeItem(unsavedKey);
  if (former !== null) return { id: newKey(), keptAt: null, draft: former };
  if (typeof left !== 'object' || left === null || !('draft' in left)) return null;
  const draft = parseDraft(left.draft);
  if (draft === null) return null;
  const id = 'id' in left && typeof left.id === 'string' ? left.id : newKey();
  const keptAt = 'keptAt' in left && typeof left.keptAt === 'number' ? left.keptAt : null;
  return { id, keptAt, draft };
}

/** A full or forbidden storage loses nothing that is on the screen. */
function tryStorage(change: () => void): void {
  try {
    change();
  } catch {
    /* See above. */
  }
}

export function leaveUnsaved(storage: Storage, unsaved: Unsaved): void {
  tryStorage(() => storage.setItem(unsavedKey, JSON.stringify(unsaved)));
}

export function rememberOpen(storage: Storage, id: string | null): void {
  tryStorage(() => (id === null ? storage.removeItem(openKey) : storage.setItem(openKey, id)));
}

export function lastOpen(storage: Storage): string | null {
  return storage.getItem(openKey);
}
