/** The catalogue and its formats, for components. */
import { createContext, type ReactNode, use, useMemo } from 'react';
import { type Format, formatsOf } from './format.ts';
import type { Words } from './words/words.ts';

export type Language = { readonly words: Words; readonly format: Format };

const LanguageContext = createContext<Language | null>(null);

export function LanguageProvider({ words, children }: { words: Words; children: ReactNode }) {
  const language = useMemo(() => ({ words, format: formatsOf(words) }), [words]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** @throws outside of a LanguageProvider. */
export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('no LanguageProvider above');
  return language;
}

export function useWords(): Words {
  return useLanguage().words;
}
