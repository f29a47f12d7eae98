/**
 * Data that this window keeps between two loads of the page: the open draft's id, and a draft that could not
 * be sent to the engine. It is lost with the window; the engine stores the drafts.
 */
import type { Draft } from './draft.ts';
import { parseDraft } from './draft-schema.ts';

const openKey = 'omnideck:draft-open';
const unsavedKey = 'omnideck:draft-unsaved';
/** Where an older version stored its only draft; taken over once. */
const formerKey = 'omnideck:draft';

type Unsaved = { readonly id: string; readonly keptAt: number | null; readonly draft: Draft };

function readJson(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Returns a draft that a previous page left, and removes it from here. */
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

/** If storage is full or forbidden, the draft on the screen is not affected. */
function tryStorage(change: () => void): void {
  try {
    change();
  } catch {
    /* Storage is full or forbidden. */
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
