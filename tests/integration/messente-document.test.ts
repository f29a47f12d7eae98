/**
 * Validates the requests that we build and the sandbox's answers with Messente's own document
 * (tests/helpers/messente-schemas.ts).
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeOmnimessage } from '../../electron/engine/sandbox/omnimessage-schema.ts';
import { checkChain } from '../../shared/messaging/check-chain.ts';
import { type DraftStep, toOmnimessage } from '../../shared/messaging/compose.ts';
import { fromOmnimessage } from '../../shared/messaging/from-omnimessage.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { readPlan } from '../../shared/plans/read-plan.ts';
import { bodyOf } from '../helpers/callback-receiver.ts';
import { documentedBody } from '../helpers/channel-arbitraries.ts';
import { channelForms } from '../helpers/channel-forms.ts';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { count } from '../helpers/counts.ts';
import { faultsBy } from '../helpers/messente-schemas.ts';
import { type Answer, call, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

const nowAt = Date.UTC(2030, 0, 1);
const to = '+37255500000' as E164;
const url = 'https://example.com/a.jpg';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value without the two optional switches, which the document requires. */
function withoutSwitches(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSwitches);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key]) => key !== 'force_refresh' && key !== 'thumbnail_image_alignment',
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSwitches(inner)]));
}

describe('a request that the composer builds', () => {
  it.each(channelForms)('for $name has all required fields of the document', ({ step }) => {
    const draft = { steps: [step] };
    expect(checkChain(draft, nowAt)).toEqual([]);
    expect(faultsBy('Omnimessage', toOmnimessage(draft, { to }))).toEqual([]);
  });

  it('of any documented body is valid in the document, whatever was left out', () => {
    fc.assert(
      fc.property(documentedBody, fc.boolean(), (body, leaveOut) => {
        const read = fromOmnimessage(leaveOut ? withoutSwitches(body) : body, nowAt);
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        const built = toOmnimessage(read.value.chain, { to: read.value.to });
        expect(faultsBy('Omnimessage', built)).toEqual([]);
      }),
      { numRuns: count({ short: 125, long: 500 }) },
    );
  });

  it('contains force_refresh and the side of the picture even if nobody set them', () => {
    const file = { file_url: url };
    const card = {
      card_orientation: 'VERTICAL',
      card_content: { media: { height: 'TALL', content_info: file } },
    } as const;
    const built = (content: DraftStep['content']) =>
      toOmnimessage(
        { steps: [{ channel: 'rcs', text: '', sender: 'Agent', ...(content && { content }) }] },
        { to },
      ).messages[0];
    expect(built({ content_info: file })).toMatchObject({ content_info: { ...file, force_refresh: false } });
    expect(built({ rich_card: { standalone_card: card } })).toMatchObject({
      rich_card: {
        standalone_card: {
          thumbnail_image_alignment: 'LEFT',
          card_content: { media: { content_info: { force_refresh: false } } },
        },
      },
    });
  });

  it('is not built for an RCS step without a sender, which is reported', () => {
    const draft = {
      steps: [
        { channel: 'sms' as const, text: 'Hi' },
        { channel: 'rcs' as const, text: 'Hi' },
      ],
    };
    expect(checkChain(draft, nowAt)).toMatchObject([{ code: 'sender-missing', field: 'steps[1].sender' }]);
    const body = { to, messages: [{ channel: 'rcs', text: 'Hi' }] };
    const read = fromOmnimessage(body, nowAt);
    expect(read.ok ? [] : read.problems).toMatchObject([
      { code: 'sender-missing', field: 'messages[0].sender' },
    ]);
    expect(faultsBy('Omnimessage', body)).not.toEqual([]);
  });
});

describe('an RCS step without a sender', () => {
  const steps = [{ channel: 'rcs' as const, text: 'Hi' }];
  const plan = (more: string): string =>
    `name: RCS\nnumbers:\n  - number: +37255500000\nchains:\n  - steps:\n      - rcs: Hi\n${more}expect:\n  - reaches: any\n`;

  it('is refused by the call that the window and the command line use', async () => {
    const { client } = await openConsole();
    must(await client.accounts.sandbox());
    const send = (sender?: string) =>
      client.messages.send({
        to: [to],
        chain: { steps: sender === undefined ? steps : steps.map((step) => ({ ...step, sender })) },
        requestKey: requestKey(),
      });
    expect(await send()).toMatchObject({ problem: { code: 'sender-missing', field: 'steps[0].sender' } });
    expect(await send('Agent')).toMatchObject({ ok: true });
  });

  it('is a problem in a plan, with its line and field, unless a run has already started with the plan', () => {
    const read = readPlan(plan(''), nowAt);
    expect(read.ok ? [] : read.problems).toMatchObject([
      { code: 'sender-missing', field: 'chains[0].steps[0].sender', line: 6 },
    ]);
    expect(readPlan(plan('        sender: Agent\n'), nowAt)).toMatchObject({ ok: true });
    expect(readPlan(plan(''), null)).toMatchObject({ ok: true });
  });
});

describe('a request', () => {
  it('for RCS that the document refuses is refused by the sandbox, with the field', () => {
    const rcs = (more: object) => ({ to, messages: [{ channel: 'rcs', sender: 'Agent', ...more }] });
    const cases: readonly (readonly [object, string])[] = [
      [{ to, messages: [{ channel: 'rcs', text: 'Hi' }] }, 'payload[rcs][sender]'],
      [rcs({ content_info: { file_url: url } }), 'payload[rcs][content_info][force_refresh]'],
      [
        rcs({ rich_card: { standalone_card: { card_orientation: 'VERTICAL', card_content: {} } } }),
        'payload[rcs][rich_card][standalone_card][thumbnail_image_alignment]',
      ],
    ];
    for (const [body, source] of cases) {
      expect(faultsBy('Omnimessage', body)).not.toEqual([]);
      const judged = judgeOmnimessage(body);
      expect(judged.ok ? [] : judged.errors).toMatchObject([{ code: '106', source }]);
    }
  });

  it('that the document accepts is accepted by the sandbox: a place by its name only, and null where allowed', () => {
    const rcs = (more: object) => ({ to, messages: [{ channel: 'rcs', sender: 'Agent', ...more }] });
    const place = (view_location_action: object) =>
      rcs({
        text: 'Hi',
        suggestions: [{ action: { text: 'Go', postback_data: 'go', view_location_action } }],
      });
    const bodies = [
      place({ query: 'Kalev' }),
      place({ lat_long: { latitude: 1, longitude: 2 }, label: null, query: null }),
      rcs({ content_info: { file_url: url, thumbnail_url: null, force_refresh: false } }),
      {
        to,
        messages: [{ channel: 'whatsapp', image: { link: url, id: null, caption: null, mime_type: null } }],
      },
    ];
    for (const body of bodies) {
      expect(faultsBy('Omnimessage', body)).toEqual([]);
      expect(judgeOmnimessage(body)).toMatchObject({ ok: true });
      expect(fromOmnimessage(body, nowAt)).toMatchObject({ ok: true });
    }
  });
});

describe('an answer of the sandbox', () => {
  let fixture: SandboxFixture;
  beforeAll(async () => {
    fixture = await sandboxFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /**
   * Validates an answer with a status that the document names for the call; the others (404, 413, 429, 503)
   * have Messente's error body.
   */
  function judged(answer: Answer, status: number, name: string): void {
    expect([answer.status, faultsBy(name, answer.body)]).toEqual([status, []]);
  }
  const chain = (number: string, more: object = {}) => ({
    to: number,
    dlr_url: fixture.receiver.url,
    messages: ['viber', 'whatsapp', 'telegram', 'sms'].map((channel) => ({
      channel,
      ...(channel === 'whatsapp' ? { text: { body: 'Hi' } } : { text: 'Hi' }),
    })),
    ...more,
  });
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fixture.api('POST', '/omnimessage', body, headers);
  const idOf = ({ body }: Answer) => (body as { omnimessage_id: string }).omnimessage_id;

  it('to a send, a status request and a cancellation, and in a report, is valid in the document', async () => {
    const ok = 'OmniMessageCreateSuccessResponse';
    const sent = await send(chain('+37255500014'));
    judged(sent, 201, ok);
    for (const report of await fixture.receiver.waitFor(4))
      expect(faultsBy('DeliveryResult', bodyOf(report))).toEqual([]);
    const status = `/omnimessage/${idOf(sent)}/status`;
    judged(await fixture.api('GET', status), 200, 'DeliveryReportResponse');
    const later = await send(chain('+37255500000', { time_to_send: '2099-01-01T00:00' }));
    judged(await fixture.api('GET', `/omnimessage/${idOf(later)}/status`), 200, 'DeliveryReportResponse');
    judged(await fixture.api('DELETE', `/omnimessage/${idOf(later)}`), 202, 'EmptyObject');
    judged(await fixture.api('DELETE', `/omnimessage/${idOf(sent)}`), 404, 'ErrorOmnichannel');
    judged(await fixture.api('GET', '/omnimessage/none/status'), 404, 'ErrorOmnichannel');
    const many = await fixture.api('POST', '/omnimessages', {
      messages: [chain('+37255500000'), chain('+37255500040'), { to: 1 }],
    });
    judged(many, 201, 'BulkOmniMessageCreateSuccessResponse');
    judged(await fixture.api('POST', '/omnimessages', {}), 400, 'ErrorOmnichannel');
  });

  it('that refuses has Messente’s error body', async () => {
    for (const [body, status, headers] of [
      [{ to: 'x', messages: [{ channel: 'sms' }, { channel: 'fax' }, 5], more: 1 }, 400],
      ['{', 400],
      [chain('+37255500040'), 400],
      [chain('+37255500041'), 401],
      [chain('+37255500042'), 500],
      [chain('+37255500045'), 429],
      [chain('+37255500000'), 401, { authorization: 'Basic x' }],
      [' '.repeat(9_000_000), 413],
    ] as const) {
      judged(await send(body, headers), status, 'ErrorOmnichannel');
    }
    judged(await fixture.api('PATCH', '/omnimessage'), 405, 'ErrorOmnichannel');
    judged(await fixture.api('GET', '/nowhere'), 404, 'ErrorOmnichannel');
  });

  it('about templates is valid in the document', async () => {
    const path = '/whatsapp/wabas/demo/templates';
    judged(await fixture.api('GET', `${path}?limit=2`), 200, 'WhatsappListTemplatesResponse');
    judged(await fixture.api('GET', path), 200, 'WhatsappListTemplatesResponse');
    const made = {
      name: 'made',
      language: 'en',
      category: 'utility',
      components: [{ type: 'body', text: 'Hi' }],
    };
    const created = await fixture.api('POST', path, made);
    judged(created, 200, 'WhatsappCreateTemplateResponse');
    const { id } = created.body as { id: string };
    judged(await fixture.api('GET', `${path}/${id}`), 200, 'WhatsappTemplateResponse');
    judged(await fixture.api('PUT', `${path}/${id}`, { category: 'marketing' }), 200, 'AnyJsonResponse');
    judged(await fixture.api('PUT', `${path}/${id}`, { category: 'x' }), 400, 'ErrorOmnichannel');
    judged(await fixture.api('DELETE', `${path}?name=made`), 200, 'AnyJsonResponse');
    judged(await fixture.api('DELETE', path), 400, 'ErrorOmnichannel');
    judged(await fixture.api('GET', '/whatsapp/wabas/other/templates'), 403, 'ErrorOmnichannel');
  });

  it('about the blacklist is valid in the document, with every status that it names', async () => {
    const all = '/phonebook/blacklist';
    const one = `${all}/%2B37255500070`;
    const add = (phoneNumber: unknown, headers = {}) => fixture.api('POST', all, { phoneNumber }, headers);
    const refused = { authorization: '' };
    const empty = (answer: Answer) => expect([answer.status, answer.body]).toEqual([204, '']);
    judged(await fixture.api('GET', one), 404, 'ErrorPhonebook');
    empty(await add('+37255500070'));
    judged(await add('+37255500070'), 409, 'ErrorPhonebook');
    judged(await add('55500070'), 400, 'ErrorPhonebook');
    judged(await add('+37255500070', refused), 401, 'ErrorPhonebook');
    judged(await fixture.api('GET', all), 200, 'FetchBlacklistSuccess');
    judged(await fixture.api('GET', all, undefined, refused), 401, 'ErrorPhonebook');
    empty(await fixture.api('GET', one));
    empty(await fixture.api('DELETE', one));
    judged(await fixture.api('DELETE', one), 404, 'ErrorPhonebook');
    for (const method of ['GET', 'DELETE']) {
      judged(await fixture.api(method, `${all}/55500070`), 400, 'ErrorPhonebook');
      judged(await fixture.api(method, one, undefined, refused), 401, 'ErrorPhonebook');
    }
  });

  it('about a balance and prices is valid in the document', async () => {
    const ask = (path: string) =>
      call('GET', `${fixture.sandbox.plainUrl}${path}username=demo&password=demo`, undefined, {});
    expect((await ask('/get_balance?')).body).toMatch(/^OK \d+\.\d{2,}$/u);
    judged(await ask('/prices?country=EE&'), 200, 'Price');
  });
});
