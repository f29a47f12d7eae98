/** The kinds that a channel's grammar lists, for the forms, and the rules that judge a content. */
import { describe, expect, it } from 'vitest';
import {
  type ContentChannel,
  checkContent,
  contentGrammar,
} from '../../../shared/messaging/check-content.ts';

const link = 'https://example.com/a.jpg';
const button = { label: 'Open', action_url: link };
const item = { title: 'Boots', image_url: link, primary_button: button };

/** A value for each field of each channel. */
const values: Readonly<Record<ContentChannel, Readonly<Record<string, unknown>>>> = {
  viber: {
    text: 'Tere',
    image_url: link,
    button_url: link,
    button_text: 'Open',
    video: { url: link, thumbnail: link, file_size: 1000, duration: 10 },
    template: { id: 'a', lang: 'en' },
    carousel: { items: [item, item] },
  },
  whatsapp: {
    text: { body: 'Tere' },
    template: { name: 'a', language: { code: 'en' }, components: [] },
    image: { link },
    video: { link },
    audio: { link },
    document: { link },
    sticker: { link },
  },
  rcs: {
    text: 'Tere',
    content_info: { file_url: link },
    rich_card: { standalone_card: { card_orientation: 'VERTICAL', card_content: { title: 'Boots' } } },
    suggestions: [{ reply: { text: 'Yes', postback_data: 'yes' } }],
  },
  telegram: { text: 'Tere', image_url: link, document_url: link, audio_url: link },
};

const channels = ['viber', 'whatsapp', 'rcs', 'telegram'] as const;
const outer = (path: string) => path.split('.', 1)[0] ?? '';

/** Every choice of some of these. */
function choicesOf(names: readonly string[]): string[][] {
  const [first, ...others] = names;
  if (first === undefined) return [[]];
  return choicesOf(others).flatMap((choice) => [choice, [first, ...choice]]);
}

describe.each(channels)('a content of %s', (channel) => {
  const { fields, kinds } = contentGrammar[channel].is;

  it('has an example of each field of the grammar here', () => {
    expect(Object.keys(values[channel])).toEqual(Object.keys(fields));
  });

  it('is valid exactly if its fields are those of one of the kinds', () => {
    for (const names of choicesOf(Object.keys(fields))) {
      const isKind = Object.values(kinds ?? {}).some(({ needs, takes = [] }) => {
        const known = [...needs, ...takes].map(outer);
        return (
          needs.every((path) => names.includes(outer(path))) && names.every((name) => known.includes(name))
        );
      });
      const content = Object.fromEntries(names.map((name) => [name, values[channel][name]]));
      const problems = checkContent(channel, content, 'content').map(({ code }) => code);
      expect({ names, valid: problems.length === 0 }).toEqual({ names, valid: isKind });
    }
  });
});
