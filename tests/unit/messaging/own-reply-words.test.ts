import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReplyWords } from '../../../shared/messaging/own-reply-words.ts';
import {
  fixedStopWords,
  noOwnWords,
  type OwnReplyWords,
  replyMeaning,
  replyVocabulary,
} from '../../../shared/messaging/reply-words.ts';

const meaning = (text: string, own: Partial<OwnReplyWords>) =>
  replyMeaning(text, false, replyVocabulary({ ...noOwnWords, ...own }));

const problem = (own: Partial<OwnReplyWords>) => {
  const checked = checkReplyWords({ ...noOwnWords, ...own });
  return checked.ok ? null : [checked.problem.code, checked.problem.field];
};

describe('the user’s own words', () => {
  it('mean what they were entered for, in any case and punctuation', () => {
    expect(meaning('Võta mind maha!', { stop: ['võta mind maha'] })).toBe('stop');
    expect(meaning('JAH JÄLLE', { start: ['Jah, jälle'] })).toBe('start');
    expect(meaning('Hind?', { help: ['hind'] })).toBe('help');
    expect(meaning('hind', {})).toBeNull();
  });

  it('give a built-in word another meaning, or none', () => {
    expect(meaning('info', { off: ['INFO'] })).toBeNull();
    expect(meaning('info', { start: ['info'] })).toBe('start');
    expect(meaning('alto', { off: ['alto'] })).toBeNull();
    expect(meaning('Fin', { off: ['fin'] })).toBeNull();
    expect(meaning('alto', {})).toBe('stop');
  });

  it('do not make an objection harmless: a word that hardly means anything else still needs a decision', () => {
    expect(meaning('lõpeta', { off: ['lõpeta'] })).toBe('near-miss');
  });

  it('never take away the words that people everywhere are told to write', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixedStopWords),
        fc.record({
          stop: fc.array(fc.string(), { maxLength: 3 }),
          start: fc.array(fc.constantFrom(...fixedStopWords, 'yes'), { maxLength: 3 }),
          help: fc.array(fc.constantFrom(...fixedStopWords, 'how'), { maxLength: 3 }),
          off: fc.array(fc.constantFrom(...fixedStopWords, 'info'), { maxLength: 3 }),
        }),
        (word, own) => {
          expect(meaning(word.toUpperCase(), own)).toBe('stop');
        },
      ),
    );
  });
});

describe('the check of the user’s own words', () => {
  it('stores them without spaces around them, each once, and not what is built in', () => {
    const words = { stop: [' Maha ', 'maha!', 'STOP'], start: [], help: ['Info', 'hind'], off: ['fin'] };
    expect(checkReplyWords(words)).toEqual({
      ok: true,
      value: { stop: ['Maha'], start: [], help: ['hind'], off: ['fin'] },
    });
  });

  it('names the field of what is wrong', () => {
    expect(problem({ stop: ['maha', ' !! '] })).toEqual(['reply-word-empty', 'replyWords.stop[1]']);
    expect(problem({ help: ['x'.repeat(41)] })).toEqual(['reply-word-too-long', 'replyWords.help[0]']);
    expect(problem({ stop: ['maha'], start: ['Maha'] })).toEqual(['reply-word-twice', 'replyWords.start[0]']);
    expect(problem({ off: ['Stop!'] })).toEqual(['stop-word-fixed', 'replyWords.off[0]']);
    expect(problem({ help: ['END'] })).toEqual(['stop-word-fixed', 'replyWords.help[0]']);
    const many = Array.from({ length: 201 }, (_, index) => `word ${index}`);
    expect(problem({ start: many })).toEqual(['too-many-reply-words', 'replyWords.start']);
  });
});
