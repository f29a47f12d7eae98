/** Checks the user's own words for STOP, START and HELP. */
import { inboundProblem } from '../problems/inbound.ts';
import { isBlankText } from './blank.ts';
import { fail, ok, type Result } from './problem.ts';
import {
  builtInReplyWords,
  fixedStopWords,
  type OwnReplyWords,
  replyMeaning,
  replyWords,
} from './reply-words.ts';

/** The maximum number of own words of one meaning, and of words that are switched off. */
const mostWords = 200;
/** The maximum length of a word, in characters: a few words may be one. */
const longestWord = 40;

const meanings = ['stop', 'start', 'help', 'off'] as const;

/** Returns whether two words are the same answer, such as "Lõpeta!" and "lopeta". */
const isSame = (one: string, other: string): boolean => replyWords(one) === replyWords(other);

/**
 * Returns the words as stored, without spaces around them and without built-in ones of the same meaning.
 * @returns problems `reply-word-empty`, `reply-word-too-long`, `reply-word-twice`, `stop-word-fixed`, `too-many-reply-words`;
 * `field` is, for example, `replyWords.stop[2]`
 */
export function checkReplyWords(given: OwnReplyWords): Result<Record<(typeof meanings)[number], string[]>> {
  const seen = new Map<string, (typeof meanings)[number]>();
  for (const meaning of meanings) {
    if (given[meaning].length > mostWords)
      return fail(inboundProblem('too-many-reply-words', { mostWords }, `replyWords.${meaning}`));
    for (const [index, word] of given[meaning].entries()) {
      const field = `replyWords.${meaning}[${index}]`;
      const key = replyWords(word);
      if (key === '') return fail(inboundProblem('reply-word-empty', {}, field));
      if ([...word.trim()].length > longestWord)
        return fail(
          inboundProblem(
            'reply-word-too-long',
            { word: [...word].slice(0, 20).join(''), longestWord },
            field,
          ),
        );
      const before = seen.get(key);
      if (before !== undefined && before !== meaning)
        return fail(inboundProblem('reply-word-twice', { word: word.trim() }, field));
      if (meaning !== 'stop' && fixedStopWords.some((fixed) => isSame(fixed, word)))
        return fail(inboundProblem('stop-word-fixed', { word: word.trim() }, field));
      seen.set(key, meaning);
    }
  }
  const tidy = (meaning: (typeof meanings)[number]): string[] => {
    const known = meaning === 'off' ? [] : builtInReplyWords[meaning];
    const words = given[meaning].map((word) => word.trim());
    return words.filter(
      (word, index) =>
        !known.some((other) => isSame(other, word)) &&
        words.findIndex((other) => isSame(other, word)) === index,
    );
  };
  return ok({ stop: tidy('stop'), start: tidy('start'), help: tidy('help'), off: tidy('off') });
}

/** Texts that Omnideck sends by itself; null: none is sent. */
export type AutomaticAnswers = { readonly help: string | null; readonly stop: string | null };

/**
 * Returns the texts as stored; an empty one means no answer.
 * @returns problem `automatic-answer-is-word`: another machine would take the text for an answer
 */
export function checkAutomaticAnswers(given: AutomaticAnswers): Result<AutomaticAnswers> {
  for (const kind of ['help', 'stop'] as const) {
    const meaning = replyMeaning(given[kind] ?? '');
    if (meaning !== null && meaning !== 'near-miss')
      return fail(inboundProblem('automatic-answer-is-word', {}, `automaticAnswers.${kind}`));
  }
  const tidy = (text: string | null) => (text === null || isBlankText(text) ? null : text.trim());
  return ok({ help: tidy(given.help), stop: tidy(given.stop) });
}
