import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith } from '../helpers/callback-receiver.ts';
import { type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

type Callback = (error: unknown, data: unknown) => void;
type Client = {
  ApiClient: {
    instance: {
      basePath: string;
      authentications: { basicAuth: { username: string; password: string } };
    };
  };
  OmnimessageApi: new () => {
    sendOmnimessage(omnimessage: unknown, callback: Callback): void;
    cancelScheduledMessage(id: string, callback: Callback): void;
  };
  DeliveryReportApi: new () => { retrieveDeliveryReport(id: string, callback: Callback): void };
  Omnimessage: { constructFromObject(value: object): unknown };
  Viber: { constructFromObject(value: object): unknown };
  SMS: { constructFromObject(value: object): unknown };
  WhatsApp: { constructFromObject(value: object): unknown };
  WhatsAppText: { constructFromObject(value: object): unknown };
};

// Messente's own Node client from npm.
const messente: Client = createRequire(import.meta.url)('messente_api');

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await sandboxFixture();
  const client = messente.ApiClient.instance;
  client.basePath = fixture.sandbox.baseUrl;
  client.authentications.basicAuth.username = 'demo';
  client.authentications.basicAuth.password = 'demo';
});
afterAll(() => fixture[Symbol.asyncDispose]());

function promised<T>(make: (callback: Callback) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    make((error, data) => (error ? reject(error) : resolve(data as T))),
  );
}

type SendAnswer = { omnimessage_id: string; to: string; messages: { channel: string; message_id: string }[] };

function send(omnimessage: object): Promise<SendAnswer> {
  const api = new messente.OmnimessageApi();
  return promised((callback) =>
    api.sendOmnimessage(messente.Omnimessage.constructFromObject(omnimessage), callback),
  );
}

describe("Messente's own client with only the base URL changed", () => {
  it('sends a chain, receives signed reports, and polls the status', async () => {
    const viber = messente.Viber.constructFromObject({ sender: 'Shop', text: 'Hi', ttl: 60 });
    const sms = messente.SMS.constructFromObject({ text: 'Hi', sender: 'Shop' });
    const answer = await send({
      to: '+37255500010',
      messages: [viber, sms],
      dlr_url: `${fixture.receiver.url}/client`,
    });
    expect(answer.to).toBe('+37255500010');
    expect(answer.messages.map(({ channel }) => channel)).toEqual(['viber', 'sms']);

    const callbacks = await fixture.receiver.waitFor(3, '/client');
    expect(callbacks.every((callback) => isSignedWith('demo', callback))).toBe(true);
    expect(bodyOf(callbacks[2] ?? expect.fail())).toEqual({
      status: 'DELIVRD',
      sender: 'Shop',
      err: 0,
      message_id: answer.messages[1]?.message_id,
      to: '+37255500010',
      channel: 'sms',
      error: null,
      omnimessage_id: answer.omnimessage_id,
      timestamp: expect.any(String),
      price_info: { part_price: '0.06', parts_count: 1, total_price: '0.06' },
    });

    const report = await promised<{ statuses: { status: string; err: number }[] }>((callback) =>
      new messente.DeliveryReportApi().retrieveDeliveryReport(answer.omnimessage_id, callback),
    );
    expect(report.statuses.map(({ status, err }) => [status, err])).toEqual([
      ['UNDELIV', 1],
      ['DELIVRD', 0],
    ]);
  });

  it('schedules a WhatsApp message, and cancels it once', async () => {
    const text = messente.WhatsAppText.constructFromObject({ body: 'Hi' });
    const { omnimessage_id: id } = await send({
      to: '+37255500000',
      messages: [messente.WhatsApp.constructFromObject({ text })],
      // As a text, because this client converts a Date with String(date) and removes the first "T". If
      // neither the day's nor the month's name contains one, the T of GMT is removed, and the client sends
      // null.
      time_to_send: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const api = new messente.OmnimessageApi();
    const cancel = () => promised((callback) => api.cancelScheduledMessage(id, callback));
    await cancel();
    await expect(cancel()).rejects.toMatchObject({ status: 404 });
  });

  it('gets an error for an SMS without a text', async () => {
    const failed = send({ to: '+37255500000', messages: [messente.SMS.constructFromObject({})] });
    await expect(failed).rejects.toMatchObject({
      status: 400,
      response: { body: { errors: [{ code: '106', source: 'payload[sms][text]' }] } },
    });
  });
});
