/** Answers that Omnideck sends by itself: to HELP, and the confirmation of STOP. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  attachTo,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  sendOne,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { addNumber, inboundBody, numberSecret, person } from '../helpers/inbound-fixture.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { startScriptedHttp } from '../helpers/scripted-messente.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const help = 'This is Harbour Café. Call 5550 0000 for help.';
const stop = 'You get no messages from Harbour Café any more.';
const shop = '+37250000001';

const switchOn = async (client: Client, daily: string | null = '10') =>
  must(
    await client.settings.set({
      automaticAnswers: { help, stop },
      spendCaps: { daily, monthly: null, zone: null, prices: [] },
    }),
  );

async function open(daily: string | null = '10') {
  const console = await consoleWithSandbox();
  const { client, accountId } = console;
  const number = await addNumber(client, accountId, shop);
  await switchOn(client, daily);
  const receive = async (text: string, more: Readonly<Record<string, unknown>> = {}) => {
    const body = inboundBody({ text, ...more });
    expect(await postReport(number.url, body, numberSecret)).toBe(200);
    return body;
  };
  const sent = async () => {
    const { rows } = await client.messages.list({});
    const messages = await Promise.all(rows.map(({ id }) => messageOf(client, id)));
    return messages.map(({ to, steps, state }) => ({
      to,
      text: steps[0]?.text,
      from: steps[0]?.sender,
      state,
    }));
  };
  return { ...console, number, receive, sent };
}

const delivered = expect.stringMatching(/delivered|seen/u);

describe('HELP', () => {
  it('is answered with the text, from the number that was written to, once in 24 hours', async () => {
    const { receive, sent } = await open();
    const body = await receive('Help!');
    await eventually(sent).toEqual([{ to: person, text: help, from: shop, state: delivered }]);
    await receive('help');
    await receive('INFO');
    await receive(JSON.parse(body).text, JSON.parse(body));
    await receive('HELP', { sender: '+37255500002' });
    await eventually(async () => (await sent()).length).toBe(2);
    expect((await sent()).map(({ to }) => to).toSorted()).toEqual([person, '+37255500002']);
  });

  it('is not answered without a text, without a daily cap, from a short number, or after an opt-out', async () => {
    const { client, receive, sent } = await open(null);
    await receive('HELP');
    await switchOn(client);
    await receive('HELP', { sender: '1234' });
    await receive('HELP', { channel: 'whatsapp' });
    must(await client.doNotSend.add({ number: person }));
    await receive('HELP');
    must(await client.doNotSend.remove({ number: person }));
    must(await client.settings.set({ automaticAnswers: { help: ' ', stop } }));
    await receive('HELP');
    expect(await sent()).toEqual([]);
    expect((await client.settings.get()).automaticAnswers.help).toBeNull();
  });
});

describe('the confirmation of STOP', () => {
  it('is the one message that is allowed after it', async () => {
    const { client, receive, sent } = await open();
    await receive('STOP');
    await eventually(sent).toEqual([{ to: person, text: stop, from: shop, state: delivered }]);
    const later = await sendOne(client, person);
    await eventually(async () => (await messageOf(client, later)).state).toBe('refused');
    await receive('HELP');
    await receive('STOP');
    expect((await sent()).length).toBe(2);
  });

  it('is not sent if it is off, which it is by default, or if a person has listed the number meanwhile', async () => {
    const { client, receive, sent } = await open();
    must(await client.settings.set({ automaticAnswers: { help, stop: null } }));
    await receive('STOP');
    await switchOn(client);
    await client.outbox.pause();
    await receive('STOP', { sender: '+37255500003' });
    must(await client.doNotSend.add({ number: '+37255500003' }));
    await client.outbox.resume();
    await eventually(sent).toEqual([{ to: '+37255500003', text: stop, from: shop, state: 'refused' }]);
    const { client: fresh } = await openConsole();
    expect((await fresh.settings.get()).automaticAnswers).toEqual({ help: null, stop: null });
  });
});

it('an automatic answer that is itself one of the words is refused, because another machine would act on it', async () => {
  const { client } = await openConsole();
  for (const text of ['Help', 'STOP.', 'start'])
    expect(codeOf(await client.settings.set({ automaticAnswers: { help: text, stop: null } }))).toBe(
      'automatic-answer-is-word',
    );
});

it('an answer that could not be sent for a day is not sent any more', async () => {
  let now = Date.now();
  const console = await consoleWithSandbox({ now: () => now });
  const { client, accountId } = console;
  const number = await addNumber(client, accountId, shop);
  await switchOn(client);
  await client.outbox.pause();
  expect(await postReport(number.url, inboundBody({ text: 'HELP' }), numberSecret)).toBe(200);
  now += 25 * 3_600_000;
  await client.outbox.resume();
  const [row] = (await client.messages.list({})).rows;
  await eventually(() => messageOf(client, row?.id ?? '')).toMatchObject({
    state: 'refused',
    problem: { code: 'automatic-too-late' },
  });
});

/** Messente between two machines: what one sends is an inbound message of the other. */
async function startExchange() {
  const routes = new Map<string, string>();
  const passed: { from: string; to: string; text: string }[] = [];
  const messente = await startScriptedHttp((_request, response, body) => {
    if (!body.includes('"messages"')) {
      response.writeHead(404);
      response.end();
      return;
    }
    const { to, messages } = JSON.parse(body) as { to: string; messages: { text: string; sender: string }[] };
    const [{ text, sender }] = messages as [{ text: string; sender: string }];
    passed.push({ from: sender, to, text });
    response.writeHead(201, { 'content-type': 'application/json' });
    const ids = { message_id: crypto.randomUUID(), channel: 'sms', sender };
    response.end(JSON.stringify({ to, omnimessage_id: crypto.randomUUID(), messages: [ids] }));
    const url = routes.get(to);
    if (url !== undefined)
      void postReport(url, inboundBody({ text, sender, recipient: to }), numberSecret).catch(() => undefined);
  });
  onTestFinished(() => messente.close());
  return { routes, passed, url: `${messente.url}/v1` };
}

it('two machines that answer each other send one answer each', async () => {
  const { routes, passed, url } = await startExchange();
  const numbers = ['+37250000001', '+37250000002'] as const;
  for (const number of numbers) {
    const { client } = await openConsole();
    const { account } = must(
      await client.accounts.add({
        name: 'T',
        username: 'demo',
        password: 'demo',
        baseUrl: url,
        unchecked: true,
      }),
    );
    const { url: inbound } = await addNumber(client, account.id, number);
    routes.set(number, inbound);
    must(
      await client.settings.set({
        // Each text is a word of the other machine's own.
        replyWords: { stop: [], start: [], help: ['we are open'], off: [] },
        automaticAnswers: { help: 'We are open', stop: 'We are open' },
        spendCaps: { daily: '10', monthly: null, zone: null, prices: [] },
      }),
    );
  }
  const [first, second] = numbers;
  const begin = (text: string): Promise<number> =>
    postReport(
      routes.get(first) ?? '',
      inboundBody({ text, sender: second, recipient: first }),
      numberSecret,
    );
  expect(await begin('HELP')).toBe(200);
  await eventually(() => passed.length).toBe(2);
  for (let more = 0; more < 20; more += 1) expect(await begin('HELP')).toBe(200);
  const idle = await openConsole();
  await idle.stop();
  expect(passed).toEqual([
    { from: first, to: second, text: 'We are open' },
    { from: second, to: first, text: 'We are open' },
  ]);
});

it('each message is answered once, also if the console is killed again and again', async () => {
  const folder = join(temporaryFolder(), 'data');
  const serve = async () => {
    const started = startOmnideck(['serve', '--no-open', '--sandbox', '--data', folder]);
    await started.ready();
    return started;
  };
  const addressNow = async (): Promise<string> => {
    const session = await attachTo(folder);
    const known = await session.client.inbound.numbers();
    const number = known[0] ?? must(await session.client.inbound.add({ number: shop }));
    await session.close();
    return number.address ?? '';
  };
  let serving = await serve();
  const session = await attachTo(folder);
  await switchOn(session.client);
  await session.client.outbox.pause();
  await session.close();
  const bodies = Array.from({ length: 40 }, (_, index) =>
    inboundBody({ sender: `+372555${10_000 + index}`, text: index % 2 === 0 ? 'HELP' : 'STOP' }),
  );
  const post = async (url: string, body: string) => postReport(url, body, 'demo').catch(() => null);
  for (let kill = 0; kill < 3; kill += 1) {
    const url = await addressNow();
    const under = Promise.all(bodies.slice(kill * 10, kill * 10 + 20).map((body) => post(url, body)));
    await Promise.race([under, post(url, bodies[kill * 10] ?? '')]);
    await serving.kill();
    await under;
    serving = await serve();
  }
  const url = await addressNow();
  // Messente repeats what it has no answer to.
  for (const body of bodies) expect(await post(url, body)).toBe(200);
  await serving.kill();
  const answers = rowsOf(
    join(folder, 'omnideck.db'),
    'SELECT automatic, count(*) AS messages, count(DISTINCT recipient) AS people FROM omnimessage GROUP BY automatic',
  );
  expect(answers).toEqual([
    { automatic: 'help', messages: 20, people: 20 },
    { automatic: 'stop', messages: 20, people: 20 },
  ]);
});
