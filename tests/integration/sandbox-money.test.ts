import Big from 'big.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../helpers/callback-receiver.ts';
import { call, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await sandboxFixture();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const credentials = { username: 'demo', password: 'demo' };

async function plain(path: string, parameters: Record<string, string>): Promise<string> {
  const answer = await call(
    'GET',
    `${fixture.sandbox.plainUrl}${path}?${new URLSearchParams(parameters)}`,
    undefined,
    {},
  );
  expect(answer.status).toBe(200);
  return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
}

const balance = () => plain('/get_balance', credentials);

async function send(to: string, messages: object[]) {
  const dlr_url = `${fixture.receiver.url}/${to}`;
  const { status } = await fixture.api('POST', '/omnimessage', { to, messages, dlr_url });
  expect(status).toBe(201);
}

describe('the balance of the sandbox', () => {
  it('starts at 100.00, with and without /v1, by GET and by POST, with a slash or without', async () => {
    expect(await balance()).toBe('OK 100.00');
    expect(await plain('/v1/get_balance', credentials)).toBe('OK 100.00');
    expect(await plain('/get_balance/', credentials)).toBe('OK 100.00');
    const form = await fetch(`${fixture.sandbox.plainUrl}/get_balance`, {
      method: 'POST',
      body: new URLSearchParams(credentials),
    });
    expect(await form.text()).toBe('OK 100.00');
  });

  it('answers wrong and missing credentials with 200 and an error', async () => {
    expect(await plain('/get_balance', { ...credentials, password: 'x' })).toBe('ERROR 101');
    expect(await plain('/get_balance', { username: 'demo' })).toBe('ERROR 102');
    expect(await plain('/prices', { ...credentials, username: 'x', country: 'EE' })).toBe('ERROR 101');
    expect(await plain('/pricelist', {})).toBe('ERROR 102');
  });

  it('is reduced exactly by the listed price, part by part', async () => {
    const text = 'x'.repeat(161);
    await send('+37255500010', [
      { channel: 'viber', text: 'Hi' },
      { channel: 'sms', text },
    ]);
    const callbacks = await fixture.receiver.waitFor(3);
    expect(callbacks.map((callback) => bodyOf(callback).price_info)).toEqual([
      { part_price: '0.02', parts_count: 1, total_price: '0.02' },
      { part_price: '0.06', parts_count: 2, total_price: '0.12' },
      { part_price: '0.06', parts_count: 2, total_price: '0.12' },
    ]);
    expect(await balance()).toBe('OK 99.86');
  });

  it('is reduced by parts as a network counts them: with an emoji, a header, and a full conversion', async () => {
    const parts = async (to: string, message: object) => {
      await send(to, [{ channel: 'sms', ...message }]);
      const [callback] = await fixture.receiver.waitFor(1, `/${to}`);
      return bodyOf(callback ?? expect.fail()).price_info;
    };
    const of = (parts_count: number) => expect.objectContaining({ parts_count });
    expect(await parts('+37255510000', { text: 'x'.repeat(160) })).toEqual(of(1));
    expect(await parts('+37255520000', { text: `${'x'.repeat(70)}😀` })).toEqual(of(2));
    expect(await parts('+37255530000', { text: 'x'.repeat(160), udh: '0605040B8423F0' })).toEqual(of(2));
    expect(await parts('+37255540000', { text: `“${'x'.repeat(100)}”` })).toEqual(of(2));
    expect(await parts('+37255550000', { text: `“${'x'.repeat(100)}”`, autoconvert: 'full' })).toEqual(of(1));
  });

  it('is not reduced for what the operator refused, or for a step that was never tried', async () => {
    await send('+37255500050', [
      { channel: 'viber', text: 'Hi' },
      { channel: 'sms', text: 'Hi' },
    ]);
    const callbacks = await fixture.receiver.waitFor(2);
    expect(callbacks.map((callback) => bodyOf(callback).price_info)).toEqual([null, null]);
    expect(await balance()).toBe('OK 100.00');
    await send('+37255500000', [
      { channel: 'viber', text: 'Hi' },
      { channel: 'sms', text: 'Hi' },
    ]);
    await fixture.receiver.waitFor(4);
    expect(await balance()).toBe('OK 99.98');
  });

  it('of 0 still accepts a send, and each step ends as FAILED with err 4', async () => {
    await fixture.control('PUT', '/weather', { credit: '0' });
    await send('+37255500000', [
      { channel: 'viber', text: 'Hi' },
      { channel: 'sms', text: 'Hi' },
    ]);
    const callbacks = await fixture.receiver.waitFor(2);
    const reported = callbacks.map((callback) => {
      const { channel, status, err, error, price_info } = bodyOf(callback);
      return [channel, status, err, error, price_info];
    });
    expect(reported).toEqual([
      ['viber', 'FAILED', 4, 'Error crediting account', null],
      ['sms', 'FAILED', 4, 'Error crediting account', null],
    ]);
    expect(await balance()).toBe('OK 0.00');
  });

  it('never falls below 0: uncovered steps fail, covered ones are sent', async () => {
    await fixture.control('PUT', '/weather', { credit: '0.05' });
    await send('+37255500000', [
      { channel: 'sms', text: 'Hi' },
      { channel: 'viber', text: 'Hi' },
    ]);
    const callbacks = await fixture.receiver.waitFor(3);
    expect(callbacks.map((callback) => `${bodyOf(callback).channel} ${bodyOf(callback).status}`)).toEqual([
      'sms FAILED',
      'viber ACK',
      'viber DELIVRD',
    ]);
    expect(await balance()).toBe('OK 0.03');
  });

  it('is exact after a thousand sends of 0.0075', async () => {
    const messages = Array.from({ length: 1000 }, (_, index) => ({
      to: `+1202555${String(index).padStart(4, '0').replace(/..$/, '')}00`,
      messages: [{ channel: 'sms', text: 'Hi' }],
    }));
    await fixture.api('POST', '/omnimessages', { messages });
    expect(await balance()).toBe(`OK ${new Big(100).minus(new Big('0.0075').times(1000)).toFixed(2)}`);
  });
});

describe('the prices of the sandbox', () => {
  it("of a country are JSON in Messente's format", async () => {
    const expected = {
      country: 'EE',
      name: 'Estonia',
      prefix: '372',
      networks: expect.arrayContaining([{ mccmnc: 24801, name: 'Telia', price: '0.06000' }]),
    };
    expect(JSON.parse(await plain('/prices', { ...credentials, country: 'EE' }))).toEqual(expected);
    expect(JSON.parse(await plain('/v1/prices', { ...credentials, country: 'ee', format: 'json' }))).toEqual(
      expected,
    );
  });

  it('of a country can be XML', async () => {
    const xml = await plain('/prices/', { ...credentials, country: 'US', format: 'xml' });
    expect(xml).toContain(
      '<pricing>\n<country>US</country>\n<name>United States</name>\n<prefix>1</prefix>\n<networks>',
    );
    expect(xml).toContain('<mccmnc>310410</mccmnc>\n<name>AT&amp;T</name>\n<price>0.00750</price>');
  });

  it('are refused as Messente refuses them', async () => {
    const answer = (parameters: Record<string, string>) =>
      plain('/prices', { ...credentials, ...parameters });
    expect(await answer({})).toBe('ERROR 102');
    expect(await answer({ country: 'Estonia' })).toBe('ERROR 104');
    expect(await answer({ country: 'AQ' })).toBe('ERROR 105');
    expect(await answer({ country: 'EE', format: 'csv' })).toBe('ERROR 106');
  });

  it('of all countries are CSV, about forty of them, every price a positive decimal', async () => {
    const [header, ...lines] = (await plain('/pricelist', credentials)).trim().split('\n');
    expect(header).toBe('Country,Code,MCCMNC,Network,Price');
    const rows = lines.map((line) => line.split(','));
    expect(rows.every((row) => row.length === 5 && /^\d{5,6}$/.test(row[2] ?? ''))).toBe(true);
    expect(rows.every((row) => new Big(row[4] ?? '').gt(0))).toBe(true);
    expect(new Set(rows.map((row) => row[1])).size).toBeGreaterThanOrEqual(40);
    expect(new Set(rows.map((row) => row[2])).size).toBe(rows.length);
  });

  it('can be changed, and later sends cost the new price', async () => {
    const { body } = await fixture.control('PUT', '/weather', { prices: { EE: { sms: '0.5' } } });
    expect(body).toMatchObject({ prices: { EE: { sms: '0.5' } } });
    expect(await plain('/prices', { ...credentials, country: 'EE' })).toContain('"price":"0.50000"');
    await send('+37255500000', [{ channel: 'sms', text: 'Hi' }]);
    expect(await balance()).toBe('OK 99.50');
  });
});
