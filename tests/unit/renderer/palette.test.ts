import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMeant } from '../../../renderer/lib/palette-match.ts';

describe('the search text in the palette', () => {
  test('finds a command by parts of its words, in any order', () => {
    expect(isMeant('set call', ['Settings: Callbacks'])).toBe(true);
    expect(isMeant('call set', ['Settings: Callbacks'])).toBe(true);
    expect(isMeant('call set x', ['Settings: Callbacks'])).toBe(false);
  });

  test('needs no accents and ignores case', () => {
    expect(isMeant('sonum UUS', ['Uus sõnum'])).toBe(true);
    expect(isMeant('sõnum', ['Uus sonum'])).toBe(true);
    expect(isMeant('sõnum', ['Uus so\u0303num'])).toBe(true);
  });

  test('finds a command by its group, too', () => {
    expect(isMeant('go to callbacks', ['Callbacks', 'Go to'])).toBe(true);
  });

  test('lists every command if it is empty, and finds exactly one command by its full name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
        expect(isMeant('', [name])).toBe(true);
        expect(isMeant(name, [name])).toBe(true);
      }),
    );
  });
});
