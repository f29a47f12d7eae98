/** The texts of the desktop shell: menu, tray, notifications. The page has its own. */
import { type LanguageSetting, languageOf } from '../../shared/contract/language.ts';
import { formatterOf, textsOf, unformatted } from '../../shared/i18n.ts';
import englishTexts from '../../shared/locales/en/desktop.json' with { type: 'json' };
import estonianTexts from '../../shared/locales/et/desktop.json' with { type: 'json' };
import type { Channel } from '../../shared/messaging/types.ts';

const { desktop: englishDesktop } = textsOf(englishTexts);
type Texts = typeof englishDesktop;

/** @param saysWhy whether the engine's explanation of an outcome, which is English, is appended */
function wordsIn(locale: string, { menu, tray, notices }: Texts, saysWhy: boolean) {
  const format = formatterOf(locale, unformatted);
  return {
    menu,
    tray: {
      ...tray,
      attention: (count: number) => format(tray.attention, { count }),
      toSend: (count: number) => format(tray.toSend, { count }),
      open: (count: number) => format(tray.open, { count }),
    },
    notices: {
      ...notices,
      delivered: (channel: Channel | null) =>
        channel === null ? notices.delivered : format(notices.deliveredBy, { channel }),
      seen: (channel: Channel | null) =>
        channel === null ? notices.seen : format(notices.seenOn, { channel }),
      attention: (count: number) => format(notices.attention, { count }),
      reached: (count: number) => format(notices.reached, { count }),
      saysWhy,
    },
  };
}

export type ShellWords = ReturnType<typeof wordsIn>;

export const english: ShellWords = wordsIn('en-GB', englishDesktop, true);
export const estonian: ShellWords = wordsIn('et-EE', estonianTexts.desktop, false);

/**
 * Returns the texts of a language. @param preferred the system's preferred languages, best first, as BCP 47
 * tags
 */
export function shellWords(setting: LanguageSetting, preferred: readonly string[]): ShellWords {
  return languageOf(setting, preferred) === 'et' ? estonian : english;
}
