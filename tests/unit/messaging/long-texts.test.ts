/**
 * Texts on which a pattern with two overlapping repetitions needs a time that grows with the square of the length:
 * hours at this length, instead of milliseconds.
 */
import { expect, it } from 'vitest';
import { parseEndpoint } from '../../../electron/engine/messente/endpoint.ts';
import { styledPieces } from '../../../renderer/features/compose/preview/styled-pieces.ts';
import { readPercent } from '../../../renderer/features/sandbox/weather.ts';
import { curlOfOmnimessage } from '../../../shared/messaging/curl.ts';
import { forgetNumber, numbersIn } from '../../../shared/messaging/forget-number.ts';
import { placeInAddress } from '../../../shared/messaging/merge-address.ts';
import { checkWriting } from '../../../shared/messaging/number-writing.ts';
import { readPhone } from '../../../shared/messaging/phone.ts';
import { mergeChain } from '../../../shared/messaging/placeholders.ts';
import { link } from '../../../shared/messaging/shape-values.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { numberInCell, parseTable } from '../../../shared/messaging/table.ts';
import { trimEnd } from '../../../shared/messaging/trim-end.ts';

const length = 1_000_000;
const many = (part: string): string => part.repeat(length / part.length);
const parts = [
  '1',
  ' ',
  '1 ',
  '+',
  '(',
  '.',
  '-',
  '1.',
  '/',
  ';',
  ',',
  '{',
  '*a ',
  '0',
  '\t',
  'x',
  'http://',
];
/** Each part many times, after a digit and before a letter. */
const pumped = parts.map((part) => `1${many(part)}x`);

it('a cell of a table with many spaces inside is read', () => {
  const cell = `1${many(' ')}x`;
  expect(parseTable(`${cell}\n  5  \n`).rows.map(({ cells }) => cells)).toEqual([[cell], ['5']]);
});

it.each(parts)('numbers are read in a text with “%s” many times', (part) => {
  const text = `1${many(part)}x`;
  expect(readPhone(text, 'EE').parsed.ok).toBe(false);
  expect(checkWriting(text)).not.toBeNull();
  expect(numberInCell(text)).toBe(text);
  expect(splitNumbers(text)).not.toContain('+37255550100');
  expect(forgetNumber(text, '+37255550100').found).toBe(0);
  for (const _ of numbersIn(text, 'abroad')) break;
});

it('an address with many slashes inside is not shortened', () => {
  expect(trimEnd(`a${many('/')}b//`, /\//u)).toBe(`a${many('/')}b`);
  expect(parseEndpoint(`https://example.com${many('/')}b//`)).toMatchObject({ ok: true });
  expect(curlOfOmnimessage(`https://example.com${many('/')}b`, '{}')).toContain('b/omnimessage');
  expect(placeInAddress('https://example.com/', `${many('/')}b`, '/').written).toContain('b');
  expect(link({ file: true }).words(`https://${many(':')}/`)).toEqual([]);
  expect(link({ file: true }).words('https://example.com/a/spring%20sale.jpg?x')).toEqual([
    'spring sale.jpg',
  ]);
  expect(link({ file: true }).words('https://example.com/a/')).toEqual([]);
});

it('a placeholder after a long text is filled in', () => {
  const text = `${many('http://')} {name}`;
  expect(mergeChain({ steps: [{ channel: 'sms', text }] }, { name: 'Ann' })).toMatchObject({
    ok: true,
    value: { steps: [{ text: `${many('http://')} Ann` }] },
  });
});

it('a share with many spaces before it is no number', () => {
  for (const text of pumped) expect(readPercent(text)).toBeNull();
  expect(readPercent(' 5 % ')).toBe(5);
});

it('marks of WhatsApp that are never closed are text', () => {
  const open = `a ${'*a '.repeat(50_000)}`;
  expect(styledPieces(open)).toEqual([open]);
});
