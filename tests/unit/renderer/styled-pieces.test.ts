import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type StyledPiece, styledPieces } from '../../../renderer/features/compose/preview/styled-pieces.ts';

/** The rule as a pattern, which needs too long for a long text. */
const rule = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;

function byRule(text: string): StyledPiece[] {
  const found = rule.exec(text);
  if (found === null) return text === '' ? [] : [text];
  const [whole, mark, inside = ''] = found;
  if (mark !== '*' && mark !== '_' && mark !== '~') throw new Error('the rule has other marks');
  return [
    ...(found.index === 0 ? [] : [text.slice(0, found.index)]),
    { mark, inside },
    ...byRule(text.slice(found.index + whole.length)),
  ];
}

it('bold, italic and struck text is found as the rule says', () => {
  expect(styledPieces('Sale: *50 % _off_* ~now~, not 2*3*4')).toEqual([
    'Sale: ',
    { mark: '*', inside: '50 % _off_' },
    ' ',
    { mark: '~', inside: 'now' },
    ', not 2*3*4',
  ]);
  const texts = fc
    .array(fc.constantFrom('*', '_', '~', ' ', '\n', 'a', '1', '.', '𝐀', '🎉'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(styledPieces(text)).toEqual(byRule(text));
    }),
    { numRuns: 500 },
  );
});
