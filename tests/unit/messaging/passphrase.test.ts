import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weaknessOf } from '../../../shared/messaging/passphrase.ts';

describe('a passphrase', () => {
  it.each([
    'kass tantsib vihmas porgandiga',
    'four words of mine',
    'five random words of mine',
    'Tr0ub4dor&3xyzq!',
    'the passphrase of 29 November',
    'пять случайных слов здесь',
    '正確な馬の電池の主食を選ぶ方法',
  ])('is strong: %s', (passphrase) => {
    expect(weaknessOf(passphrase)).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['abcde', 'short'],
    ['x', 'short'],
    ['elevenchars', 'short'],
    ['           a', 'short'],
    ['aaaaaaaaaaaaaaaa', 'pattern'],
    ['abababababababab', 'pattern'],
    ['abcdefghijklmnop', 'pattern'],
    ['1234567890123456', 'pattern'],
    ['zyxwvutsrqponm', 'pattern'],
    ['qwertyuiop123456', 'pattern'],
    ['Password12345678', 'pattern'],
    ['a passphrase', 'pattern'],
    ['parool parool parool', 'pattern'],
    ['hunter2hunter2hunter2', 'pattern'],
    ['correct horse battery staple', 'pattern'],
    ['Omnideck2026Messente', 'pattern'],
  ])('is weak: %s', (passphrase, weakness) => {
    expect(weaknessOf(passphrase)).toBe(weakness);
  });

  it('is weak if it is the name or the password of the account', () => {
    expect(weaknessOf('Kesklinna lillepood')).toBeNull();
    expect(weaknessOf('kesklinna LILLEPOOD', ['Kesklinna lillepood'])).toBe('pattern');
    expect(weaknessOf('Kesklinna lillepood 1', ['', 'Kesklinna lillepood'])).toBe('pattern');
  });

  it('of random letters is strong, and any repeated piece is weak', () => {
    const letter = fc.constantFrom(...'bdfhjlnprtvxzåöü');
    fc.assert(
      fc.property(fc.uniqueArray(letter, { minLength: 14, maxLength: 16 }), (letters) => {
        expect(weaknessOf(letters.join(''))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 5 }),
        fc.integer({ min: 4, max: 30 }),
        (piece, times) => {
          expect(weaknessOf(piece.repeat(times))).not.toBeNull();
        },
      ),
    );
  });

  it('is rated the same however its letters are composed in Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(weaknessOf(text.normalize('NFD'))).toBe(weaknessOf(text.normalize('NFC')));
      }),
    );
  });
});
