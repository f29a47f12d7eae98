/**
 * Every documented form of every channel: the step as the composer makes it, and Messente's JSON for it,
 * written manually from the reference (Omnichannel API 2.1.0; Telegram from the older clients) in the
 * reference's order.
 */
import type { DraftStep } from '../../shared/messaging/compose.ts';
import type {
  RcsAction,
  RcsContent,
  TelegramContent,
  ViberContent,
  WhatsappContent,
  WhatsappParameter,
} from '../../shared/messaging/content.ts';

export type ChannelForm = {
  readonly name: string;
  readonly step: DraftStep;
  /** One entry of `messages` as text, because the order of its fields is compared. */
  readonly json: string;
};

const form = (name: string, step: DraftStep, json: string): ChannelForm => ({ name, step, json });
const viber = (content: ViberContent): DraftStep => ({ channel: 'viber', text: '', content });
const whatsapp = (content: WhatsappContent): DraftStep => ({ channel: 'whatsapp', text: '', content });
const rcs = (content: RcsContent): DraftStep => ({ channel: 'rcs', text: '', sender: 'Agent', content });
const telegram = (content: TelegramContent): DraftStep => ({ channel: 'telegram', text: '', content });

const sms: readonly ChannelForm[] = [
  form('an SMS', { channel: 'sms', text: 'Hi' }, '{"channel":"sms","text":"Hi"}'),
  form(
    'an SMS with all that it can have',
    {
      channel: 'sms',
      text: 'Hi',
      sender: 'Shop',
      ttlSeconds: 60,
      autoconvert: 'full',
      udh: '06050415811581',
    },
    '{"channel":"sms","sender":"Shop","ttl":60,"text":"Hi","autoconvert":"full","udh":"06050415811581"}',
  ),
];

const image = 'https://example.com/a.jpg';
const shop = 'https://example.com/shop';
const video = { duration: 30, file_size: 1000, thumbnail: image, url: 'https://example.com/a.mp4' };
const videoJson = `{"url":"https://example.com/a.mp4","thumbnail":"${image}","file_size":1000,"duration":30}`;
const buttonJson = `"button_url":"${shop}","button_text":"Open"`;

const viberForms: readonly ChannelForm[] = [
  form('Viber text', { channel: 'viber', text: 'Hi' }, '{"channel":"viber","text":"Hi"}'),
  form(
    'Viber text with a sender and a validity',
    { channel: 'viber', text: 'Hi', sender: 'Shop', validityMinutes: 5 },
    '{"channel":"viber","sender":"Shop","validity":5,"text":"Hi"}',
  ),
  form('Viber image', viber({ image_url: image }), `{"channel":"viber","image_url":"${image}"}`),
  form(
    'Viber text with a button',
    viber({ button_text: 'Open', button_url: shop, text: 'Hi' }),
    `{"channel":"viber","text":"Hi",${buttonJson}}`,
  ),
  form(
    'Viber text with an image and a button',
    viber({ button_text: 'Open', image_url: image, button_url: shop, text: 'Hi' }),
    `{"channel":"viber","text":"Hi","image_url":"${image}",${buttonJson}}`,
  ),
  form('Viber video', viber({ video }), `{"channel":"viber","video":${videoJson}}`),
  form(
    'Viber video with a text',
    viber({ video, text: 'Hi' }),
    `{"channel":"viber","text":"Hi","video":${videoJson}}`,
  ),
  form(
    'Viber video with a text and a button without an address',
    viber({ video, text: 'Hi', button_text: 'Open' }),
    `{"channel":"viber","text":"Hi","button_text":"Open","video":${videoJson}}`,
  ),
  form(
    'Viber video with a text and a button',
    viber({ video, text: 'Hi', button_text: 'Open', button_url: shop }),
    `{"channel":"viber","text":"Hi",${buttonJson},"video":${videoJson}}`,
  ),
  form(
    'Viber template',
    viber({ template: { lang: 'en', id: 'order-1' } }),
    '{"channel":"viber","template":{"id":"order-1","lang":"en"}}',
  ),
  form(
    'Viber template with values',
    viber({ template: { params: { name: 'Ann', sum: '12' }, lang: 'en', id: 'order-1' } }),
    '{"channel":"viber","template":{"id":"order-1","lang":"en","params":{"name":"Ann","sum":"12"}}}',
  ),
  form(
    'Viber carousel',
    viber({
      carousel: {
        items: [
          { primary_button: { action_url: shop, label: 'Buy' }, image_url: image, title: 'Shoes' },
          {
            secondary_button: { label: 'More', action_url: shop },
            primary_button: { label: 'Buy', action_url: shop },
            image_url: image,
            title: 'Hats',
          },
        ],
      },
      text: 'New',
    }),
    `{"channel":"viber","text":"New","carousel":{"items":[` +
      `{"title":"Shoes","image_url":"${image}","primary_button":{"label":"Buy","action_url":"${shop}"}},` +
      `{"title":"Hats","image_url":"${image}","primary_button":{"label":"Buy","action_url":"${shop}"},` +
      `"secondary_button":{"label":"More","action_url":"${shop}"}}]}}`,
  ),
];

const template = (parameter: WhatsappParameter): DraftStep =>
  whatsapp({
    template: {
      components: [{ parameters: [parameter], index: 0, sub_type: 'url', type: 'button' }],
      language: { policy: 'deterministic', code: 'et' },
      name: 'order_ready',
    },
  });
const templateJson = (parameter: string): string =>
  `{"channel":"whatsapp","template":{"name":"order_ready","language":{"code":"et","policy":"deterministic"},` +
  `"components":[{"type":"button","sub_type":"url","index":0,"parameters":[${parameter}]}]}}`;

const whatsappForms: readonly ChannelForm[] = [
  form(
    'WhatsApp text',
    { channel: 'whatsapp', text: 'Hi' },
    '{"channel":"whatsapp","text":{"body":"Hi","preview_url":true}}',
  ),
  form(
    'WhatsApp text without a preview of its link',
    whatsapp({ text: { preview_url: false, body: `See ${shop}` } }),
    `{"channel":"whatsapp","text":{"body":"See ${shop}","preview_url":false}}`,
  ),
  form(
    'WhatsApp image by link',
    whatsapp({ image: { caption: 'C', mime_type: 'image/jpeg', link: image } }),
    `{"channel":"whatsapp","image":{"link":"${image}","mime_type":"image/jpeg","caption":"C"}}`,
  ),
  form(
    'WhatsApp image by id',
    whatsapp({ image: { id: '12' } }),
    '{"channel":"whatsapp","image":{"id":"12"}}',
  ),
  form(
    'WhatsApp video',
    whatsapp({ video: { link: 'https://example.com/a.mp4', caption: 'C' } }),
    '{"channel":"whatsapp","video":{"link":"https://example.com/a.mp4","caption":"C"}}',
  ),
  form(
    'WhatsApp audio',
    whatsapp({ audio: { mime_type: 'audio/ogg', id: '12' } }),
    '{"channel":"whatsapp","audio":{"id":"12","mime_type":"audio/ogg"}}',
  ),
  form(
    'WhatsApp document',
    whatsapp({ document: { file_name: 'a.pdf', caption: 'C', link: 'https://example.com/a.pdf' } }),
    '{"channel":"whatsapp","document":{"link":"https://example.com/a.pdf","caption":"C","file_name":"a.pdf"}}',
  ),
  form(
    'WhatsApp sticker',
    whatsapp({ sticker: { animated: true, link: 'https://example.com/a.webp' } }),
    '{"channel":"whatsapp","sticker":{"link":"https://example.com/a.webp","animated":true}}',
  ),
  form(
    'WhatsApp template without values',
    whatsapp({ template: { components: [], language: { code: 'en' }, name: 'hello' } }),
    '{"channel":"whatsapp","template":{"name":"hello","language":{"code":"en"},"components":[]}}',
  ),
  form(
    'WhatsApp template with a text',
    template({ text: 'Mari', type: 'text' }),
    templateJson('{"type":"text","text":"Mari"}'),
  ),
  form(
    'WhatsApp template with an amount',
    template({
      currency: { amount_1000: '12900', code: 'EUR', fallback_value: '12.90 €' },
      type: 'currency',
    }),
    templateJson(
      '{"type":"currency","currency":{"fallback_value":"12.90 €","code":"EUR","amount_1000":"12900"}}',
    ),
  ),
  form(
    'WhatsApp template with a time',
    template({ date_time: { fallback_value: '12 May' }, type: 'date_time' }),
    templateJson('{"type":"date_time","date_time":{"fallback_value":"12 May"}}'),
  ),
  form(
    'WhatsApp template with an image',
    template({ image: { link: image }, type: 'image' }),
    templateJson(`{"type":"image","image":{"link":"${image}"}}`),
  ),
  form(
    'WhatsApp template with a document',
    template({ document: { filename: 'a.pdf', caption: 'C', id: '12' }, type: 'document' }),
    templateJson('{"type":"document","document":{"id":"12","caption":"C","filename":"a.pdf"}}'),
  ),
  form(
    'WhatsApp template with a video',
    template({ video: { id: '12' }, type: 'video' }),
    templateJson('{"type":"video","video":{"id":"12"}}'),
  ),
  form(
    'WhatsApp template with a coupon code',
    template({ coupon_code: 'KEVAD', type: 'coupon_code' }),
    templateJson('{"type":"coupon_code","coupon_code":"KEVAD"}'),
  ),
  form(
    'WhatsApp template with a payload',
    template({ payload: 'yes', type: 'payload' }),
    templateJson('{"type":"payload","payload":"yes"}'),
  ),
];

const action = (more: Partial<RcsAction>): DraftStep =>
  rcs({ suggestions: [{ action: { ...more, postback_data: 'go', text: 'Go' } }], text: 'Hi' });
const actionJson = (more: string): string =>
  `{"channel":"rcs","sender":"Agent","text":"Hi","suggestions":[{"action":{"text":"Go","postback_data":"go",${more}}}]}`;
const file = { force_refresh: true, thumbnail_url: image, file_url: 'https://example.com/a.mp4' };
const fileJson = `{"file_url":"https://example.com/a.mp4","thumbnail_url":"${image}","force_refresh":true}`;
const reply = { reply: { postback_data: 'yes', text: 'Yes' } };
const replyJson = '{"reply":{"text":"Yes","postback_data":"yes"}}';

const rcsForms: readonly ChannelForm[] = [
  form(
    'RCS text',
    { channel: 'rcs', text: 'Hi', sender: 'Agent' },
    '{"channel":"rcs","sender":"Agent","text":"Hi"}',
  ),
  form(
    'RCS text with a reply',
    rcs({ suggestions: [reply], text: 'Hi' }),
    `{"channel":"rcs","sender":"Agent","text":"Hi","suggestions":[${replyJson}]}`,
  ),
  form(
    'RCS file',
    rcs({ content_info: file }),
    `{"channel":"rcs","sender":"Agent","content_info":${fileJson}}`,
  ),
  form(
    'RCS card',
    rcs({
      rich_card: {
        standalone_card: {
          card_content: {
            suggestions: [reply],
            media: { content_info: { file_url: image }, height: 'TALL' },
            description: 'D',
            title: 'T',
          },
          thumbnail_image_alignment: 'LEFT',
          card_orientation: 'HORIZONTAL',
        },
      },
    }),
    `{"channel":"rcs","sender":"Agent","rich_card":{"standalone_card":{"card_orientation":"HORIZONTAL",` +
      `"thumbnail_image_alignment":"LEFT","card_content":{"title":"T","description":"D",` +
      `"media":{"height":"TALL","content_info":{"file_url":"${image}","force_refresh":false}},"suggestions":[${replyJson}]}}}}`,
  ),
  form(
    'RCS file of which nothing else was said, and an upright card',
    rcs({
      rich_card: {
        standalone_card: {
          card_orientation: 'VERTICAL',
          card_content: { media: { height: 'SHORT', content_info: { file_url: image } } },
        },
      },
    }),
    `{"channel":"rcs","sender":"Agent","rich_card":{"standalone_card":{"card_orientation":"VERTICAL",` +
      `"thumbnail_image_alignment":"LEFT","card_content":{"media":{"height":"SHORT",` +
      `"content_info":{"file_url":"${image}","force_refresh":false}}}}}}`,
  ),
  form(
    'RCS carousel',
    rcs({
      suggestions: [reply],
      rich_card: {
        carousel_card: { card_contents: [{ title: 'A' }, { description: 'B' }], card_width: 'SMALL' },
      },
    }),
    `{"channel":"rcs","sender":"Agent","rich_card":{"carousel_card":{"card_width":"SMALL",` +
      `"card_contents":[{"title":"A"},{"description":"B"}]}},"suggestions":[${replyJson}]}`,
  ),
  form(
    'RCS call',
    action({ dial_action: { phone_number: '+37251000000' } }),
    actionJson('"dial_action":{"phone_number":"+37251000000"}'),
  ),
  form(
    'RCS place',
    action({
      view_location_action: { query: 'Q', label: 'L', lat_long: { longitude: 24.75, latitude: 59.43 } },
      fallback_url: shop,
    }),
    actionJson(
      `"fallback_url":"${shop}","view_location_action":{"lat_long":{"latitude":59.43,"longitude":24.75},"label":"L","query":"Q"}`,
    ),
  ),
  form(
    'RCS place that the map looks for',
    action({ view_location_action: { query: 'Q' } }),
    actionJson('"view_location_action":{"query":"Q"}'),
  ),
  form(
    'RCS event',
    action({
      create_calendar_event_action: {
        description: 'D',
        title: 'T',
        end_time: '2030-01-01T11:00:00Z',
        start_time: '2030-01-01T10:00:00Z',
      },
    }),
    actionJson(
      '"create_calendar_event_action":{"start_time":"2030-01-01T10:00:00Z","end_time":"2030-01-01T11:00:00Z","title":"T","description":"D"}',
    ),
  ),
  form(
    'RCS address to open',
    action({
      open_url_action: { description: 'D', webview_view_mode: 'HALF', application: 'WEBVIEW', url: shop },
    }),
    actionJson(
      `"open_url_action":{"url":"${shop}","application":"WEBVIEW","webview_view_mode":"HALF","description":"D"}`,
    ),
  ),
  form(
    'RCS sharing of the place',
    action({ share_location_action: {} }),
    actionJson('"share_location_action":{}'),
  ),
];

const telegramForms: readonly ChannelForm[] = [
  form(
    'Telegram text',
    { channel: 'telegram', text: 'Hi', validityMinutes: 5 },
    '{"channel":"telegram","validity":5,"text":"Hi"}',
  ),
  form('Telegram image', telegram({ image_url: image }), `{"channel":"telegram","image_url":"${image}"}`),
  form(
    'Telegram document with a text',
    telegram({ document_url: 'https://example.com/a.pdf', text: 'Hi' }),
    '{"channel":"telegram","text":"Hi","document_url":"https://example.com/a.pdf"}',
  ),
  form(
    'Telegram sound',
    telegram({ audio_url: 'https://example.com/a.ogg', text: 'Hi' }),
    '{"channel":"telegram","text":"Hi","audio_url":"https://example.com/a.ogg"}',
  ),
];

export const channelForms: readonly ChannelForm[] = [
  ...sms,
  ...viberForms,
  ...whatsappForms,
  ...rcsForms,
  ...telegramForms,
];
