/**
 * The texts of the window in one language: its messages with the types of their arguments. This file contains
 * no texts.
 */
import type { Format } from '../../../shared/i18n.ts';
import { cancellingWords } from './cancelling.ts';
import { daysWords, unitsWords } from './common.ts';
import { composeWords } from './compose.ts';
import { doctorWords } from './doctor.ts';
import { draftsWords } from './drafts.ts';
import type { LateWords } from './late.ts';
import { messagesWords } from './messages.ts';
import type { OwnWords } from './own-words.ts';
import { sendingWords } from './sending.ts';
import { settingsWords } from './settings.ts';
import { frameWords, paletteWords } from './shell.ts';
import type { Texts } from './texts.ts';
import { welcomeWords } from './welcome.ts';

/** The texts of a language. @param locale for numbers and dates, such as "en-GB" */
export function wordsOf(locale: string, texts: Texts, format: Format, own: OwnWords) {
  return {
    ...texts,
    locale,
    phraseText: own.phraseText,
    problemText: own.problemText,
    /** What an ending of a sandbox number does, '' for every other ending; null: as in `describeEnding`. */
    termText: own.termText,
    endingDoes: own.endingDoes,
    units: unitsWords(texts.units, format),
    days: daysWords(texts.days, format),
    frame: frameWords(texts.frame, format),
    palette: paletteWords(texts.palette, format),
    welcome: welcomeWords(texts.welcome, format),
    messages: messagesWords(texts.messages, format),
    compose: composeWords(texts.compose, format),
    sending: sendingWords(texts.sending, format),
    drafts: draftsWords(texts.drafts, format),
    cancelling: cancellingWords(texts.cancelling, format),
    settings: settingsWords(texts.settings, format),
    doctor: doctorWords(texts.doctor, format),
  };
}

export type Words = ReturnType<typeof wordsOf> & {
  /** The texts of late-loading screens; null: each of these screens has its own in English. */
  readonly late: LateWords | null;
};
