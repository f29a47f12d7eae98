/**
 * Tests that texts without visible characters count as empty everywhere, and which characters WhatsApp
 * refuses in a template's parameters.
 */

import { describe, expect, test } from 'vitest';
import { prepareMessages } from '../../../electron/engine/features/compose/sending.ts';
import { hasGlyph } from '../../../electron/engine/sandbox/schema-parts.ts';
import { isBlankText } from '../../../shared/messaging/blank.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { createMerger } from '../../../shared/messaging/placeholders.ts';
import { isFilled } from '../../../shared/messaging/whatsapp-template-fields.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { englishText } from '../../../shared/problems/english-text.ts';

const invisible: Record<string, string> = {
  'a zero-width space': '\u200b',
  'a byte order mark': '\ufeff',
  'no-break and thin spaces': '\u00a0\u2009\u202f\u3000',
  'a word joiner': '\u2060',
  'variation selectors': '\ufe0f\ufe0e',
  'a Hangul filler': '\u3164',
  'a half-width Hangul filler': '\uffa0',
  'a braille blank': '\u2800',
  'a soft hyphen': '\u00ad',
  'direction marks': '\u200e\u200f\u202a\u202c',
  'a combining grapheme joiner': '\u034f',
  'tag characters': '\u{e0020}\u{e007f}',
  'control characters': '\u0000\u001b\u0085',
  'several of them': ' \u200b\n\u2800\u3164 ',
};
const codes = (chain: DraftChain) => checkChain(chain, 0).map(({ field, code }) => `${field} ${code}`);
const context = { now: 0, defaultCountry: null };

test('the console and the sandbox, which share no code, agree on every invisible character', () => {
  const differing: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    // Half a surrogate pair is refused for another reason.
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = String.fromCodePoint(code);
    if (isBlankText(text) === hasGlyph(text)) differing.push(code.toString(16));
  }
  expect(differing).toEqual([]);
});

describe('a text of invisible characters', () => {
  test.each(Object.entries(invisible))('counts as empty: %s', async (_name, text) => {
    expect(codes({ steps: [{ channel: 'sms', text }] })).toEqual(['steps[0].text text-empty']);
    expect(codes({ steps: [{ channel: 'viber', text: '', content: { text } }] }), 'in a form').toEqual([
      'steps[0].content.text text-empty',
    ]);
    const body = { channel: 'whatsapp' as const, text: '', content: { text: { body: text } } };
    expect(codes({ steps: [body] })).toEqual(['steps[0].content.text.body text-empty']);
    expect(codes({ steps: [{ channel: 'sms', text: 'Hi', sender: text }] })).toEqual([
      'steps[0].sender sender-empty',
    ]);

    const chain: DraftChain = { steps: [{ channel: 'sms', text: '{note}' }] };
    const values = { '+37255501411': { note: text } };
    const merged = await prepareMessages({ to: ['+37255501411'], chain, values }, context);
    expect(merged, 'a value').toMatchObject({ ok: false, problem: { code: 'value-missing' } });
    expect(createMerger(chain).missing({ note: text })).toEqual(['note']);
    expect(isFilled({ type: 'text', text })).toBe(false);

    const plan = readPlan(
      `name: P\nnumbers: ['+37255501411']\nchains:\n  - name: c\n    steps:\n      - sms: ${JSON.stringify(text)}\n`,
      0,
    );
    expect(plan.ok, 'in a plan').toBe(false);
  });

  test('does not count as empty if any visible character is in it', () => {
    for (const text of ['.', '\u200b5', 'ㅤa', '🎉', '❤\ufe0f', '👩‍👧', 'ا\u200f', '\u0301', '한', '⠁']) {
      expect(codes({ steps: [{ channel: 'sms', text }] }), JSON.stringify(text)).toEqual([]);
    }
  });
});

const parameter = (value: object): DraftChain => ({
  steps: [
    {
      channel: 'whatsapp',
      text: '',
      content: {
        template: {
          name: 'ready',
          language: { code: 'en' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Mari' }, { ...value }] }],
        },
      },
    } as DraftChain['steps'][number],
  ],
});
const at = 'steps[0].content.template.components[0].parameters[1]';

describe('a WhatsApp template’s parameter', () => {
  test.each([
    ['a line break', 'one\ntwo', 'text-line-break'],
    ['a carriage return', 'one\rtwo', 'text-line-break'],
    ['a line separator', 'one\u2028two', 'text-line-break'],
    ['a tab', 'one\ttwo', 'text-line-break'],
    ['five spaces', 'one     two', 'text-spaces'],
    ['five no-break spaces', 'one\u00a0\u00a0\u00a0\u00a0\u00a0two', 'text-spaces'],
    ['nothing', '', 'text-empty'],
    ['a space', ' ', 'text-empty'],
    ['a zero-width space', '\u200b', 'text-empty'],
  ])('with %s is refused at its field, also after merging', async (_name, text, code) => {
    expect(codes(parameter({ type: 'text', text }))).toEqual([`${at}.text ${code}`]);
    expect(codes(parameter({ type: 'date_time', date_time: { fallback_value: text } }))).toEqual([
      `${at}.date_time.fallback_value ${code}`,
    ]);
    const currency = { fallback_value: text, code: 'EUR', amount_1000: '1000' };
    expect(codes(parameter({ type: 'currency', currency }))).toEqual([
      `${at}.currency.fallback_value ${code}`,
    ]);

    const to = ['+37255501411', '+37255501412'];
    const values = { [to[0] ?? '']: { note: 'fine' }, [to[1] ?? '']: { note: text } };
    // A blank value is missing, and the fallback for it must not be blank either.
    const chain = parameter({ type: 'text', text: code === 'text-empty' ? '{note|}' : '{note}' });
    const merged = await prepareMessages({ to, chain, values }, context);
    expect(merged).toMatchObject({ ok: false, problem: { code, field: `${at}.text` } });
    expect(merged.ok ? '' : englishText(merged.problem).message).toContain(to[1]);
  });

  test('with up to four spaces in a row is accepted', () => {
    expect(codes(parameter({ type: 'text', text: 'one    two' }))).toEqual([]);
    expect(codes(parameter({ type: 'payload', payload: 'a\nb' }))).toEqual([]);
  });
});
