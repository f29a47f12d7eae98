import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../shared/messaging/json-fault.ts';

describe('the position of a syntax error in JSON', () => {
  it.each([
    ['{\n  "a": [}\n}', 2, 9],
    ['', 1, 1],
    ['{"a":1,}', 1, 8],
    ['[1 2]', 1, 4],
    ["{'a':1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ['{"a":"b', 1, 6],
    ['01', 1, 2],
    ['{} x', 1, 4],
    ['[1]]', 1, 4],
    ['{"a":\n"line\nbreak"}', 2, 1],
    ['[\n\n', 3, 1],
  ])('in %j is line %i, column %i', (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column });
  });

  it('is null exactly if the parser accepts the text', () => {
    const takes = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        '-',
        '.5',
        'e3',
        'true',
        'nul',
        ' ',
        '\n',
        '\u0001',
      ),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          pieces.map((all) => all.join('')),
        ),
        (text) => {
          expect(jsonFault(text) === null).toBe(takes(text));
        },
      ),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        const part = text.slice(0, cut % (text.length + 1));
        expect(jsonFault(part) === null).toBe(takes(part));
      }),
    );
  });

  it('in a megabyte of text is found without exhausting memory or the stack', () => {
    expect(jsonFault(`"${'a\\n'.repeat(400_000)}"`)).toBeNull();
    expect(jsonFault('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
  });
});
