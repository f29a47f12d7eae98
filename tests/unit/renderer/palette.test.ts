import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMeant } from '../../../renderer/lib/palette-match.ts';

describe('What is typed into the palette', () => {
  test('finds a command by parts of its words, in any order', () => {
    expect(isMeant('set call', ['Settings: Callbacks'])).toBe(true);
    expect(isMeant('call set', ['Settings: Callbacks'])).toBe(true);
    expect(isMeant('call set x', ['Settings: Callbacks'])).toBe(false);
  });

  test('needs no accents and no case', () => {
    expect(isMeant('sonum UUS', ['Uus sõnum'])).toBe(true);
    expect(isMeant('sõnum', ['Uus sonum'])).toBe(true);
    expect(isMeant('sõnum', ['Uus so\u0303num'])).toBe(true);
  });

  test('finds it by its group too', () => {
    expect(isMeant('go to callbacks', ['Callbacks', 'Go to'])).toBe(true);
  });

  test('nothing typed means every command, and a whole name always means its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
        expect(isMeant('', [name])).toBe(true);
        expect(isMeant(name, [name])).toBe(true);
      }),
    );
  });
});
