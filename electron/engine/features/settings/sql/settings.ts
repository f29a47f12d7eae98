import type { ChangeValues } from '../../../../../shared/contract/journal.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { releaseAllHeld, storedCaps } from '../../spending/sql/index.ts';
import { readSettings } from '../settings.ts';

export function setSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null },
): void {
  recordSetting(context, input);
  const caps = JSON.stringify(storedCaps(context));
  if (input.value === null) {
    context.run('DELETE FROM setting WHERE key = ?', input.key);
  } else {
    context.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      input.key,
      input.value,
    );
  }
  // What waited for the earlier caps may fit into these.
  if (caps !== JSON.stringify(storedCaps(context))) releaseAllHeld(context, context.call.at);
}

/** Records the user's choices, but not values that the engine remembers for itself (ports, names). */
function recordSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null },
): void {
  if (input.key !== 'settings' && input.key !== 'current_account' && input.key !== 'sandbox_scenarios')
    return;
  const stored = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', input.key)?.value;
  const value = input.value ?? undefined;
  if (input.key === 'sandbox_scenarios') {
    if (stored === value) return;
    const count = (text: string | undefined): number => {
      const texts: unknown = JSON.parse(text ?? '[]');
      return Array.isArray(texts) ? texts.length : 0;
    };
    record(context, {
      what: 'scenarios-changed',
      before: { scenarios: count(stored) },
      after: { scenarios: count(value) },
    });
    return;
  }
  const isAll = input.key === 'settings';
  const before = isAll ? leavesOf(readSettings(stored)) : { [input.key]: stored ?? null };
  const after = isAll ? leavesOf(readSettings(value)) : { [input.key]: value ?? null };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if ((before[name] ?? null) === (after[name] ?? null)) continue;
    record(context, {
      what: 'setting-changed',
      subject: name,
      before: { value: before[name] ?? null },
      after: { value: after[name] ?? null },
      registers: [{ kind: 'setting', subject: name }],
    });
  }
}

/** Returns every single value of the settings by its path. */
function leavesOf(value: object, path = ''): ChangeValues {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, ChangeValues[string]][] => {
      if (typeof inner === 'object' && inner !== null)
        return Object.entries(leavesOf(inner, `${path}${name}.`));
      const isSmall = typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean';
      return [[path + name, isSmall ? inner : null]];
    }),
  );
}
