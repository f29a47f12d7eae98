/*
 * Compares with Twilio's counter where possible: it does not support custom headers, and converts nothing
 * here.
 */
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { segmentSms } from '../../../shared/messaging/segments.ts';
import { smsLength, smsPartsOf, stepParts, textAsSent } from '../../../shared/messaging/sms-length.ts';

const header = '06050415811581';
const twilio = (text: string) => {
  const judged = new SegmentedMessage(text, 'auto', false);
  return { encoding: judged.encodingName, segments: judged.segmentsCount };
};

describe('the length of an SMS', () => {
  it.each([
    '',
    'Tere!',
    'x'.repeat(161),
    `“${'a'.repeat(159)}”`,
    'Head…'.repeat(40),
    `Привет “${'п'.repeat(70)}”`,
    `😀 – ${'x'.repeat(140)}`,
  ])('with autoconvert full is counted after the conversion: %j', (text) => {
    const sent = textAsSent(text, { autoconvert: 'full' });
    expect(smsLength(text, { autoconvert: 'full' })).toMatchObject(twilio(sent));
    for (const autoconvert of ['on', 'off'] as const) {
      expect(textAsSent(text, { autoconvert })).toBe(text);
      expect(smsLength(text, { autoconvert })).toEqual(segmentSms(text));
      expect(smsLength(text, { autoconvert })).toMatchObject(twilio(text));
    }
  });

  it('with autoconvert full marks only characters that stay outside GSM-7, at their original positions', () => {
    expect(smsLength('“Tere” 😀', { autoconvert: 'full' }).unicodeCharacters).toEqual([
      { index: 7, character: '😀', replacement: null },
    ]);
    expect(smsLength('“Tere”', { autoconvert: 'full' })).toMatchObject({
      encoding: 'GSM-7',
      unicodeCharacters: [],
    });
    expect(smsLength('“Tere”', { autoconvert: 'on' }).unicodeCharacters).toHaveLength(2);
  });

  it('is reduced by its header; an unreadable header counts nothing', () => {
    expect(smsPartsOf('a'.repeat(160), {})).toBe(1);
    expect(smsPartsOf('a'.repeat(160), { udh: header })).toBe(2);
    expect(smsPartsOf('a'.repeat(160), { udh: ' ' })).toBe(1);
    expect(smsPartsOf('a'.repeat(160), { udh: '0605' })).toBe(1);
    const quoted = `“${'a'.repeat(148)}”`;
    expect(smsPartsOf(quoted, { autoconvert: 'full' })).toBe(1);
    expect(smsPartsOf(quoted, { autoconvert: 'full', udh: header })).toBe(1);
    expect(smsPartsOf(`${quoted}aaa`, { autoconvert: 'full', udh: header })).toBe(2);
  });

  it('is counted in parts only for SMS: other channels charge per message', () => {
    expect(stepParts({ channel: 'sms', text: 'x'.repeat(400) })).toBe(3);
    expect(stepParts({ channel: 'viber', text: 'x'.repeat(400) })).toBe(1);
  });
});
