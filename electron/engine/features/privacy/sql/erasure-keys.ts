/**
 * Which keys the digests of erased numbers were made with. The keys lie beside the database; here are their names and, once
 * somebody has chosen a backup passphrase, the keys sealed with it, so that a backup that is restored elsewhere recognises
 * its erased numbers.
 */
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';

export type StoredKey = {
  /** nameOfKey() of the key. */
  readonly name: string;
  /** base64; null: nobody has chosen a passphrase yet. */
  readonly sealed: string | null;
};

export const erasureKeysSetting = 'erasure_keys';
/** Set while sending is held, because erased numbers cannot be recognised. */
export const unrecognisedSetting = 'erasures_unrecognised';

/** A folder gets a key with each backup of another folder. */
const mostKeys = 100;
const longestSealed = 4_096;

/** Parses the stored keys. What cannot be read is left out: a backup may have been changed. */
export function parseKeys(stored: string | undefined): StoredKey[] {
  try {
    const keys: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(keys)) return [];
    return keys.slice(0, mostKeys).flatMap((key: unknown) => {
      const { name, sealed } = (key ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof name !== 'string' || !/^[0-9a-f]{16}$/u.test(name)) return [];
      const isSealed = typeof sealed === 'string' && sealed.length <= longestSealed;
      return [{ name, sealed: isSealed ? sealed : null }];
    });
  } catch {
    return [];
  }
}

const put = (context: WriteContext, key: string, value: string): void => {
  context.run(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
};

export function readKeys(context: QueryContext): StoredKey[] {
  const row = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', erasureKeysSetting);
  return parseKeys(row?.value);
}

function storeKeys(context: WriteContext, keys: readonly StoredKey[]): void {
  put(context, erasureKeysSetting, JSON.stringify(keys));
}

/** Adds keys that are not stored yet. A stored key is not replaced. */
export function addKeys(context: WriteContext, keys: readonly StoredKey[]): void {
  const known = readKeys(context);
  const names = new Set(known.map(({ name }) => name));
  const added = keys.filter(({ name }) => !names.has(name));
  if (added.length > 0) storeKeys(context, [...known, ...added]);
}

/** Notes with an erasure which key its digest was made with. */
export function noteKey(context: WriteContext, name: string): void {
  addKeys(context, [{ name, sealed: null }]);
}

/** Stores keys sealed with a passphrase, in place of the same keys. */
export function sealErasureKeys(
  context: WriteContext,
  { keys }: { readonly keys: readonly StoredKey[] },
): void {
  const names = new Set(keys.map(({ name }) => name));
  storeKeys(context, [...readKeys(context).filter(({ name }) => !names.has(name)), ...keys]);
  record(context, { what: 'backup-passphrase-set' });
}

export type ErasureState = {
  /** How many erased people nobody has allowed messages to since. */
  readonly people: number;
  readonly keys: readonly StoredKey[];
  /** Sending is held until the erased numbers of a restored backup are recognised, or a person confirms that they never will be. */
  readonly held: boolean;
};

export function erasureState(context: QueryContext, _input: Record<string, never>): ErasureState {
  const people = context.get<{ n: number }>('SELECT count(*) AS n FROM erased_number WHERE is_withdrawn = 1');
  const held = context.get('SELECT 1 FROM setting WHERE key = ?', unrecognisedSetting);
  return { people: people?.n ?? 0, keys: readKeys(context), held: held !== undefined };
}

/**
 * Ends the holding of sending, because every key is known, or because a person has given the unknown ones up.
 * @param input.known the names of the folder's keys; the others are forgotten
 */
export function endHolding(
  context: WriteContext,
  input: { readonly known: readonly string[]; readonly isGivenUp: boolean },
): void {
  context.run('DELETE FROM setting WHERE key = ?', unrecognisedSetting);
  if (!input.isGivenUp) return;
  storeKeys(
    context,
    readKeys(context).filter(({ name }) => input.known.includes(name)),
  );
  record(context, { what: 'erasures-given-up' });
}

/**
 * Gives a restored database the keys of today's as well. If it has digests with a key that this folder does not have, sending
 * is held: one of the people may be written to again.
 * @param known the names of the folder's keys
 */
export function carryErasureKeys(context: WriteContext, today: WriteContext, known: readonly string[]): void {
  const { people, keys: theirs } = erasureState(context, {});
  const { keys: ours, held } = erasureState(today, {});
  const names = new Set(ours.map(({ name }) => name));
  const all = [...ours, ...theirs.filter(({ name }) => !names.has(name))];
  if (all.length > 0) storeKeys(context, all);
  context.run('DELETE FROM setting WHERE key = ?', unrecognisedSetting);
  const isUnknown = people > 0 && all.some(({ name }) => !known.includes(name));
  if (isUnknown || held) put(context, unrecognisedSetting, '1');
}
