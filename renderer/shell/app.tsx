import { MantineProvider, mergeThemeOverrides, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo } from 'react';
import { type Deck, DeckProvider, useDeck } from '../lib/deck.tsx';
import { LanguageProvider, useLanguage } from '../lib/language.tsx';
import { namesOfControls } from '../lib/names-of-controls.ts';
import { cssVariables, theme } from '../lib/theme.ts';
import type { Catalogue } from '../lib/words/languages.ts';
import { CrashNotice } from './crash-notice.tsx';
import { Frame } from './frame/frame.tsx';

/** Applies settings that concern the whole page: colours and rows. */
function FollowSettings() {
  const theme = useDeck((state) => state.console.settings?.theme);
  const density = useDeck((state) => state.console.settings?.density);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset.density = density ?? 'comfortable';
  }, [density]);
  return null;
}

function Page({ nonce }: { nonce: string }) {
  const language = useLanguage();
  const named = useMemo(() => mergeThemeOverrides(theme, namesOfControls(language)), [language]);
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      withGlobalClasses={false}
    >
      <FollowSettings />
      <CrashNotice>
        <Frame />
      </CrashNotice>
      <Notifications position="bottom-right" limit={3} containerWidth={320} />
    </MantineProvider>
  );
}

export function App({
  deck,
  page,
  nonce,
  first,
}: {
  deck: Deck;
  page: Window;
  nonce: string;
  first: Catalogue;
}) {
  return (
    <DeckProvider deck={deck}>
      <LanguageProvider page={page} first={first}>
        <Page nonce={nonce} />
      </LanguageProvider>
    </DeckProvider>
  );
}
