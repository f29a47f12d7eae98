import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicAuth, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await sandboxFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const to = '+37255500000';
const sms = { channel: 'sms', text: 'Hi' };
const url = 'https://example.com/a';

type ErrorBody = { errors: { code: string; title: string; detail: string; source: string | null }[] };

async function send(body: unknown) {
  const answer = await fixture.api('POST', '/omnimessage', body);
  return { ...answer, body: answer.body as ErrorBody };
}

/** Returns `400 105 payload[sms][text]` for each error, or `201`. */
async function verdict(body: unknown): Promise<string[]> {
  const answer = await send(body);
  if (answer.status === 201) return ['201'];
  return answer.body.errors.map(({ code, source }) => `${answer.status} ${code} ${source}`);
}

const titles: Record<string, string> = {
  '101': 'Not found',
  '103': 'Unauthorized',
  '105': 'Invalid data',
  '106': 'Missing data',
  '107': 'Method not allowed',
};

describe('an omnimessage that the sandbox refuses as Messente does', () => {
  const cases: [what: string, body: unknown, errors: string[]][] = [
    ['no recipient', { messages: [sms] }, ['400 106 to']],
    ['a number without +', { to: '37255500000', messages: [sms] }, ['400 105 to']],
    ['a number with 00', { to: '0037255500000', messages: [sms] }, ['400 105 to']],
    ['a number with letters', { to: '+372abc00000', messages: [sms] }, ['400 105 to']],
    ['a number with spaces', { to: '+372 5550 0000', messages: [sms] }, ['400 105 to']],
    ['20 digits', { to: '+37255500000555000000', messages: [sms] }, ['400 105 to']],
    ['a number as a number', { to: 37255500000, messages: [sms] }, ['400 105 to']],
    ['no messages', { to }, ['400 106 messages']],
    ['an empty chain', { to, messages: [] }, ['400 105 messages']],
    ['messages that are no list', { to, messages: sms }, ['400 105 messages']],
    ['a message that is no object', { to, messages: ['sms'] }, ['400 105 payload[messages][0]']],
    ['no channel', { to, messages: [{ text: 'Hi' }] }, ['400 106 payload[messages][0][channel]']],
    [
      'an unknown channel',
      { to, messages: [sms, { channel: 'fax' }] },
      ['400 105 payload[messages][1][channel]'],
    ],
    [
      'a channel of Object.prototype',
      { to, messages: [{ channel: 'constructor' }] },
      ['400 105 payload[messages][0][channel]'],
    ],
    ['a channel twice', { to, messages: [sms, sms] }, ['400 105 payload[sms][channel]']],
    [
      'ttl with validity',
      { to, messages: [{ ...sms, ttl: 60, validity: 1 }] },
      ['400 105 payload[sms][validity]'],
    ],
    ['a ttl as text', { to, messages: [{ ...sms, ttl: '60' }] }, ['400 105 payload[sms][ttl]']],
    ['a ttl of 0', { to, messages: [{ ...sms, ttl: 0 }] }, ['400 105 payload[sms][ttl]']],
    ['half a minute', { to, messages: [{ ...sms, validity: 0.5 }] }, ['400 105 payload[sms][validity]']],
    ['no text', { to, messages: [{ channel: 'sms' }] }, ['400 106 payload[sms][text]']],
    ['an empty text', { to, messages: [{ channel: 'sms', text: '' }] }, ['400 105 payload[sms][text]']],
    [
      'a text that is a number',
      { to, messages: [{ channel: 'sms', text: 5 }] },
      ['400 105 payload[sms][text]'],
    ],
    [
      'autoconvert true',
      { to, messages: [{ ...sms, autoconvert: true }] },
      ['400 105 payload[sms][autoconvert]'],
    ],
    ['a udh that is no hex', { to, messages: [{ ...sms, udh: 'xyz' }] }, ['400 105 payload[sms][udh]']],
    [
      'a sender of 12 letters',
      { to, messages: [{ ...sms, sender: 'TwelveLetter' }] },
      ['400 105 payload[sms][sender]'],
    ],
    ['an empty sender', { to, messages: [{ ...sms, sender: '' }] }, ['400 105 payload[sms][sender]']],
    ['an unknown field', { to, messages: [sms], colour: 'red' }, ['400 105 colour']],
    [
      'an unknown field of SMS',
      { to, messages: [{ ...sms, image_url: url }] },
      ['400 105 payload[sms][image_url]'],
    ],
    [
      "the slip of a page's sample",
      { to, messages: [{ ...sms, dlr_url: url }] },
      ['400 105 payload[sms][dlr_url]'],
    ],
    ['a dlr_url that is none', { to, messages: [sms], dlr_url: 'here' }, ['400 105 dlr_url']],
    ['a dlr_url of a file', { to, messages: [sms], dlr_url: 'file:///etc/hosts' }, ['400 105 dlr_url']],
    ['an unknown text_store', { to, messages: [sms], text_store: 'md5' }, ['400 105 text_store']],
    ['an unknown priority', { to, messages: [sms], priority: 'urgent' }, ['400 105 priority']],
    ['a time in words', { to, messages: [sms], time_to_send: 'tomorrow' }, ['400 105 time_to_send']],
    [
      'a 30th of February',
      { to, messages: [sms], time_to_send: '2030-02-30T10:00' },
      ['400 105 time_to_send'],
    ],
    ['a time as a number', { to, messages: [sms], time_to_send: 1_900_000_000 }, ['400 105 time_to_send']],
    ['null for a field', { to, messages: [sms], dlr_url: null }, ['400 105 dlr_url']],
    ['a list', [{ to, messages: [sms] }], ['400 105 payload']],
    ['null', 'null', ['400 105 payload']],
    ['no JSON', '{"to":', ['400 105 payload']],
    ['nothing', '', ['400 105 payload']],
    [
      'several things at once',
      {
        to: '1',
        messages: [{ channel: 'sms' }, { channel: 'viber', button_url: 'x', ttl: -1 }],
        priority: 5,
      },
      [
        '400 105 to',
        '400 105 priority',
        '400 106 payload[sms][text]',
        '400 105 payload[viber][ttl]',
        '400 105 payload[viber][button_url]',
      ],
    ],
  ];

  it.each(cases)('%s', async (_, body, errors) => {
    expect(await verdict(body)).toEqual(errors);
  });

  it("has Messente's error body with code, title, detail and source", async () => {
    const { status, headers, body } = await send({ messages: [sms], to: 'x' });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({
      errors: [{ code: '105', title: titles['105'], detail: expect.any(String), source: 'to' }],
    });
  });

  it('is not accepted, and leaves nothing behind', async () => {
    const before = await fixture.control('GET', '/messages');
    await send({ to: '+37255500999', messages: [sms, sms] });
    const after = await fixture.control('GET', '/messages');
    expect((after.body as { count: number }).count).toBe((before.body as { count: number }).count);
  });
});

describe('every documented time is accepted', () => {
  it.each([
    '2019-06-22T09:05',
    '2019-06-22T09:05:30Z',
    '2019-06-22T09:05:30.123+03:00',
    '2019-06-22T09:05:30-0330',
  ])('%s', async (time_to_send) => {
    expect(await verdict({ to, messages: [sms], time_to_send })).toEqual(['201']);
  });
});

const button = { button_text: 'Open', button_url: url };
const video = { url, thumbnail: url, file_size: 1000, duration: 30 };
const item = { title: 'Shoes', image_url: url, primary_button: { label: 'Buy', action_url: url } };
const carousel = { items: [item, { ...item, secondary_button: { label: 'More', action_url: url } }] };
const file = { link: url };
const reply = { reply: { text: 'Yes', postback_data: 'yes' } };
const action = (rest: object) => ({ action: { text: 'Go', postback_data: 'go', ...rest } });
const info = { file_url: url, force_refresh: false };
const card = { title: 'T', description: 'D', media: { height: 'TALL', content_info: info } };
const component = (parameter: object) => ({
  template: {
    name: 'hello',
    language: { code: 'en', policy: 'deterministic' },
    components: [{ type: 'body', sub_type: 'url', index: 0, parameters: [{ type: 'any', ...parameter }] }],
  },
});

describe('a parameter of a template that WhatsApp refuses', () => {
  const values = ['one\ntwo', 'one\ttwo', 'one\u2028two', 'one     two', '', ' ', '\u200b', '\u3164\u2800'];
  it.each(values)('%j', async (text) => {
    const at = 'payload[whatsapp][template][components][0][parameters][0]';
    const verdictOf = (parameter: object) =>
      verdict({ to, messages: [{ channel: 'whatsapp', ...component(parameter) }] });
    expect(await verdictOf({ text })).toEqual([`400 105 ${at}[text]`]);
    expect(await verdictOf({ date_time: { fallback_value: text } })).toEqual([
      `400 105 ${at}[date_time][fallback_value]`,
    ]);
    const currency = { fallback_value: text, code: 'EUR', amount_1000: '1' };
    expect(await verdictOf({ currency })).toEqual([`400 105 ${at}[currency][fallback_value]`]);
    expect(await verdictOf({ text: 'one    two' })).toEqual(['201']);
  });
});

describe('every documented form of a channel message is accepted', () => {
  const forms: Record<string, object[]> = {
    sms: [{ text: 'Hi', autoconvert: 'full', udh: '050003010201', sender: '+37251000000', validity: 5 }],
    viber: [
      { text: 'Hi' },
      { image_url: url },
      { text: 'Hi', ...button },
      { text: 'Hi', image_url: url, ...button },
      { video },
      { video, text: 'Hi' },
      { video, text: 'Hi', button_text: 'Open' },
      { video, text: 'Hi', ...button },
      { carousel, text: 'Hi' },
      { template: { id: '1', lang: 'en' } },
      { template: { id: '1', lang: 'en', params: { name: 'Ann' } } },
    ],
    whatsapp: [
      { text: { body: 'Hi' } },
      { text: { body: 'Hi', preview_url: false } },
      ...['image', 'video', 'audio', 'document', 'sticker'].flatMap((kind) => [
        { [kind]: file },
        { [kind]: { id: '1', mime_type: 'x/y' } },
      ]),
      { image: { ...file, caption: 'C' } },
      { document: { ...file, caption: 'C', file_name: 'a.pdf' } },
      { sticker: { ...file, animated: true } },
      { template: { name: 'hello', language: { code: 'en' }, components: [] } },
      component({ text: 'x' }),
      component({ currency: { fallback_value: '1 EUR', code: 'EUR', amount_1000: '1000' } }),
      component({ date_time: { fallback_value: 'now' } }),
      component({ image: { id: '1' } }),
      component({ document: { link: url, caption: 'C', filename: 'a.pdf' } }),
      component({ video: file }),
      component({ coupon_code: 'X' }),
      component({ payload: 'X' }),
    ],
    rcs: [
      { text: 'Hi' },
      { text: 'Hi', sender: 'Agent', suggestions: Array(11).fill(reply) },
      { content_info: { file_url: url, thumbnail_url: url, force_refresh: true } },
      {
        rich_card: {
          standalone_card: {
            card_orientation: 'VERTICAL',
            thumbnail_image_alignment: 'LEFT',
            card_content: { ...card, suggestions: Array(4).fill(reply) },
          },
        },
      },
      { rich_card: { carousel_card: { card_width: 'SMALL', card_contents: [card, card] } } },
      {
        text: 'Hi',
        suggestions: [
          action({ dial_action: { phone_number: '+37251000000' } }),
          action({
            fallback_url: url,
            view_location_action: { lat_long: { latitude: 59.4, longitude: 24.7 }, label: 'L' },
          }),
          action({
            create_calendar_event_action: {
              start_time: '2030-01-01T10:00:00Z',
              end_time: '2030-01-01T11:00:00Z',
              title: 'T',
              description: 'D',
            },
          }),
          action({
            open_url_action: { url, application: 'WEBVIEW', webview_view_mode: 'HALF', description: 'D' },
          }),
          action({ share_location_action: {} }),
        ],
      },
    ],
    telegram: [
      { text: 'Hi', validity: 5 },
      { image_url: url },
      { text: 'Hi', document_url: url },
      { text: 'Hi', audio_url: url },
    ],
  };
  const all = Object.entries(forms).flatMap(([channel, list]) =>
    list.map((form) => [channel, form] as const),
  );

  it.each(all)('%s %j', async (channel, form) => {
    expect(
      await verdict({
        to,
        messages: [{ channel, ...(channel === 'rcs' ? { sender: 'Agent' } : {}), ...form }],
      }),
    ).toEqual(['201']);
  });
});

describe('an undocumented form is refused, and the field is named', () => {
  const cases: [channel: string, form: object, errors: string[]][] = [
    ['viber', {}, ['400 106 payload[viber][text]']],
    ['viber', { text: 'x'.repeat(1001) }, ['400 105 payload[viber][text]']],
    ['viber', { text: 'Hi', button_url: url }, ['400 106 payload[viber][button_text]']],
    ['viber', { text: 'Hi', button_text: 'Open' }, ['400 106 payload[viber][button_url]']],
    ['viber', { text: 'Hi', image_url: url }, ['400 105 payload[viber][image_url]']],
    ['viber', { ...button }, ['400 106 payload[viber][text]']],
    ['viber', { video, image_url: url }, ['400 105 payload[viber][video]']],
    ['viber', { video: { ...video, duration: 601 } }, ['400 105 payload[viber][video][duration]']],
    ['viber', { video: { url, thumbnail: url, duration: 5 } }, ['400 106 payload[viber][video][file_size]']],
    ['viber', { carousel }, ['400 106 payload[viber][text]']],
    ['viber', { text: 'Hi', carousel: { items: [item] } }, ['400 105 payload[viber][carousel][items]']],
    ['viber', { text: 'Hi', template: { id: '1', lang: 'en' } }, ['400 105 payload[viber][template]']],
    ['whatsapp', {}, ['400 106 payload[whatsapp][text]']],
    ['whatsapp', { text: 'Hi' }, ['400 105 payload[whatsapp][text]']],
    ['whatsapp', { text: { body: 'Hi' }, image: file }, ['400 105 payload[whatsapp][image]']],
    ['whatsapp', { image: { link: url, id: '1' } }, ['400 105 payload[whatsapp][image][id]']],
    ['whatsapp', { image: {} }, ['400 106 payload[whatsapp][image][link]']],
    ['whatsapp', { audio: { ...file, caption: 'C' } }, ['400 105 payload[whatsapp][audio][caption]']],
    ['whatsapp', { document: { ...file, filename: 'a' } }, ['400 105 payload[whatsapp][document][filename]']],
    [
      'whatsapp',
      { template: { name: 'a', language: { code: 'en' } } },
      ['400 106 payload[whatsapp][template][components]'],
    ],
    [
      'whatsapp',
      component({ text: 'x', payload: 'y' }),
      ['400 105 payload[whatsapp][template][components][0][parameters][0][payload]'],
    ],
    [
      'whatsapp',
      component({ currency: { fallback_value: '1', code: 'EUR', amount_1000: 1000 } }),
      ['400 105 payload[whatsapp][template][components][0][parameters][0][currency][amount_1000]'],
    ],
    ['rcs', {}, ['400 106 payload[rcs][text]']],
    ['rcs', { text: 'x'.repeat(3073) }, ['400 105 payload[rcs][text]']],
    ['rcs', { text: 'Hi', content_info: info }, ['400 105 payload[rcs][content_info]']],
    ['rcs', { text: 'Hi', suggestions: Array(12).fill(reply) }, ['400 105 payload[rcs][suggestions]']],
    ['rcs', { text: 'Hi', suggestions: [{}] }, ['400 106 payload[rcs][suggestions][0][reply]']],
    [
      'rcs',
      { text: 'Hi', suggestions: [action({})] },
      ['400 106 payload[rcs][suggestions][0][action][dial_action]'],
    ],
    [
      'rcs',
      { rich_card: { carousel_card: { card_width: 'SMALL', card_contents: [card] } } },
      ['400 105 payload[rcs][rich_card][carousel_card][card_contents]'],
    ],
    ['rcs', { rich_card: {} }, ['400 106 payload[rcs][rich_card][standalone_card]']],
    ['telegram', {}, ['400 106 payload[telegram][text]']],
    ['telegram', { text: 'Hi', ttl: 60 }, ['400 105 payload[telegram][ttl]']],
    ['telegram', { image_url: url, audio_url: url }, ['400 105 payload[telegram][audio_url]']],
  ];

  it.each(cases)('%s %j', async (channel, form, errors) => {
    expect(
      await verdict({
        to,
        messages: [{ channel, ...(channel === 'rcs' ? { sender: 'Agent' } : {}), ...form }],
      }),
    ).toEqual(errors);
  });
});

describe('an invalid call of the sandbox', () => {
  const expectError = (answer: { status: number; body: unknown }, status: number, code: string) => {
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      errors: [{ code, title: titles[code], detail: expect.any(String), source: null }],
    });
  };

  it.each([
    ['no credentials', ''],
    ['a wrong password', basicAuth('demo', 'wrong')],
    ['a wrong username', basicAuth('other')],
    ['another scheme', 'Bearer demo'],
    ['no base 64', 'Basic ?'],
  ])('%s: 401, Unauthorized', async (_, authorization) => {
    const body = { to, messages: [sms] };
    expectError(await fixture.api('POST', '/omnimessage', body, { authorization }), 401, '103');
    expectError(await fixture.api('GET', '/omnimessage/x/status', undefined, { authorization }), 401, '103');
  });

  it.each([
    ['GET', '/omnimessage', 'POST'],
    ['PUT', '/omnimessages', 'POST'],
    ['POST', '/omnimessage/1/status', 'GET'],
    ['GET', '/omnimessage/1', 'DELETE'],
  ])('%s %s: 405, and Allow says %s', async (method, path, allow) => {
    const answer = await fixture.api(method, path);
    expectError(answer, 405, '107');
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each([
    ['GET', '/'],
    ['POST', '/statistics'],
    ['POST', '/hlr'],
    ['GET', '/phonebook'],
    ['GET', '/sandbox/messages'],
    ['GET', '/omnimessage/unknown/status'],
    ['DELETE', '/omnimessage/unknown'],
  ])('%s %s: 404, Not found', async (method, path) => {
    expectError(await fixture.api(method, path, method === 'POST' ? {} : undefined), 404, '101');
  });

  it.each([
    ['POST', '/hlr/sync'],
    ['POST', '/statistics/reports'],
    ['GET', '/phonebook/contacts'],
    ['POST', '/phonebook/contacts'],
    ['GET', '/phonebook/contacts/%2B37255550100'],
    ['PATCH', '/phonebook/contacts/%2B37255550100'],
    ['DELETE', '/phonebook/contacts/%2B37255550100'],
    ['GET', '/phonebook/contacts/%2B37255550100/groups'],
    ['GET', '/phonebook/groups'],
    ['POST', '/phonebook/groups'],
    ['GET', '/phonebook/groups/1'],
    ['PUT', '/phonebook/groups/1'],
    ['DELETE', '/phonebook/groups/1'],
    ['POST', '/phonebook/groups/1/contacts/%2B37255550100'],
    ['DELETE', '/phonebook/groups/1/contacts/%2B37255550100'],
  ])(
    '%s %s: 501, because the sandbox does not simulate it, and 401 without credentials',
    async (method, path) => {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await fixture.api(method, path, body);
      const refused = await fixture.api(method, path, body, { authorization: '' });
      expect([answer.status, refused.status]).toEqual([501, 401]);
      expect(JSON.stringify(answer.body)).toContain('The sandbox does not simulate this call');
    },
  );

  it('a call that the sandbox does not simulate: Messente’s own error shape for this call', async () => {
    const why = 'The sandbox does not simulate this call';
    const shapes = [
      ['/hlr/sync', { error: { code: 103, description: why } }, { error: { code: 101 } }],
      ['/phonebook/groups', { code: '205', title: 'General error', detail: why }, { code: '202' }],
      ['/statistics/reports', { code: '105', title: 'Internal Server Error', details: why }, { code: '103' }],
    ] as const;
    for (const [path, own, unauthorized] of shapes) {
      expect(await fixture.api('POST', path, {})).toMatchObject({ status: 501, body: { errors: [own] } });
      const refused = await fixture.api('POST', path, {}, { authorization: '' });
      expect(refused).toMatchObject({ status: 401, body: { errors: [unauthorized] } });
    }
    for (const [path, status, text] of [
      ['/verify/start?username=demo&password=demo', 501, 'ERROR 209'],
      ['/verify/pin?username=demo&password=wrong', 200, 'ERROR 101'],
      ['/verify/pin', 200, 'ERROR 102'],
    ] as const) {
      const answer = await fetch(fixture.sandbox.baseUrl + path, { method: 'POST' });
      expect([answer.status, await answer.text()], path).toEqual([status, text]);
    }
  });

  it('a body of 9 MB: 413', async () => {
    const text = 'x'.repeat(9 * 1024 * 1024);
    expectError(await fixture.api('POST', '/omnimessage', { to, messages: [{ ...sms, text }] }), 413, '105');
  });

  it('a bulk request without messages: 400', async () => {
    const sources = async (body: unknown) => {
      const answer = await fixture.api('POST', '/omnimessages', body);
      return [answer.status, ...(answer.body as ErrorBody).errors.map(({ source }) => source)];
    };
    expect(await sources({})).toEqual([400, 'messages']);
    expect(await sources({ messages: [] })).toEqual([400, 'messages']);
    expect(await sources({ messages: {} })).toEqual([400, 'messages']);
    expect(await sources([])).toEqual([400, 'payload']);
    expect(await sources({ messages: [{ to, messages: [sms] }], x: 1 })).toEqual([400, 'x']);
  });

  it('a request that is cut off inside its body: nothing is accepted, and no bug is reported', async () => {
    const lines: string[] = [];
    await using own = await sandboxFixture({ log: (line) => lines.push(line) });
    const socket = connect(own.sandbox.port, '127.0.0.1');
    const head = `POST /v1/omnimessage HTTP/1.1\r\nHost: x\r\nAuthorization: ${basicAuth()}\r\n`;
    socket.write(`${head}Content-Length: 500\r\n\r\n{"to":"+372`);
    await once(socket, 'ready');
    socket.destroy();
    await once(socket, 'close');
    expect((await own.control('GET', '/messages')).body).toMatchObject({ count: 0 });
    expect(lines).toEqual([]);
  });
});
