/** Tests the conversion between a channel's form and the documented JSON, in both directions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rcsMessage } from '../../../electron/engine/sandbox/schema-rcs.ts';
import { viberMessage } from '../../../electron/engine/sandbox/schema-viber.ts';
import { whatsappMessage } from '../../../electron/engine/sandbox/schema-whatsapp.ts';
import { draftFrom, newStep, type StepDraft } from '../../../renderer/features/compose/draft.ts';
import {
  getAt,
  holdsSomething,
  type JsonObject,
  segmentsOf,
  setAt,
} from '../../../renderer/features/compose/forms/json-tree.ts';
import { shows } from '../../../renderer/features/compose/forms/shape.ts';
import {
  chainContent,
  contentOf,
  hasText,
  kindOfStep,
  shapeOf,
  writtenOf,
} from '../../../renderer/features/compose/forms/step-content.ts';
import {
  byHandOf,
  definitionByHand,
  holdsAll,
  templateTaking,
} from '../../../renderer/features/compose/forms/whatsapp-by-hand.ts';
import {
  componentsIn,
  definitionOf,
  fromThousandths,
  pathOfField,
  renamed,
  templateOf,
  thousandths,
  valuesOf,
} from '../../../renderer/features/compose/forms/whatsapp-template.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import { toOmnimessage } from '../../../shared/messaging/compose.ts';
import type { ChannelContent } from '../../../shared/messaging/content.ts';
import type { Channel, E164 } from '../../../shared/messaging/types.ts';
import { templateFields } from '../../../shared/messaging/whatsapp-template-fields.ts';
import { faultsBy } from '../../helpers/messente-schemas.ts';

const link = 'https://example.com/a.png';
const card = { title: 'Scarf', image_url: link, primary_button: { label: 'See', action_url: link } };
const info = { file_url: link, force_refresh: false };
const action = (more: JsonObject) => ({ action: { text: 'Go', postback_data: 'go', ...more } });

/** Messente's documented forms: the kind, and the channel's JSON. */
const documented: readonly (readonly [Channel, string, JsonObject])[] = [
  ['viber', 'text-button', { text: 'Hi', button_text: 'See', button_url: link }],
  ['viber', 'image', { image_url: link }],
  ['viber', 'image-button', { text: 'Hi', image_url: link, button_text: 'See', button_url: link }],
  ['viber', 'video', { video: { url: link, thumbnail: link, file_size: 1000, duration: 9 } }],
  ['viber', 'video-text', { text: 'Hi', video: { url: link, thumbnail: link, file_size: 1, duration: 600 } }],
  [
    'viber',
    'video-button',
    { text: 'Hi', video: { url: link, thumbnail: link, file_size: 1, duration: 1 }, button_text: 'See' },
  ],
  [
    'viber',
    'carousel',
    {
      text: 'Hi',
      carousel: { items: [card, { ...card, secondary_button: { label: 'Ask', action_url: link } }] },
    },
  ],
  ['viber', 'template', { template: { id: 'a', lang: 'en', params: { code: '1', name: '' } } }],
  ['viber', 'template', { template: { id: 'a', lang: 'en' } }],
  ['whatsapp', 'text', { text: { body: 'Hi', preview_url: false } }],
  ['whatsapp', 'image', { image: { link, caption: 'A' } }],
  ['whatsapp', 'video', { video: { id: '12', mime_type: 'video/mp4' } }],
  ['whatsapp', 'audio', { audio: { link } }],
  ['whatsapp', 'document', { document: { link, caption: 'A', file_name: 'a.pdf' } }],
  ['whatsapp', 'sticker', { sticker: { id: '12', animated: true } }],
  [
    'whatsapp',
    'template',
    {
      template: {
        name: 'a',
        language: { code: 'en', policy: 'deterministic' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Hi' }] }],
      },
    },
  ],
  ['rcs', 'text', { text: 'Hi', suggestions: [{ reply: { text: 'Yes', postback_data: 'y' } }] }],
  ['rcs', 'file', { content_info: { ...info, thumbnail_url: link } }],
  [
    'rcs',
    'card',
    {
      rich_card: {
        standalone_card: {
          card_orientation: 'HORIZONTAL',
          thumbnail_image_alignment: 'RIGHT',
          card_content: { title: 'A', description: 'B', media: { height: 'TALL', content_info: info } },
        },
      },
    },
  ],
  [
    'rcs',
    'carousel',
    {
      rich_card: {
        carousel_card: {
          card_width: 'SMALL',
          card_contents: [
            { title: 'A', suggestions: [{ reply: { text: 'Y', postback_data: 'y' } }] },
            { title: 'B' },
          ],
        },
      },
      suggestions: [
        action({ dial_action: { phone_number: '+37251000000' } }),
        action({ view_location_action: { lat_long: { latitude: -33.86, longitude: 151.2 }, label: 'S' } }),
        action({
          create_calendar_event_action: {
            start_time: '2030-01-01T09:00:00Z',
            end_time: '2030-01-01T10:00:00Z',
            title: 'T',
            description: 'D',
          },
        }),
        action({
          fallback_url: link,
          open_url_action: { url: link, application: 'WEBVIEW', webview_view_mode: 'TALL', description: 'D' },
        }),
        action({ share_location_action: {} }),
      ],
    },
  ],
  ['telegram', 'image', { text: 'Hi', image_url: link }],
  ['telegram', 'document', { document_url: link }],
  ['telegram', 'audio', { audio_url: link }],
];

/** The sandbox's own schemas, which share no code with the window. */
const judges = { viber: viberMessage, whatsapp: whatsappMessage, rcs: rcsMessage };

const stepOf = (channel: Channel, json: JsonObject): StepDraft => ({
  ...newStep('k', channel),
  ...writtenOf({ channel, text: '', content: json as ChannelContent }),
});

describe('every documented form of a step', () => {
  it.each(documented)(
    'of %s, %s, is loaded into the form and built again unchanged',
    (channel, kind, json) => {
      const step = stepOf(channel, json);
      expect(kindOfStep(step)).toBe(kind);
      expect(contentOf(step)).toEqual(json);
      const sender = channel === 'rcs' ? { sender: 'Agent' } : {};
      const chain = { steps: [{ channel, ...sender, ...chainContent(step) }] };
      expect(checkChain(chain, 0)).toEqual([]);
      expect(faultsBy('Omnimessage', toOmnimessage(chain, { to: '+37255500000' as E164 }))).toEqual([]);
      if (channel === 'viber' || channel === 'whatsapp' || channel === 'rcs') {
        expect(judges[channel].safeParse({ channel, ...sender, ...contentOf(step) }).error).toBeUndefined();
      }
    },
  );

  it.each(documented)('of %s, %s, is restored after switching to any other kind', (channel, _kind, json) => {
    const step = stepOf(channel, json);
    const kinds = Object.keys(shapeOf(channel)?.variants ?? {});
    for (const other of kinds) {
      const there: StepDraft = { ...step, content: { ...step.content, $kind: other } };
      contentOf(there);
      const back: StepDraft = { ...there, content: { ...there.content, $kind: kindOfStep(step) } };
      expect(contentOf(back)).toEqual(json);
    }
  });

  it('is kept in a draft that was made from a sent chain', () => {
    for (const [channel, , json] of documented) {
      const chain = { steps: [{ channel, text: '', content: json as ChannelContent }] };
      const [step] = draftFrom(chain, [], () => 'k').steps;
      expect(step && contentOf(step)).toEqual(json);
    }
  });

  it('that is a plain text is a plain text for the contract too', () => {
    for (const channel of ['sms', 'viber', 'whatsapp', 'rcs', 'telegram'] as const) {
      const step = { ...newStep('k', channel), text: 'Hi' };
      expect(chainContent(step)).toEqual({ text: 'Hi' });
      expect(hasText(step)).toBe(true);
    }
  });

  it('contains nothing of another kind, whatever was typed', () => {
    const typed: JsonObject = {
      $kind: 'image',
      image_url: link,
      button_text: 'See',
      carousel: { items: [{}, {}] },
      video: { url: link },
    };
    expect(contentOf({ ...newStep('k', 'viber'), text: 'Hi', content: typed })).toEqual({ image_url: link });
  });
});

describe('content that no form of the window fits', () => {
  it.each<[Channel, JsonObject]>([
    ['viber', { image_url: link, button_text: 'See' }],
    ['viber', { text: 'Hi', image_url: link }],
    ['whatsapp', { image: { link, id: '1' } }],
    ['rcs', { text: 'Hi', surprise: true }],
    ['whatsapp', {}],
  ])('of %s is kept as received: %j', (channel, json) => {
    const step = stepOf(channel, json);
    expect(kindOfStep(step)).toBe('raw');
    expect(contentOf(step)).toEqual(json);
    expect(hasText(step)).toBe(false);
    expect(checkChain({ steps: [{ channel, ...chainContent(step) }] }, 0)).not.toEqual([]);
  });
});

describe('a missing field of a step', () => {
  it('is present, so that the problem is reported at its field', () => {
    const content = { $kind: 'carousel', carousel: { items: [{ title: 'x' }, {}] } };
    const step = { ...newStep('k', 'viber'), text: 'Hi', content };
    const fields = checkChain({ steps: [{ channel: 'viber', ...chainContent(step) }] }, 0).map(
      (one) => one.field,
    );
    expect(fields).toContain('steps[0].content.carousel.items[0].title');
    expect(fields).toContain('steps[0].content.carousel.items[1].primary_button.action_url');
    const shape = shapeOf('viber');
    for (const field of fields) {
      const path = (field ?? '').replace('steps[0].content.', '');
      expect(shape !== null && shows(shape, content, path)).toBe(true);
    }
    expect(shape !== null && shows(shape, content, 'carousel.items[2].title')).toBe(false);
    expect(shape !== null && shows(shape, content, 'carousel.items[0].secondary_button.label')).toBe(false);
    expect(shape !== null && shows(shape, content, 'image_url')).toBe(false);
  });

  it('is a number only if a number was typed', () => {
    const build = (file_size: string) => {
      const content = { $kind: 'video', video: { url: link, thumbnail: link, file_size, duration: '7' } };
      return getAt(contentOf({ ...newStep('k', 'viber'), content }) ?? undefined, 'video.file_size');
    };
    expect(build(' 1024 ')).toBe(1024);
    expect(build('12 MB')).toBe('12 MB');
    expect(build('1e3')).toBe('1e3');
    expect(build('')).toBe('');
  });
});

describe('the values of a form', () => {
  const name = fc.stringMatching(/^[a-z_]{1,6}$/);
  const path = fc
    .tuple(name, fc.array(fc.oneof(name, fc.constant(0)), { maxLength: 4 }))
    .map(([first, rest]) =>
      rest.reduce<string>((at, one) => (one === 0 ? `${at}[0]` : `${at}.${one}`), first),
    );
  const tree = fc.dictionary(name, fc.jsonValue()).map((value) => value as JsonObject);

  it('contain the value that was set, and nothing else changes', () => {
    fc.assert(
      fc.property(tree, path, fc.string(), (before, at, value) => {
        const copy = structuredClone(before);
        const after = setAt(before, at, value);
        expect(getAt(after, at)).toBe(value);
        expect(before).toEqual(copy);
        const [first] = segmentsOf(at);
        for (const key of Object.keys(before)) if (key !== first) expect(after[key]).toBe(before[key]);
      }),
    );
  });

  it('are non-empty only if the user has typed something', () => {
    expect(
      holdsSomething({ $kind: 'carousel', carousel: { items: [{ $shut: true }, { title: ' ' }] } }),
    ).toBe(false);
    expect(holdsSomething({ carousel: { items: [{}, { title: 'a' }] } })).toBe(true);
  });
});

describe('a WhatsApp template', () => {
  const definition = {
    id: '1',
    name: 'order',
    language: 'en',
    category: 'utility',
    status: 'approved',
    components: [
      { type: 'header', format: 'document' },
      { type: 'body', text: 'Hi {{1}}, it costs {{2}}.' },
      {
        type: 'buttons',
        buttons: [
          { type: 'quick_reply', text: 'Thanks' },
          { type: 'url', text: 'Track', url: 'https://x.test/{{1}}' },
        ],
      },
    ],
  };
  const fields = templateFields(definition);

  it('starts with a field for each of its parameters, each invalid until it is filled in', () => {
    const template = templateOf(definition, undefined);
    const step = { ...newStep('k', 'whatsapp'), content: { $kind: 'template', template } };
    const problems = checkChain({ steps: [{ channel: 'whatsapp', ...chainContent(step) }] }, 0);
    const places = fields.filter((field) => field.required);
    for (const field of places) {
      const at = pathOfField(field, componentsIn(template));
      expect(problems.some((one) => one.field?.startsWith(`steps[0].content.${at}`))).toBe(true);
    }
    expect(definitionOf([definition], template)).toBe(definition);
  });

  it('takes over no values of another template when its name or language is typed manually', () => {
    const before = templateOf(definition, {
      name: 'order',
      language: { code: 'en', policy: 'deterministic' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Mari' }] }],
    });
    const other = renamed([definition], before, { name: 'offer' });
    expect(other).toEqual({
      template: { name: 'offer', language: { code: 'en', policy: 'deterministic' }, components: [] },
      took: true,
    });
    expect(renamed([definition], other.template, { code: 'et' })).toEqual({
      template: { name: 'offer', language: { code: 'et', policy: 'deterministic' }, components: [] },
      took: false,
    });
    // With the old name it is the listed template again, with its fields empty.
    const back = renamed([definition], other.template, { name: 'order' }).template;
    expect(definitionOf([definition], back)).toBe(definition);
    expect(JSON.stringify(back.components)).not.toContain('Mari');
    expect(back.components).toEqual(templateOf(definition, undefined).components);
    expect(renamed([], undefined, { name: 'a' })).toEqual({
      template: { name: 'a', language: { code: '' }, components: [] },
      took: false,
    });
  });

  it('that is in no list uses the fields that the user defines, and is distinguished from a sent message’s template', () => {
    const name = (number: number) => `Button ${number}`;
    const nothing = { header: 'none', values: 0, buttons: [] } as const;
    expect(byHandOf({ name: 'x', components: [] })).toEqual(nothing);
    const taking = { header: 'video', values: 2, buttons: ['none', 'url'] } as const;
    const asked = templateTaking({ name: 'x' }, taking, definitionByHand(taking, name));
    expect(byHandOf(asked)).toEqual(taking);
    const carried: JsonObject = {
      name: 'x',
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'video', video: { id: '7' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'a' },
            { type: 'date_time', date_time: { fallback_value: 'b' } },
          ],
        },
        { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: 'c' }] },
      ],
    };
    expect(byHandOf(carried)).toEqual(taking);
    const made = definitionByHand(byHandOf(carried), name);
    expect(holdsAll(carried, made)).toBe(true);
    // With one value fewer, the rest stays unchanged.
    const fewer = { ...taking, values: 1 };
    const changed = templateTaking(carried, fewer, definitionByHand(fewer, name));
    expect(componentsIn(changed)[1]).toEqual({ type: 'body', parameters: [{ type: 'text', text: 'a' }] });
    expect(componentsIn(changed)[2]).toEqual(componentsIn(carried)[2]);
    // A typing mistake in its name loses nothing; what no field can hold is not changed.
    expect(renamed([definition], changed, { name: 'y' })).toEqual({
      template: { ...changed, name: 'y' },
      took: false,
    });
    expect(renamed([definition], { ...changed, language: { code: 'en' } }, { name: 'order' }).took).toBe(
      true,
    );
    const odd = { ...carried, components: [{ type: 'footer', parameters: [{ type: 'text', text: 'a' }] }] };
    expect(holdsAll(odd, definitionByHand(byHandOf(odd), name))).toBe(false);
  });

  it('keeps its values in another language, and is restored from a sent message', () => {
    const filled: JsonObject = {
      name: 'order',
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'document', document: { link, filename: 'a.pdf' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Mari' },
            { type: 'currency', currency: { fallback_value: '€12.90', code: 'EUR', amount_1000: '12900' } },
          ],
        },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: 0,
          parameters: [{ type: 'payload', payload: 'p' }],
        },
        { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: '77' }] },
      ],
    };
    const estonian = { ...definition, language: 'et' };
    const there = templateOf(estonian, templateOf(definition, filled));
    expect(there.components).toEqual(filled.components);
    expect(there.language).toEqual({ code: 'et' });
    const values = valuesOf(fields, there);
    expect(values['body.1']).toMatchObject({ type: 'currency' });
  });

  it('accepts an amount as typed', () => {
    expect(thousandths('12.90')).toBe('12900');
    expect(thousandths('12,9')).toBe('12900');
    expect(thousandths('0.005')).toBe('5');
    expect(thousandths('-3')).toBe('-3000');
    expect(thousandths('a lot')).toBe('a lot');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (amount) => {
        expect(thousandths(fromThousandths(String(amount)))).toBe(String(amount));
      }),
    );
  });
});
