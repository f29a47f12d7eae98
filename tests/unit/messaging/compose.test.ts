import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChain, maximumStepSeconds } from '../../../shared/messaging/check-chain.ts';
import {
  type DraftChain,
  type DraftStep,
  expectedStepSeconds,
  formatTimeToSend,
  toOmnimessage,
} from '../../../shared/messaging/compose.ts';
import { parseTimestamp } from '../../../shared/messaging/delivery-report.ts';
import { channels, type E164 } from '../../../shared/messaging/types.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { inEnglish } from '../../helpers/english.ts';

const nowAt = Date.parse('2030-01-01T00:00:00Z');
const to = '+37255500010' as E164;
const sms: DraftStep = { channel: 'sms', text: 'Hi' };
const viber: DraftStep = { channel: 'viber', text: 'Hi' };

function codes(draft: DraftChain): string[] {
  return checkChain(draft, nowAt).map((one) => `${one.field}: ${one.code}`);
}
const stepCodes = (step: DraftStep) => codes({ steps: [step] });

describe('a valid chain', () => {
  it.each<DraftChain>([
    { steps: [sms] },
    { steps: [viber, sms] },
    { steps: channels.map((channel) => ({ channel, text: 'Hi', sender: 'Agent' })) },
    {
      steps: [
        { ...viber, ttlSeconds: 60 },
        { ...sms, validityMinutes: 1 },
      ],
    },
    { steps: [{ ...sms, udh: '06050415811581', autoconvert: 'full', sender: '+37255500000' }] },
    { steps: [{ ...sms, sender: 'A very long sender name' }] },
    { steps: [{ channel: 'rcs', text: 'x'.repeat(3072), sender: 'Agent' }] },
    { steps: [{ ...viber, text: '😀'.repeat(1000) }] },
    { steps: [{ channel: 'telegram', text: 'Hi', validityMinutes: 360 }] },
    { steps: [{ ...sms, ttlSeconds: maximumStepSeconds }] },
    { steps: [sms], timeToSend: nowAt, priority: 'high', textStore: 'nostore' },
  ])('has no problem: %#', (draft) => {
    expect(checkChain(draft, nowAt)).toEqual([]);
  });
});

describe('an invalid chain', () => {
  it('without steps is refused', () => {
    expect(codes({ steps: [] })).toEqual(['steps: no-steps']);
  });

  it('that has a channel twice is refused at the second step', () => {
    expect(codes({ steps: [sms, viber, sms] })).toEqual(['steps[2].channel: channel-twice']);
  });

  it.each(['', ' ', '\n\t\u00a0'])('with an empty text is refused: %j', (text) => {
    expect(codes({ steps: [viber, { ...sms, text }] })).toEqual(['steps[1].text: text-empty']);
  });

  it('with half an emoji is refused', () => {
    expect(stepCodes({ ...sms, text: 'Hi \ud83d' })).toEqual(['steps[0].text: text-malformed']);
  });

  it('with a text that is too long is refused, and the problem says by how much', () => {
    expect(stepCodes({ ...viber, text: 'x'.repeat(1001) })).toEqual(['steps[0].text: text-too-long']);
    expect(stepCodes({ channel: 'rcs', text: 'x'.repeat(3073), sender: 'Agent' })).toEqual([
      'steps[0].text: text-too-long',
    ]);
    expect(
      inEnglish(checkChain({ steps: [{ ...viber, text: 'x'.repeat(1010) }] }, nowAt))[0]?.hint,
    ).toContain('10');
  });

  it('with an SMS of more than 255 parts is refused, also if only its header makes it so long', () => {
    const longest = 'a'.repeat(255 * 153);
    expect(stepCodes({ ...sms, text: longest })).toEqual([]);
    expect(stepCodes({ ...sms, text: `${longest}a` })).toEqual(['steps[0].text: text-too-long']);
    expect(stepCodes({ ...sms, text: longest, udh: '06050415811581' })).toEqual([
      'steps[0].text: text-too-long',
    ]);
  });

  it('with ttl and validity is refused', () => {
    expect(stepCodes({ ...sms, ttlSeconds: 60, validityMinutes: 1 })).toEqual([
      'steps[0].ttlSeconds: ttl-with-validity',
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, maximumStepSeconds + 1])(
    'with an invalid time limit is refused: %d',
    (value) => {
      expect(stepCodes({ ...sms, ttlSeconds: value })).toEqual(['steps[0].ttlSeconds: ttl-invalid']);
      expect(stepCodes({ ...sms, validityMinutes: value })).toEqual([
        'steps[0].validityMinutes: validity-invalid',
      ]);
    },
  );

  it('with a ttl for Telegram, which accepts only a validity, is refused', () => {
    expect(stepCodes({ channel: 'telegram', text: 'Hi', ttlSeconds: 60 })).toEqual([
      'steps[0].ttlSeconds: ttl-not-here',
    ]);
  });

  it('with SMS fields on another channel is refused', () => {
    expect(stepCodes({ ...viber, udh: '06050415811581', autoconvert: 'on' })).toEqual([
      'steps[0].udh: udh-not-here',
      'steps[0].autoconvert: autoconvert-not-here',
    ]);
  });

  it('with an invalid header is refused once, whatever the text', () => {
    expect(stepCodes({ ...sms, udh: 'zz' })).toEqual(['steps[0].udh: udh-not-hex']);
    expect(stepCodes({ ...sms, udh: '0705' })).toEqual(['steps[0].udh: udh-length']);
    expect(stepCodes({ ...sms, udh: '' })).toEqual(['steps[0].udh: udh-not-hex']);
  });

  it('with an invisible sender is refused', () => {
    expect(stepCodes({ ...sms, sender: ' ' })).toEqual(['steps[0].sender: sender-empty']);
    expect(stepCodes({ ...sms, sender: 'My\nShop' })).toEqual(['steps[0].sender: sender-invalid']);
    expect(stepCodes({ ...sms, sender: 'My\u0000Shop' })).toEqual(['steps[0].sender: sender-invalid']);
  });

  it('with a time that is in the past or unreadable is refused', () => {
    expect(codes({ steps: [sms], timeToSend: nowAt - 1 })).toEqual(['timeToSend: time-past']);
    for (const timeToSend of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15]) {
      expect(codes({ steps: [sms], timeToSend })).toEqual(['timeToSend: time-unreadable']);
    }
  });

  it('has every problem reported at once, each with a message and a hint', () => {
    const draft: DraftChain = { steps: [{ ...sms, text: ' ', udh: 'x' }, sms], timeToSend: 0 };
    const problems = checkChain(draft, nowAt);
    expect(problems.map((one) => one.field)).toEqual([
      'steps[0].udh',
      'steps[0].text',
      'steps[1].channel',
      'timeToSend',
    ]);
    for (const one of problems) {
      expect(englishText(one).message).toMatch(/^[A-Z].*\.$/);
      expect(englishText(one).hint).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('the omnimessage that is sent', () => {
  it('is the documented JSON, in the documented order', () => {
    const draft: DraftChain = {
      steps: [
        { ...viber, sender: 'Shop', ttlSeconds: 60 },
        { channel: 'whatsapp', text: 'Hi', validityMinutes: 5 },
        { channel: 'rcs', text: 'Hi', sender: 'Agent' },
        { channel: 'telegram', text: 'Hi', validityMinutes: 5 },
        { ...sms, sender: '+37255500000', validityMinutes: 10, autoconvert: 'off', udh: ' 06050415811581 ' },
      ],
      textStore: 'nostore',
      timeToSend: Date.parse('2030-06-22T09:05:00Z'),
      priority: 'high',
    };
    expect(JSON.stringify(toOmnimessage(draft, { to, dlrUrl: 'https://example.com/dlr/a/b' }), null, 1)).toBe(
      JSON.stringify(
        {
          to: '+37255500010',
          messages: [
            { channel: 'viber', sender: 'Shop', ttl: 60, text: 'Hi' },
            { channel: 'whatsapp', validity: 5, text: { body: 'Hi', preview_url: true } },
            { channel: 'rcs', sender: 'Agent', text: 'Hi' },
            { channel: 'telegram', validity: 5, text: 'Hi' },
            {
              channel: 'sms',
              sender: '+37255500000',
              validity: 10,
              text: 'Hi',
              autoconvert: 'off',
              udh: '06050415811581',
            },
          ],
          dlr_url: 'https://example.com/dlr/a/b',
          text_store: 'nostore',
          time_to_send: '2030-06-22T09:05:00Z',
          priority: 'high',
        },
        null,
        1,
      ),
    );
  });

  it('has no field for values that were left out', () => {
    expect(Object.keys(toOmnimessage({ steps: [sms] }, { to }))).toEqual(['to', 'messages']);
    expect(Object.keys(toOmnimessage({ steps: [sms] }, { to }).messages[0] ?? {})).toEqual([
      'channel',
      'text',
    ]);
  });

  it('has no undefined values, and each text as it was written, whatever the chain', () => {
    const anyStep = fc.record(
      {
        channel: fc.constantFrom(...channels),
        text: fc.string({ unit: 'grapheme' }),
        sender: fc.string(),
        validityMinutes: fc.nat(),
      },
      { requiredKeys: ['channel', 'text'] },
    );
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        const body = toOmnimessage({ steps }, { to });
        expect(JSON.parse(JSON.stringify(body))).toStrictEqual(body);
        const texts = body.messages.map(({ text }) => (typeof text === 'string' ? text : text?.body));
        expect(texts).toEqual(steps.map((step) => step.text));
        expect(body.messages.map((one) => one.channel)).toEqual(steps.map((step) => step.channel));
      }),
    );
  });
});

describe('a scheduled time', () => {
  it('is written in UTC with seconds, and never before the requested time', () => {
    expect(formatTimeToSend(Date.parse('2019-06-22T09:05:00+03:00'))).toBe('2019-06-22T06:05:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        const read = parseTimestamp(formatTimeToSend(at)) ?? Number.NaN;
        expect(read - at).toBeGreaterThanOrEqual(0);
        expect(read - at).toBeLessThan(1_000);
      }),
    );
  });
});

describe('the time limit of a step', () => {
  it('is its ttl, its validity converted to seconds, or unknown', () => {
    expect(expectedStepSeconds({ ...sms, ttlSeconds: 60 })).toBe(60);
    expect(expectedStepSeconds({ ...sms, validityMinutes: 2 })).toBe(120);
    expect(expectedStepSeconds(sms)).toBeNull();
  });
});
