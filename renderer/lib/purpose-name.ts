import type { Words } from './words/words.ts';

/** Returns the name of a purpose in the window's language, if it is a built-in one. @param name null: general */
export function purposeName(name: string | null, { purposes }: Pick<Words, 'purposes'>): string {
  const names: Readonly<Record<string, string>> = purposes;
  return names[name ?? 'general'] ?? name ?? '';
}
