import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftStep } from '../../../shared/messaging/compose.ts';
import { fromOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
import { stepWords, withoutWords } from '../../../shared/messaging/step-words.ts';
import { documentedBody } from '../../helpers/channel-arbitraries.ts';

const url = 'https://example.com/files/spring%20sale.jpg?x=1';

describe('the texts of a step', () => {
  const cases: [what: string, step: DraftStep, words: string[]][] = [
    ['a plain text', { channel: 'sms', text: 'Hi' }, ['Hi']],
    [
      'an image with a button',
      {
        channel: 'viber',
        text: '',
        content: {
          text: 'Sale',
          image_url: url,
          button_url: 'https://example.com/shop',
          button_text: 'Open',
        },
      },
      ['Sale', 'spring sale.jpg', 'Open'],
    ],
    ['an image alone', { channel: 'viber', text: '', content: { image_url: url } }, ['spring sale.jpg']],
    [
      'an address without a file',
      { channel: 'viber', text: '', content: { image_url: 'https://example.com/' } },
      [],
    ],
    [
      'cards',
      {
        channel: 'viber',
        text: '',
        content: {
          text: 'New',
          carousel: {
            items: [
              {
                title: 'Shoes',
                image_url: 'https://example.com/1.jpg',
                primary_button: { label: 'Buy', action_url: url },
                secondary_button: { label: 'More', action_url: url },
              },
              {
                title: 'Hats',
                image_url: 'https://example.com/2.jpg',
                primary_button: { label: 'Get', action_url: url },
              },
            ],
          },
        },
      },
      ['New', 'Shoes', 'Buy', 'More', 'Hats', 'Get'],
    ],
    [
      'a Viber template',
      {
        channel: 'viber',
        text: '',
        content: { template: { id: 'order-1', lang: 'en', params: { who: 'Ann' } } },
      },
      ['order-1', 'Ann'],
    ],
    [
      'a WhatsApp template',
      {
        channel: 'whatsapp',
        text: '',
        content: {
          template: {
            name: 'order_ready',
            language: { code: 'et' },
            components: [
              { type: 'header', parameters: [{ type: 'image', image: { link: url } }] },
              {
                type: 'body',
                parameters: [
                  { type: 'text', text: 'Mari' },
                  {
                    type: 'currency',
                    currency: { fallback_value: '12.90 €', code: 'EUR', amount_1000: '12900' },
                  },
                ],
              },
              {
                type: 'button',
                sub_type: 'quick_reply',
                index: 0,
                parameters: [{ type: 'payload', payload: 'internal' }],
              },
            ],
          },
        },
      },
      ['order_ready', 'spring sale.jpg', 'Mari', '12.90 €'],
    ],
    [
      'a document',
      {
        channel: 'whatsapp',
        text: '',
        content: { document: { id: '1', caption: 'Your bill', file_name: 'bill.pdf' } },
      },
      ['Your bill', 'bill.pdf'],
    ],
    [
      'an RCS card',
      {
        channel: 'rcs',
        text: '',
        content: {
          rich_card: {
            standalone_card: {
              card_orientation: 'VERTICAL',
              card_content: {
                title: 'Open day',
                description: 'Come and see',
                suggestions: [
                  { reply: { text: 'Yes', postback_data: 'yes-1' } },
                  {
                    action: {
                      text: 'Where',
                      postback_data: 'where-1',
                      view_location_action: {
                        lat_long: { latitude: 59.4, longitude: 24.7 },
                        label: 'Our shop',
                      },
                    },
                  },
                ],
              },
            },
          },
        },
      },
      ['Open day', 'Come and see', 'Yes', 'Where', 'Our shop'],
    ],
    [
      'a sound on Telegram',
      { channel: 'telegram', text: '', content: { text: 'Listen', audio_url: 'https://example.com/a.ogg' } },
      ['Listen', 'a.ogg'],
    ],
  ];
  it.each(cases)('of %s are what a person reads, in order', (_, step, words) => {
    expect(
      stepWords(step)
        .split('\n')
        .filter((word) => word !== ''),
    ).toEqual(words);
  });

  it('of content of any shape are extracted without an error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('viber', 'whatsapp', 'rcs', 'telegram', 'sms'),
        fc.dictionary(fc.constantFrom('text', 'carousel', 'template', 'rich_card', 'image'), fc.jsonValue()),
        (channel, content) => {
          const step = { channel, text: '', content } as DraftStep;
          expect(typeof stepWords(step)).toBe('string');
          expect(withoutWords(step)).toMatchObject({ channel, text: '' });
        },
      ),
    );
  });
});

/** Returns every string and number in a JSON value, and all names that are not documented. */
function leaves(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leaves);
}

const formWords = [
  'VERTICAL',
  'HORIZONTAL',
  'LEFT',
  'RIGHT',
  'SMALL',
  'MEDIUM',
  'SHORT',
  'TALL',
  'FULL',
  'HALF',
];
const bareLeaves = new Set<unknown>(['', 0, false, ...formWords, 'BROWSER', 'WEBVIEW']);

describe('a step whose texts were removed', () => {
  it('keeps its form, but nothing of its content', () => {
    fc.assert(
      fc.property(documentedBody, (body) => {
        const reading = fromOmnimessage(body, Date.UTC(2030, 0, 1));
        for (const step of reading.ok ? reading.value.chain.steps : []) {
          const bare = withoutWords(step);
          expect(bare.text).toBe('');
          expect(stepWords(bare)).toBe('');
          expect(Object.keys(bare.content ?? {})).toEqual(
            Object.keys(step.content ?? {}).toSorted(
              (a, b) =>
                Object.keys(bare.content ?? {}).indexOf(a) - Object.keys(bare.content ?? {}).indexOf(b),
            ),
          );
          for (const leaf of leaves(bare.content ?? {})) expect(bareLeaves).toContain(leaf);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the number of cards, but no user-defined names', () => {
    const card = { title: 'Secret', image_url: url, primary_button: { label: 'Secret', action_url: url } };
    const cards = withoutWords({
      channel: 'viber',
      text: '',
      content: { text: 'x', carousel: { items: [card, card] } },
    });
    expect(cards.content).toMatchObject({ text: '', carousel: { items: [{ title: '' }, { title: '' }] } });
    const template = { id: 'Secret', lang: 'en', params: { 'Secret name': 'Secret' } };
    const bare = withoutWords({ channel: 'viber', text: '', content: { template } });
    expect(bare.content).toEqual({ template: { id: '', lang: '', params: {} } });
    const stray = withoutWords({
      channel: 'viber',
      text: '',
      content: { text: 'x', Secret: 1 } as DraftStep['content'] & object,
    });
    expect(stray.content).toEqual({ text: '' });
  });
});
