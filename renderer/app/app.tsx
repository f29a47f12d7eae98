import { MantineProvider, mergeThemeOverrides, Notification, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo } from 'react';
import { CrashNotice } from './crash-notice.tsx';
import { type Deck, DeckProvider, useDeck } from './deck.tsx';
import { Frame } from './frame/frame.tsx';
import { LanguageProvider } from './language.tsx';
import { cssVariables, theme } from './theme.ts';
import type { Words } from './words/words.ts';

/** Carries the settings that concern the whole page to the page: colours, rows, language. */
function FollowSettings({ words }: { words: Words }) {
  const theme = useDeck((state) => state.console.settings?.theme);
  const density = useDeck((state) => state.console.settings?.density);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset.density = density ?? 'comfortable';
  }, [density]);
  useEffect(() => {
    document.documentElement.lang = words.locale.slice(0, 2);
  }, [words]);
  return null;
}

export function App({ deck, words, nonce }: { deck: Deck; words: Words; nonce: string }) {
  // The close button of what is told in passing needs a name, in this language.
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Notification: Notification.extend({
            defaultProps: { closeButtonProps: { 'aria-label': words.common.close } },
          }),
        },
      }),
    [words],
  );
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      withGlobalClasses={false}
    >
      <LanguageProvider words={words}>
        <DeckProvider deck={deck}>
          <FollowSettings words={words} />
          <CrashNotice>
            <Frame />
          </CrashNotice>
          <Notifications position="bottom-right" autoClose={4000} limit={3} containerWidth={320} />
        </DeckProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
