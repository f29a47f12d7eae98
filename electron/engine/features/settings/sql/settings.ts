import type { WriteContext } from '../../../db/write-context.ts';

export function setSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null },
): void {
  if (input.value === null) {
    context.run('DELETE FROM setting WHERE key = ?', input.key);
  } else {
    context.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      input.key,
      input.value,
    );
  }
}
