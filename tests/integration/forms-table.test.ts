/**
 * Tests every form of every channel, and every forbidden combination, with a real sandbox and Messente's own
 * client.
 */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessenteClient } from '../../electron/engine/messente/client.ts';
import { checkChain } from '../../shared/messaging/check-chain.ts';
import { type DraftStep, toOmnimessage } from '../../shared/messaging/compose.ts';
import { fieldOfSource } from '../../shared/messaging/field-of-source.ts';
import { fromOmnimessage } from '../../shared/messaging/from-omnimessage.ts';
import type { E164, OmnimessageId } from '../../shared/messaging/types.ts';
import { type ChannelForm, channelForms } from '../helpers/channel-forms.ts';
import { eventually, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

type Callback = (error: unknown, data: unknown) => void;
type Model = { constructFromObject(value: object): unknown };
// Messente's own Node client from npm (1.5.0), which knows fewer forms than the API.
const messente: {
  ApiClient: {
    instance: {
      basePath: string;
      authentications: { basicAuth: { username: string; password: string } };
    };
  };
  OmnimessageApi: new () => { sendOmnimessage(omnimessage: unknown, callback: Callback): void };
  DeliveryReportApi: new () => { retrieveDeliveryReport(id: string, callback: Callback): void };
  Omnimessage: Model;
  SMS: Model;
  Viber: Model;
  WhatsApp: Model;
  Telegram: Model;
} = createRequire(import.meta.url)('messente_api');

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await sandboxFixture({ speed: 100 });
  const { instance } = messente.ApiClient;
  instance.basePath = fixture.sandbox.baseUrl;
  instance.authentications.basicAuth.username = 'demo';
  instance.authentications.basicAuth.password = 'demo';
});
afterAll(() => fixture[Symbol.asyncDispose]());

function promised<T>(make: (callback: Callback) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    make((error, data) => (error ? reject(error) : resolve(data as T))),
  );
}

const nowAt = Date.UTC(2026, 0, 1);
let recipients = 0;
/** Returns a separate number for each message; numbers that end in 00 are delivered. */
function recipient(): E164 {
  recipients += 1;
  return `+37255${String(recipients).padStart(4, '0')}00` as E164;
}

type Accepted = { omnimessage_id: string };
type Status = { statuses: { status: string | null; channel: string }[] };

/** Returns the status that the official client reads. */
async function officialStatus(id: string): Promise<string[]> {
  const api = new messente.DeliveryReportApi();
  const report = await promised<Status>((callback) => api.retrieveDeliveryReport(id, callback));
  return report.statuses.map(({ status, channel }) => `${channel} ${status}`);
}

describe('a message built by the composer', () => {
  it.each(channelForms)(
    'of $name is the documented JSON, is accepted, and is delivered',
    async ({ step, json }) => {
      const to = recipient();
      expect(checkChain({ steps: [step] }, nowAt)).toEqual([]);
      const body = toOmnimessage({ steps: [step] }, { to });
      expect(JSON.stringify(body)).toBe(`{"to":"${to}","messages":[${json}]}`);
      const answer = await fixture.api('POST', '/omnimessage', body);
      expect(answer.status).toBe(201);
      const { omnimessage_id: id } = answer.body as Accepted;
      await eventually(() => officialStatus(id)).toEqual([`${step.channel} DELIVRD`]);
    },
  );

  it('is read back as it was composed', () => {
    for (const { step, json } of channelForms) {
      const reading = fromOmnimessage({ to: '+37255500000', messages: [JSON.parse(json)] }, nowAt);
      expect(reading).toMatchObject({ ok: true, value: { chain: { steps: [step] } } });
    }
  });
});

/** The forms for which the official client has models. */
const officialNames = /^(an SMS|Viber (text|image)|WhatsApp text$|Telegram)/;
const models: Readonly<Record<string, keyof typeof messente>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
};

describe('a message of Messente’s own client', () => {
  const sendable = channelForms.filter(({ name }) => officialNames.test(name));

  it.each(sendable)(
    'of $name is read by the sandbox, and so is its status request',
    async ({ step, json }: ChannelForm) => {
      const to = recipient();
      const model = messente[models[step.channel] ?? 'SMS'] as Model;
      const omnimessage = messente.Omnimessage.constructFromObject({
        to,
        messages: [model.constructFromObject(JSON.parse(json) as object)],
      });
      const sent = await promised<Accepted>((callback) =>
        new messente.OmnimessageApi().sendOmnimessage(omnimessage, callback),
      );
      const there = await fixture.control('GET', `/messages?to=${encodeURIComponent(to)}`);
      const [kept] = (there.body as { messages: { body: unknown }[] }).messages;
      const reading = fromOmnimessage(kept?.body, nowAt);
      expect(reading).toMatchObject({ ok: true, value: { to, chain: { steps: [step] } } });

      const client = createMessenteClient({
        endpoint: {
          baseUrl: fixture.sandbox.baseUrl,
          plainUrl: fixture.sandbox.plainUrl,
          backupPlainUrl: null,
        },
        credentials: () => ({ username: 'demo', password: 'demo' }),
        now: Date.now,
      });
      await eventually(async () => {
        const asked = await client.status(sent.omnimessage_id as OmnimessageId);
        return asked.ok ? asked.value.statuses.map(({ status }) => status) : asked.problem;
      }).toEqual(['DELIVRD']);
      await client.close();
    },
  );
});

const url = 'https://example.com/a.jpg';
const card = { title: 'Shoes', image_url: url, primary_button: { label: 'Buy', action_url: url } };
const video = { url, thumbnail: url, file_size: 1000, duration: 30 };
const suggestionTexts = { text: 'Yes', postback_data: 'yes' };
const reply = { reply: suggestionTexts };
const suggest = (action: object) => ({
  text: 'Hi',
  suggestions: [{ action: { ...suggestionTexts, ...action } }],
});
const component = (parameter: object) => ({
  template: {
    name: 'a',
    language: { code: 'en' },
    components: [{ type: 'body', parameters: [{ type: 'text', ...parameter }] }],
  },
});

/** The smallest allowed form of each part (or the nearest to it), by channel. */
const viberParts = {
  text: 'Hi',
  image_url: url,
  button_url: url,
  button_text: 'Open',
  video,
  template: { id: '1', lang: 'en' },
  carousel: { items: [card, card] },
};
const documentedViber = new Set(
  [
    'text',
    'image_url',
    'text button_text button_url',
    'text image_url button_text button_url',
    'video',
    'video text',
    'video text button_text',
    'video text button_text button_url',
    'carousel text',
    'template',
  ].map((form) => form.split(' ').toSorted().join(' ')),
);
const viberCombinations = Array.from({ length: 128 }, (_, bits) =>
  Object.entries(viberParts).filter((_part, index) => (bits >> index) & 1),
);

/** Returns every pair of parts that exclude each other, and the message without any of them. */
function pairs(parts: Readonly<Record<string, unknown>>): object[] {
  const keys = Object.entries(parts);
  return [
    {},
    ...keys.flatMap(([first, a], index) =>
      keys.slice(index + 1).map(([second, b]) => ({ [first]: a, [second]: b })),
    ),
  ];
}

const whatsappParts = {
  text: { body: 'Hi' },
  template: { name: 'a', language: { code: 'en' }, components: [] },
  image: { link: url },
  video: { link: url },
  audio: { link: url },
  document: { link: url },
  sticker: { link: url },
};
const parameterParts = {
  text: 'x',
  currency: { fallback_value: '1', code: 'EUR', amount_1000: '1000' },
  date_time: { fallback_value: 'now' },
  image: { link: url },
  document: { link: url },
  video: { link: url },
  coupon_code: 'X',
  payload: 'X',
};
const rcsParts = {
  text: 'Hi',
  content_info: { file_url: url },
  rich_card: { standalone_card: { card_orientation: 'VERTICAL', card_content: {} } },
};
const actionParts = {
  dial_action: { phone_number: '+37251000000' },
  view_location_action: { lat_long: { latitude: 1, longitude: 1 } },
  create_calendar_event_action: {
    start_time: '2030-01-01T10:00Z',
    end_time: '2030-01-01T11:00Z',
    title: 'T',
    description: 'D',
  },
  open_url_action: { url, application: 'BROWSER' },
  share_location_action: {},
};
const telegramParts = { image_url: url, document_url: url, audio_url: url };

const forbidden: [channel: DraftStep['channel'], form: object][] = [
  ...viberCombinations
    .filter(
      (parts) =>
        !documentedViber.has(
          parts
            .map(([key]) => key)
            .toSorted()
            .join(' '),
        ),
    )
    .map((parts): ['viber', object] => ['viber', Object.fromEntries(parts)]),
  ...pairs(whatsappParts).map((form): ['whatsapp', object] => ['whatsapp', form]),
  ...['image', 'video', 'audio', 'document', 'sticker'].flatMap((kind): ['whatsapp', object][] => [
    ['whatsapp', { [kind]: {} }],
    ['whatsapp', { [kind]: { link: url, id: '1' } }],
  ]),
  ...pairs(parameterParts).map((form): ['whatsapp', object] => ['whatsapp', component(form)]),
  ...['image', 'video', 'document'].flatMap((kind): ['whatsapp', object][] => [
    ['whatsapp', component({ [kind]: {} })],
    ['whatsapp', component({ [kind]: { link: url, id: '1' } })],
  ]),
  ...pairs(rcsParts).map((form): ['rcs', object] => ['rcs', form]),
  ...pairs(actionParts).map((form): ['rcs', object] => ['rcs', suggest(form)]),
  ['rcs', { text: 'Hi', suggestions: [{}] }],
  [
    'rcs',
    { text: 'Hi', suggestions: [{ ...reply, action: { ...suggestionTexts, share_location_action: {} } }] },
  ],
  ['rcs', { rich_card: {} }],
  [
    'rcs',
    {
      rich_card: {
        standalone_card: { card_orientation: 'VERTICAL', card_content: {} },
        carousel_card: { card_width: 'SMALL', card_contents: [{}, {}] },
      },
    },
  ],
  ['telegram', {}],
  ...pairs(telegramParts)
    .slice(1)
    .map((form): ['telegram', object] => ['telegram', form]),
];

/** One step over each documented limit, and other mistakes that both sides report at the same field. */
const slips: [channel: DraftStep['channel'], form: object, source: string][] = [
  ['viber', { text: 'x'.repeat(1001) }, 'text'],
  ['viber', { text: 'Hi', carousel: { items: [card] } }, 'carousel.items'],
  ['viber', { text: 'Hi', carousel: { items: Array(6).fill(card) } }, 'carousel.items'],
  ['viber', { text: 'Hi', carousel: { items: [card, { ...card, title: 'x' }] } }, 'carousel.items[1].title'],
  [
    'viber',
    { text: 'Hi', carousel: { items: [{ ...card, title: 'x'.repeat(39) }, card] } },
    'carousel.items[0].title',
  ],
  [
    'viber',
    { text: 'Hi', carousel: { items: [{ ...card, image_url: 'x' }, card] } },
    'carousel.items[0].image_url',
  ],
  ['viber', { video: { ...video, duration: 601 } }, 'video.duration'],
  ['viber', { video: { ...video, file_size: 209_715_201 } }, 'video.file_size'],
  ['viber', { video: { url, thumbnail: url, duration: 5 } }, 'video.file_size'],
  ['viber', { template: { id: '1' } }, 'template.lang'],
  ['viber', { template: { id: '1', lang: 'en', params: { a: 1 } } }, 'template.params.a'],
  ['viber', { image_url: 'file:///etc/passwd' }, 'image_url'],
  ['whatsapp', { text: { body: '' } }, 'text.body'],
  ['whatsapp', { text: 'Hi' }, 'text'],
  ['whatsapp', { audio: { link: url, caption: 'C' } }, 'audio.caption'],
  ['whatsapp', { document: { link: url, filename: 'a' } }, 'document.filename'],
  ['whatsapp', { sticker: { link: url, animated: 'yes' } }, 'sticker.animated'],
  ['whatsapp', { template: { name: 'a', language: { code: 'en' } } }, 'template.components'],
  ['whatsapp', { template: { name: 'a', language: 'en', components: [] } }, 'template.language'],
  [
    'whatsapp',
    component({ currency: { fallback_value: '1', code: 'euro', amount_1000: '1' } }),
    'template.components[0].parameters[0].currency.code',
  ],
  [
    'whatsapp',
    component({ currency: { fallback_value: '1', code: 'EUR', amount_1000: 1000 } }),
    'template.components[0].parameters[0].currency.amount_1000',
  ],
  [
    'whatsapp',
    component({ document: { link: url, file_name: 'a' } }),
    'template.components[0].parameters[0].document.file_name',
  ],
  ['rcs', { text: 'x'.repeat(3073) }, 'text'],
  ['rcs', { text: 'Hi', suggestions: Array(12).fill(reply) }, 'suggestions'],
  [
    'rcs',
    { text: 'Hi', suggestions: [{ reply: { ...suggestionTexts, text: 'x'.repeat(26) } }] },
    'suggestions[0].reply.text',
  ],
  [
    'rcs',
    { text: 'Hi', suggestions: [{ reply: { ...suggestionTexts, postback_data: 'x'.repeat(2049) } }] },
    'suggestions[0].reply.postback_data',
  ],
  [
    'rcs',
    suggest({ share_location_action: {}, fallback_url: `https://example.com/${'x'.repeat(2029)}` }),
    'suggestions[0].action.fallback_url',
  ],
  [
    'rcs',
    suggest({ view_location_action: { lat_long: { latitude: 91, longitude: 0 } } }),
    'suggestions[0].action.view_location_action.lat_long.latitude',
  ],
  [
    'rcs',
    suggest({ open_url_action: { url, application: 'PHONE' } }),
    'suggestions[0].action.open_url_action.application',
  ],
  [
    'rcs',
    suggest({
      create_calendar_event_action: { ...actionParts.create_calendar_event_action, title: 'x'.repeat(101) },
    }),
    'suggestions[0].action.create_calendar_event_action.title',
  ],
  [
    'rcs',
    suggest({
      create_calendar_event_action: {
        ...actionParts.create_calendar_event_action,
        description: 'x'.repeat(501),
      },
    }),
    'suggestions[0].action.create_calendar_event_action.description',
  ],
  [
    'rcs',
    { rich_card: { carousel_card: { card_width: 'SMALL', card_contents: [{}] } } },
    'rich_card.carousel_card.card_contents',
  ],
  [
    'rcs',
    { rich_card: { carousel_card: { card_width: 'SMALL', card_contents: Array(11).fill({}) } } },
    'rich_card.carousel_card.card_contents',
  ],
  [
    'rcs',
    { rich_card: { carousel_card: { card_width: 'WIDE', card_contents: [{}, {}] } } },
    'rich_card.carousel_card.card_width',
  ],
  ...(
    [
      [{ title: 'x'.repeat(201) }, 'title'],
      [{ description: 'x'.repeat(2001) }, 'description'],
      [{ suggestions: Array(5).fill(reply) }, 'suggestions'],
      [{ media: { height: 'HUGE', content_info: { file_url: url } } }, 'media.height'],
    ] as const
  ).map(([content, field]): ['rcs', object, string] => [
    'rcs',
    { rich_card: { standalone_card: { card_orientation: 'VERTICAL', card_content: content } } },
    `rich_card.standalone_card.card_content.${field}`,
  ]),
  ['telegram', { text: 5 }, 'text'],
  ['telegram', { image_url: 'x' }, 'image_url'],
];

type Refusal = { errors: { source: string }[] };

async function bothRefuse(
  channel: DraftStep['channel'],
  form: object,
): Promise<{ ours: string[]; theirs: string[] }> {
  const sender = channel === 'rcs' ? { sender: 'Agent' } : {};
  const step = { channel, text: '', ...sender, content: form } as DraftStep;
  const problems = checkChain({ steps: [step] }, nowAt);
  const answer = await fixture.api('POST', '/omnimessage', {
    to: '+37255500000',
    messages: [{ channel, ...sender, ...form }],
  });
  expect({ ours: problems.length > 0, theirs: answer.status }).toEqual({ ours: true, theirs: 400 });
  return {
    ours: problems.map(({ field }) => field ?? ''),
    theirs: (answer.body as Refusal).errors.map(
      ({ source }) => fieldOfSource(source, { steps: [step] }) ?? source,
    ),
  };
}

describe('a combination that Messente does not document', () => {
  it('is refused by the composer and the sandbox', async () => {
    // Nothing is forbidden by mistake: the documented ones are ten of Viber's 128 combinations.
    expect(forbidden.filter(([channel]) => channel === 'viber')).toHaveLength(118);
    for (const [channel, form] of forbidden) await bothRefuse(channel, form);
  });

  it.each(slips)(
    'or a value beyond its limit is refused by both at the same field: %s %#',
    async (channel, form, path) => {
      const { ours, theirs } = await bothRefuse(channel, form);
      expect(ours).toContain(`steps[0].content.${path}`);
      expect(theirs).toContain(`steps[0].content.${path}`);
    },
  );

  it('in the chain as a whole is refused by both', async () => {
    const viber = { channel: 'viber', text: 'Hi' };
    const bodies: [body: object, field: string][] = [
      [{ messages: [viber, viber] }, 'messages[1].channel'],
      [{ messages: [{ ...viber, ttl: 60, validity: 1 }] }, 'messages[0].ttl'],
      [{ messages: [{ channel: 'telegram', text: 'Hi', ttl: 60 }] }, 'messages[0].ttl'],
      [{ messages: [] }, 'messages'],
      [{ messages: [{ channel: 'sms', text: 'Hi', image_url: url }] }, 'messages[0].image_url'],
      [{ messages: [{ ...viber, udh: '06050415811581' }] }, 'messages[0].udh'],
      [{ messages: [{ ...viber, dlr_url: url }] }, 'messages[0].dlr_url'],
    ];
    for (const [body, field] of bodies) {
      const whole = { to: '+37255500000', ...body };
      const reading = fromOmnimessage(whole, nowAt);
      expect(reading.ok ? [] : reading.problems.map((one) => one.field)).toContain(field);
      expect((await fixture.api('POST', '/omnimessage', whole)).status).toBe(400);
    }
    const both = { ...channelForms[2]?.step, content: { text: 'Hi' } } as DraftStep;
    expect(checkChain({ steps: [both] }, nowAt).map(({ code }) => code)).toEqual(['content-with-text']);
    const onSms = { channel: 'sms', text: 'Hi', content: { text: 'Hi' } } as DraftStep;
    expect(checkChain({ steps: [onSms] }, nowAt).map(({ code }) => code)).toEqual(['content-not-here']);
  });
});
