/** The catalogue and its formats, for components; which language it is follows the settings at once. */
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
  english,
  isLanguageSetting,
  type LanguageCode,
  type LanguageSetting,
  languageOf,
} from './words/languages.ts';
import type { LateWords } from './words/late.ts';
import type { Words } from './words/words.ts';

export type Language = { readonly words: Words; readonly format: Format };

/** Where the page keeps what was last chosen, so that its first words are not in another language than the next. */
const keptAs = 'omnideck-language';

const LanguageContext = createContext<Language | null>(null);

/** @returns the setting that this page last followed; "system" where there is none, or none can be kept. */
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
    /* A page that may keep nothing asks the engine the next time. */
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

/** The words that the page begins with: of the language that it showed last. English where they can't be had. */
export async function firstCatalogue(page: Window): Promise<Catalogue> {
  try {
    return await catalogueOf(languageOf(keptLanguage(page), page.navigator.languages));
  } catch {
    return english;
  }
}

/** Gives everything below it the words of the language that the settings name; until they are there, those before. */
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
      /* The engine is away: the words stay as they are. */
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

/** @throws outside of a LanguageProvider. */
export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('no LanguageProvider above');
  return language;
}

/**
 * The language of a screen that loads later, with the words of that screen.
 * @param english these words in English, from the screen's own script; another language has its own
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
