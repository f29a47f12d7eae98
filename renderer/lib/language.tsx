/** Provides the catalogue and its formats to components; a changed language setting applies at once. */
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useDeck } from './deck.tsx';
import { type Format, formatsOf } from './format.ts';
import {
  type Catalogue,
  catalogueOf,
  firstEnglish,
  isLanguageSetting,
  type LanguageCode,
  type LanguageSetting,
  languageOf,
} from './words/languages.ts';
import type { LateWords } from './words/late.ts';
import type { Words } from './words/words.ts';

export type Language = { readonly words: Words; readonly format: Format };

/** Where the page remembers the last language, so that its first texts are not in another language. */
const keptAs = 'omnideck-language';

const LanguageContext = createContext<Language | null>(null);

/** Returns the last language setting of this page; "system" if there is none, or storage is forbidden. */
function keptLanguage(page: Window): LanguageSetting {
  try {
    const kept = page.localStorage.getItem(keptAs);
    return isLanguageSetting(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

function keepLanguage(page: Window, setting: LanguageSetting): void {
  try {
    page.localStorage.setItem(keptAs, setting);
  } catch {
    /* If storage is forbidden, the page asks the engine next time. */
  }
}

function useLanguageCode(page: Window): LanguageCode {
  const setting = useDeck((state) => state.console.settings?.language);
  const kept = useMemo(() => keptLanguage(page), [page]);
  const meant = setting ?? kept;
  useEffect(() => {
    if (setting !== undefined) keepLanguage(page, setting);
  }, [page, setting]);
  return useSyncExternalStore(
    (changed) => {
      page.addEventListener('languagechange', changed);
      return () => page.removeEventListener('languagechange', changed);
    },
    () => languageOf(meant, page.navigator.languages),
  );
}

/** Returns the page's first texts: in the last language, or in English if these cannot be loaded. */
export async function firstCatalogue(page: Window): Promise<Catalogue> {
  try {
    return await catalogueOf(languageOf(keptLanguage(page), page.navigator.languages));
  } catch {
    return firstEnglish;
  }
}

/** Provides the texts of the language setting; until they are loaded, the previous ones. */
export function LanguageProvider({
  page,
  first,
  children,
}: {
  page: Window;
  first: Catalogue;
  children: ReactNode;
}) {
  const wanted = useLanguageCode(page);
  const [{ code, words }, setCatalogue] = useState(first);
  useEffect(() => {
    if (wanted === code) return;
    let late = false;
    void catalogueOf(wanted).then(
      (catalogue) => {
        if (!late) setCatalogue(catalogue);
      },
      /* The engine is unavailable: the texts stay. */
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [wanted, code]);
  const language = useMemo(() => ({ words, format: formatsOf(words) }), [words]);
  useEffect(() => {
    page.document.documentElement.lang = code;
  }, [page, code]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** Returns the texts and formats. @throws outside of a LanguageProvider */
export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('no LanguageProvider above');
  return language;
}

/**
 * Provides a late-loading screen's texts in the window's language.
 * @param english these texts in English, from the screen's own script; other languages have their own
 */
export function useLateLanguage<Group extends keyof LateWords>(
  english: Pick<LateWords, Group>,
): { readonly words: Words & Pick<LateWords, Group>; readonly format: Format } {
  const { words, format } = useLanguage();
  return useMemo(
    () => ({ words: { ...words, ...(words.late ?? english) }, format }),
    [words, format, english],
  );
}

export function useWords(): Words {
  return useLanguage().words;
}
