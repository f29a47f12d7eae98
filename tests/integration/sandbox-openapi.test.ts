/**
 * Validates the sandbox's OpenAPI document with ajv, a running sandbox's answers, and Messente's own client.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../electron/engine/sandbox/openapi.ts';
import { bodyOf } from '../helpers/callback-receiver.ts';
import { channelForms } from '../helpers/channel-forms.ts';
import {
  type Answer,
  call,
  eventually,
  type SandboxFixture,
  sandboxFixture,
} from '../helpers/sandbox-fixture.ts';

type Media = { readonly schema: object };
type Operation = {
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;
const ajv = new Ajv2020({
  strict: true,
  validateFormats: false,
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  discriminator: false,
});
// A keyword that only OpenAPI has.
ajv.addKeyword('discriminator');
ajv.addKeyword('components');
ajv.addSchema({ $id: 'sandbox', components: document.components });
const compiled = new Map<string, ValidateFunction>();

function validator(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"sandbox#/components');
  const found = compiled.get(text) ?? ajv.compile(JSON.parse(text));
  compiled.set(text, found);
  return found;
}

const component = (name: string) => validator({ $ref: `#/components/schemas/${name}` });

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await sandboxFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Checks that an answer matches its description in the document. */
function expectDescribed(method: string, path: string, answer: Answer): void {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const content = operation?.responses[String(answer.status)]?.content ?? {};
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const media = content[type];
  if (media === undefined)
    expect.fail(`${method} ${path}: no answer ${answer.status} of ${type} is described`);
  const validate = validator(media.schema);
  expect(validate(answer.body), `${method} ${path}: ${JSON.stringify([validate.errors, answer.body])}`).toBe(
    true,
  );
}

const chain = (to: string, rest: object = {}) => ({
  to,
  messages: [
    { channel: 'viber', text: 'Hi' },
    { channel: 'sms', text: 'Hi' },
  ],
  ...rest,
});

describe('the OpenAPI document of the sandbox', () => {
  it('is the same in docs and in a running sandbox', async () => {
    const kept = readFileSync(new URL('../../docs/sandbox.openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(kept)).toEqual(document);
    const served = await fixture.control('GET', '/openapi.json');
    expect([served.status, served.body]).toEqual([200, document]);
  });

  it('has only valid schemas, uses each of them, and has every call once', () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas)) {
      expect(component(name), name).toBeTypeOf('function');
      expect(text, `${name} is used`).toContain(`"#/components/schemas/${name}"`);
    }
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas, name).toHaveProperty(name);
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const path of Object.keys(document.paths)) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        expect(JSON.stringify(document.paths[path])).toContain(`"name":"${name}","in":"path"`);
      }
    }
  });

  it('lists the existing calls, and no others', async () => {
    for (const [path, calls] of Object.entries(document.paths)) {
      const filled = path.replace('{wabaId}', 'demo').replaceAll(/\{\w+\}/g, 'x');
      const { headers } = await call('OPTIONS', `${fixture.sandbox.plainUrl}${filled}`, undefined, {});
      const allowed = (headers.get('allow') ?? '').split(', ').sort();
      const named = Object.keys(calls).filter((key) => key !== 'parameters');
      expect(allowed, path).toEqual(named.map((key) => key.toUpperCase()).sort());
    }
  });
});

describe('the answers of a running sandbox match the document for', () => {
  it('sending, status and cancelling', async () => {
    const sent = await fixture.api(
      'POST',
      '/omnimessage',
      chain('+37255500010', { dlr_url: fixture.receiver.url }),
    );
    expect(sent.status).toBe(201);
    expectDescribed('POST', '/v1/omnimessage', sent);
    const { omnimessage_id: id } = sent.body as { omnimessage_id: string };
    const status = '/v1/omnimessage/{omnimessageId}/status';
    expectDescribed('GET', status, await fixture.api('GET', `/omnimessage/${id}/status`));
    for (const callback of await fixture.receiver.waitFor(3)) {
      const validate = component('DeliveryResult');
      expect(validate(bodyOf(callback)), JSON.stringify(validate.errors)).toBe(true);
    }
    await eventually(async () => (await fixture.api('GET', `/omnimessage/${id}/status`)).body).toMatchObject({
      statuses: [{ status: 'UNDELIV' }, { status: 'DELIVRD' }],
    });
    expectDescribed('GET', status, await fixture.api('GET', `/omnimessage/${id}/status`));
    expectDescribed('GET', status, await fixture.api('GET', '/omnimessage/none/status'));
    const one = '/v1/omnimessage/{omnimessageId}';
    expectDescribed('DELETE', one, await fixture.api('DELETE', `/omnimessage/${id}`));
    const later = await fixture.api(
      'POST',
      '/omnimessage',
      chain('+37255500000', { time_to_send: '2099-01-01T00:00' }),
    );
    const scheduled = (later.body as { omnimessage_id: string }).omnimessage_id;
    const cancelled = await fixture.api('DELETE', `/omnimessage/${scheduled}`);
    expect(cancelled.status).toBe(202);
    expectDescribed('DELETE', one, cancelled);
  });

  it('every kind of failure of a sending', async () => {
    const statuses: number[] = [];
    const fails = async (answer: Promise<Answer>) => {
      const given = await answer;
      statuses.push(given.status);
      expectDescribed('POST', '/v1/omnimessage', given);
    };
    await fails(fixture.api('POST', '/omnimessage', { to: 'x', messages: [{ channel: 'sms' }], more: 1 }));
    await fails(fixture.api('POST', '/omnimessage', '{'));
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500040')));
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500041')));
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500042')));
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500045')));
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500000'), { authorization: 'Basic x' }));
    await fails(fixture.api('POST', '/omnimessage', ' '.repeat(9_000_000)));
    await fixture.control('PUT', '/weather', { outage: true });
    await fails(fixture.api('POST', '/omnimessage', chain('+37255500000')));
    await fixture.control('PUT', '/weather', { outage: false });
    expect(statuses).toEqual([400, 400, 400, 401, 500, 429, 401, 413, 503]);
  });

  it('sending many', async () => {
    const messages = [chain('+37255500000'), chain('+37255500040'), { to: 1 }];
    for (const [body, status] of [
      [{ messages }, 201],
      [{ messages: [] }, 400],
    ] as const) {
      const answer = await fixture.api('POST', '/omnimessages', body);
      expect(answer.status).toBe(status);
      expectDescribed('POST', '/v1/omnimessages', answer);
    }
  });

  it('WhatsApp templates', async () => {
    const all = '/v1/whatsapp/wabas/{wabaId}/templates';
    const made = {
      name: 'made',
      language: 'en',
      category: 'utility',
      components: [{ type: 'body', text: 'Hi' }],
    };
    const path = '/whatsapp/wabas/demo/templates';
    const created = await fixture.api('POST', path, made);
    expect(created.status).toBe(200);
    expect(component('NewTemplate')(made)).toBe(true);
    expectDescribed('POST', all, created);
    expectDescribed('POST', all, await fixture.api('POST', path, { ...made, name: 'No' }));
    expect(component('NewTemplate')({ ...made, name: 'No' })).toBe(false);
    for (const query of ['', '?limit=2', '?limit=0', '?category=x']) {
      expectDescribed('GET', all, await fixture.api('GET', `${path}${query}`));
    }
    expectDescribed('GET', all, await fixture.api('GET', '/whatsapp/wabas/other/templates'));
    const single = `${all}/{templateId}`;
    const { id } = created.body as { id: string };
    for (const which of [id, 'none']) {
      expectDescribed('GET', single, await fixture.api('GET', `${path}/${which}`));
      expectDescribed('PUT', single, await fixture.api('PUT', `${path}/${which}`, { category: 'marketing' }));
    }
    for (const query of ['', '?name=made', '?name=made']) {
      expectDescribed('DELETE', all, await fixture.api('DELETE', `${path}${query}`));
    }
  });

  it('the blacklist', async () => {
    const all = '/v1/phonebook/blacklist';
    const refused = { authorization: '' };
    expectDescribed('GET', all, await fixture.api('GET', '/phonebook/blacklist'));
    for (const body of [{ phoneNumber: '37255500070' }, {}]) {
      expectDescribed('POST', all, await fixture.api('POST', '/phonebook/blacklist', body));
      expect(component('NumberToBlacklist')(body)).toBe(false);
    }
    expect(component('NumberToBlacklist')({ phoneNumber: '+37255500070' })).toBe(true);
    expectDescribed('POST', all, await fixture.api('POST', '/phonebook/blacklist', {}, refused));
    const one = '/phonebook/blacklist/%2B37255500070';
    for (const method of ['GET', 'DELETE']) {
      for (const [path, headers] of [[one], ['/phonebook/blacklist/x'], [one, refused]] as const) {
        expectDescribed(method, `${all}/{phone}`, await fixture.api(method, path, undefined, headers));
      }
    }
  });

  it('balance and prices', async () => {
    const who = 'username=demo&password=demo';
    for (const [path, queries] of [
      ['/get_balance', [who, '', 'username=a&password=b']],
      [
        '/prices',
        [
          `${who}&country=EE`,
          `${who}&country=EE&format=xml`,
          `${who}&country=ZZ`,
          who,
          `${who}&country=EE&format=x`,
          `${who}&country=9`,
        ],
      ],
      ['/pricelist', [who, '']],
    ] as const) {
      for (const query of queries) {
        expectDescribed(
          'GET',
          path,
          await call('GET', `${fixture.sandbox.plainUrl}${path}?${query}`, undefined, {}),
        );
      }
    }
  });

  it('the control API', async () => {
    const { receiver, control } = fixture;
    const inbound = {
      url: receiver.url,
      secret: 's',
      from: '+37255500001',
      to: '+37255512345',
      text: 'STOP',
    };
    const scenario = 'name: Lost\ncallbacks:\n  dropped: 10%\n';
    const asked: readonly (readonly [string, string, unknown?])[] = [
      ['POST', '/inbound', inbound],
      ['POST', '/inbound', { ...inbound, from: '1' }],
      ['GET', '/messages'],
      ['GET', '/weather'],
      [
        'PUT',
        '/weather',
        { callbacks: 'delayed', dropped_percent: 1, prices: { EE: { sms: '0.05', viber: null } } },
      ],
      ['PUT', '/weather', { rain: true, credit: '-1' }],
      ['GET', '/blacklist'],
      ['PUT', '/blacklist', { add: ['+37255500071'] }],
      ['PUT', '/blacklist', { add: ['5'], more: 1 }],
      ['GET', '/people'],
      ['PUT', '/people', { url: receiver.url, secret: 's', answers: [{ ending: '00', text: 'Yes' }] }],
      ['PUT', '/people', { answers: [{ ending: '0', text: '' }] }],
      ['PUT', '/scenario', scenario],
      ['PUT', '/scenario', 'name: [\n'],
      ['GET', '/numbers'],
      ['PUT', '/seed', { seed: 7 }],
      ['PUT', '/seed', { seed: -1 }],
      ['GET', '/openapi.json'],
      ['POST', '/reset'],
    ];
    for (const [method, path, body] of asked) {
      const answer = await control(method, path, body);
      expectDescribed(method, `/sandbox${path}`, answer);
      const request =
        document.paths[`/sandbox${path}`]?.[method.toLowerCase()]?.requestBody?.content['application/json'];
      if (request === undefined || body === undefined) continue;
      expect(validator(request.schema)(body), `${method} ${path} ${JSON.stringify(body)}`).toBe(
        answer.status < 300,
      );
      expectDescribed(
        method,
        `/sandbox${path}`,
        await control(method, path, body, { origin: 'https://evil.example' }),
      );
    }
  });
});

describe('requests validated by the OpenAPI document and the sandbox', () => {
  const omnimessage = (message: unknown, rest: object = {}) => ({
    to: '+37255500000',
    messages: [message],
    ...rest,
  });
  const isTaken = async (request: unknown) =>
    (await fixture.api('POST', '/omnimessage', request)).status === 201;

  it.each(channelForms)('$name: accepted by the document and the sandbox', async ({ json }) => {
    const validate = component('Omnimessage');
    const request = omnimessage(JSON.parse(json));
    expect(validate(request), JSON.stringify(validate.errors)).toBe(true);
    expect(await isTaken(request)).toBe(true);
  });

  it.each(channelForms)(
    '$name: with an extra field, or without a required one, both give the same verdict',
    async ({ json }) => {
      const validate = component('Omnimessage');
      const message = JSON.parse(json) as Record<string, unknown>;
      const broken = [
        { ...message, surprise: 1 },
        { ...message, ttl: 60, validity: 1 },
        { ...message, text: 5 },
        { ...message, channel: 'fax' },
        ...Object.keys(message).map((key) => {
          const { [key]: _, ...rest } = message;
          return rest;
        }),
      ].map((one) => omnimessage(one));
      const judged = broken.map((request) => validate(request));
      expect(judged).toEqual(await Promise.all(broken.map(isTaken)));
      expect(judged.slice(0, 4)).toEqual([false, false, false, false]);
    },
  );

  const sms = { channel: 'sms', text: 'Hi' };
  const viber = { channel: 'viber', text: 'Hi' };
  const bad: readonly (readonly [string, unknown])[] = [
    ['no number', { messages: [sms] }],
    ['a number without +', omnimessage(sms, { to: '37255500000' })],
    ['no messages', { to: '+37255500000', messages: [] }],
    ['a channel twice', { to: '+37255500000', messages: [sms, viber, sms] }],
    ['a callback URL of another kind', omnimessage(sms, { dlr_url: 'ftp://example.com' })],
    ['a priority that is none', omnimessage(sms, { priority: 'urgent' })],
    ['a text store that is none', omnimessage(sms, { text_store: 'md5' })],
    ['a time that is none', omnimessage(sms, { time_to_send: 'tomorrow' })],
    ['an unknown field', omnimessage(sms, { colour: 'red' })],
    ['an SMS without a text', omnimessage({ channel: 'sms' })],
    ['an empty SMS', omnimessage({ ...sms, text: '' })],
    ['a long sender', omnimessage({ ...sms, sender: 'ABCDEFGHIJKL' })],
    ['half a byte', omnimessage({ ...sms, udh: '050' })],
    ['a Viber text of 1001 characters', omnimessage({ ...viber, text: 'x'.repeat(1001) })],
    ['half a button', omnimessage({ ...viber, button_text: 'Go' })],
    ['a carousel of one', omnimessage({ ...viber, carousel: { items: [{}] } })],
    [
      'a link and an id',
      omnimessage({ channel: 'whatsapp', image: { link: 'https://example.com/a.png', id: '1' } }),
    ],
    ['two contents', omnimessage({ channel: 'whatsapp', text: { body: 'Hi' }, image: { id: '1' } })],
    [
      'two files',
      omnimessage({
        channel: 'telegram',
        image_url: 'https://a.example/a',
        audio_url: 'https://a.example/b',
      }),
    ],
    ['Telegram with a ttl', omnimessage({ channel: 'telegram', text: 'Hi', ttl: 60 })],
    [
      'twelve suggestions',
      omnimessage({
        channel: 'rcs',
        text: 'Hi',
        suggestions: Array.from({ length: 12 }, () => ({ reply: { text: 'Y', postback_data: 'y' } })),
      }),
    ],
    [
      'a reply that is an action',
      omnimessage({
        channel: 'rcs',
        text: 'Hi',
        suggestions: [{ reply: { text: 'Y', postback_data: 'y' }, action: {} }],
      }),
    ],
    ['no object', 'Hi'],
  ];
  it.each(bad)('%s: refused by both', async (_, request) => {
    expect(component('Omnimessage')(request)).toBe(false);
    expect(await isTaken(request)).toBe(false);
  });

  it('are refused only by the sandbox if a schema cannot express the rule', async () => {
    const request = omnimessage(sms, { time_to_send: '2030-02-30T09:00' });
    expect(component('Omnimessage')(request)).toBe(true);
    expect(await isTaken(request)).toBe(false);
  });
});

describe("Messente's own client (messente_api 1.5.0)", () => {
  type Model = (new (...given: unknown[]) => object) & { constructFromObject(value: object): object };
  const client = createRequire(import.meta.url)('messente_api') as Readonly<Record<string, Model>>;

  function propertiesOfModel(name: string): string[] {
    return Object.keys(client[name]?.prototype ?? expect.fail(name)).sort();
  }

  function propertiesInDocument(name: string): string[] {
    const schema = document.components.schemas[name] as { properties?: object };
    return Object.keys(schema.properties ?? expect.fail(name)).sort();
  }

  /**
   * The newest client that a test can install is older than the reference (2.1.0) that the sandbox
   * implements.
   */
  const onlyInDocument: Readonly<Record<string, readonly string[]>> = {
    // Added to the API after 1.5.0.
    Viber: ['carousel', 'template', 'video'],
    WhatsApp: ['sticker', 'template', 'video'],
    // In Messente's examples, but in no model; price_info was added after 1.5.0.
    DeliveryResult: ['omnimessage_id', 'price_info', 'sender', 'to'],
  };

  it.each([
    'Omnimessage',
    'SMS',
    'Viber',
    'WhatsApp',
    'Telegram',
    'MessageResult',
    'OmniMessageCreateSuccessResponse',
    'DeliveryReportResponse',
    'DeliveryResult',
    'ErrorOmnichannel',
    'ErrorItemOmnichannel',
    'EmptyObject',
  ])('%s has the same properties', (name) => {
    expect(propertiesInDocument(name)).toEqual(
      [...propertiesOfModel(name), ...(onlyInDocument[name] ?? [])].sort(),
    );
  });

  it('sends the caption of a WhatsApp file as content in 1.5.0, which the API has since replaced', () => {
    const { properties } = document.components.schemas.WhatsApp as {
      properties: Record<string, { properties: object }>;
    };
    const of = (name: string) => Object.keys(properties[name]?.properties ?? {});
    for (const [name, model, onlyInModel] of [
      ['text', 'WhatsAppText', []],
      ['image', 'WhatsAppImage', ['content']],
      ['document', 'WhatsAppDocument', ['content']],
      ['audio', 'WhatsAppAudio', ['content']],
    ] as const) {
      expect(propertiesOfModel(model).filter((property) => !of(name).includes(property))).toEqual(
        onlyInModel,
      );
    }
  });

  function valuesOfModel(name: string): unknown[] {
    return Object.values(client[name] ?? expect.fail(name)).filter((value) => typeof value !== 'function');
  }

  function valuesIn(schema: unknown): unknown[] {
    return [...((schema as { enum?: unknown[] }).enum ?? expect.fail('no enum'))];
  }

  it('has the same values', () => {
    const { schemas } = document.components;
    const property = (name: string, key: string) =>
      (schemas[name] as { properties: Record<string, unknown> }).properties[key];
    const compared: readonly (readonly [string, unknown, readonly unknown[]])[] = [
      ['Status', schemas.Status, []],
      // RCS was added after 1.5.0.
      ['Channel', schemas.Channel, ['rcs']],
      ['Priority', property('Omnimessage', 'priority'), []],
      ['TextStore', property('Omnimessage', 'text_store'), []],
      ['ErrorCodeOmnichannel', property('ErrorItemOmnichannel', 'code'), []],
      ['ErrorTitleOmnichannel', property('ErrorItemOmnichannel', 'title'), []],
      // null: nothing has happened yet, according to Messente's page about delivery reports.
      ['ErrorCodeOmnichannelMachine', property('DeliveryResult', 'err'), [null]],
    ];
    for (const [model, schema, more] of compared) {
      expect(new Set(valuesIn(schema)), model).toEqual(new Set([...valuesOfModel(model), ...more]));
    }
    const autoconvert = (client.SMS as unknown as { AutoconvertEnum: object }).AutoconvertEnum;
    expect(new Set(valuesIn(property('SMS', 'autoconvert')))).toEqual(new Set(Object.values(autoconvert)));
  });
});
