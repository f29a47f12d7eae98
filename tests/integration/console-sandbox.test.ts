import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith, startCallbackReceiver } from '../helpers/callback-receiver.ts';
import {
  codeOf,
  messageOf,
  must,
  openConsole,
  requestKey,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

async function opened() {
  const test = await openConsole();
  must(await test.client.accounts.sandbox());
  return test;
}

async function send(client: Awaited<ReturnType<typeof opened>>['client'], to: string): Promise<string> {
  const sent = must(await client.messages.send({ to: [to], chain: viberThenSms, requestKey: requestKey() }));
  return sent.messages[0]?.id ?? '';
}

describe('the panel of the built-in sandbox', () => {
  it('shows the current state, and changes apply at once', async () => {
    const { client } = await opened();
    expect(must(await client.sandbox.state())).toMatchObject({
      baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/u),
      weather: { outage: false, credit: '100.00' },
      inbound: null,
      scenario: null,
      counts: { messages: 0, inbound: 0 },
    });
    must(await client.sandbox.setWeather({ credit: '0' }));
    const id = await send(client, '+37255501400');
    await eventually(async () => (await messageOf(client, id)).state).toBe('failed');
    expect((await messageOf(client, id)).steps[0]).toMatchObject({ err: 4 });
  });

  it('shows the right outcome in the console even with doubled and disordered reports', async () => {
    const { client } = await opened();
    must(await client.sandbox.setWeather({ doubledPercent: 100, disorderedPercent: 100 }));
    const delivered = await send(client, '+37255501402');
    const failed = await send(client, '+37255501412');
    await eventually(async () => (await messageOf(client, delivered)).state).toBe('delivered');
    await eventually(async () => (await messageOf(client, failed)).state).toBe('failed');
    await eventually(async () => {
      const { list } = must(await client.sandbox.arrived({}));
      return list.every(({ callbacks }) => callbacks.waiting === 0);
    }).toBe(true);
    expect((await messageOf(client, delivered)).state).toBe('delivered');
    expect((await messageOf(client, failed)).state).toBe('failed');
  });

  it('lists received messages, and finds them by number and by words', async () => {
    const { client } = await opened();
    await send(client, '+37255501400');
    const id = await send(client, '+37255501410');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const { omnimessageId } = await messageOf(client, id);
    expect(must(await client.sandbox.arrived({ search: '5550 1410' }))).toMatchObject({
      all: 1,
      list: [
        { id: omnimessageId, kind: 'message', channels: ['viber', 'sms'], statuses: ['UNDELIV', 'DELIVRD'] },
      ],
    });
    expect(must(await client.sandbox.arrived({ limit: 1 }))).toMatchObject({
      all: 2,
      list: [{ person: '+37255501410' }],
    });
    expect(must(await client.sandbox.arrived({ search: 'nobody wrote this' })).all).toBe(0);
  });

  it('sends a signed inbound message to a program on this computer; without an address it reports a problem', async () => {
    const { client } = await opened();
    const receiver = await startCallbackReceiver();
    try {
      const words = { from: '+37255501401', to: '+37250000001', text: 'Tere', channel: 'whatsapp' as const };
      expect(codeOf(await client.sandbox.write(words))).toBe('inbound-missing');
      expect(codeOf(await client.sandbox.setInbound({ inbound: { url: receiver.url } }))).toBe(
        'secret-missing',
      );
      const set = must(await client.sandbox.setInbound({ inbound: { url: receiver.url, secret: 'hush' } }));
      expect(set.inbound).toEqual({ url: receiver.url, secretSet: true });
      expect(JSON.stringify(set)).not.toContain('hush');
      for (const wrong of [{ from: '5550' }, { to: '' }]) {
        const refused = await client.sandbox.write({ ...words, ...wrong });
        expect(refused).toMatchObject({ ok: false, problem: { field: Object.keys(wrong)[0] } });
      }
      must(await client.sandbox.write(words));
      const [first] = await receiver.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      expect(isSignedWith('hush', first)).toBe(true);
      expect(bodyOf(first)).toMatchObject({ sender: '+37255501401', text: 'Tere', channel: 'whatsapp' });
      await eventually(async () => must(await client.sandbox.arrived({})).list[0]).toMatchObject({
        kind: 'inbound',
        callbacks: { received: 1 },
      });
    } finally {
      await receiver.close();
    }
  });

  it('saves, runs, exports and deletes a scenario, and replaces one only on request', async () => {
    const { client, folder } = await opened();
    must(
      await client.sandbox.setWeather({ latencyMs: 5, droppedPercent: 10, prices: { EE: { sms: '0.5' } } }),
    );
    const { text } = must(await client.sandbox.nowAsScenario({ name: 'Mine', description: 'of today' }));
    must(await client.sandbox.keepScenario({ text: `# why: a comment stays\n${text}` }));
    expect(codeOf(await client.sandbox.keepScenario({ text }))).toBe('name-taken');
    must(await client.sandbox.reset());
    expect(must(await client.sandbox.state()).weather).toMatchObject({ latencyMs: 0, prices: {} });
    const kept = (await client.sandbox.scenarios()).find(({ name }) => name === 'Mine');
    expect(kept).toMatchObject({ builtIn: false, description: 'of today' });
    expect(kept?.text).toContain('a comment stays');
    expect(must(await client.sandbox.runScenario({ text: kept?.text ?? '' }))).toMatchObject({
      scenario: 'Mine',
      weather: { latencyMs: 5, droppedPercent: 10, prices: { EE: { sms: '0.5' } } },
    });
    must(await client.sandbox.keepScenario({ text: 'name: Mine\nlatency: 1 s\n', replace: true }));
    const { file: path } = must(await client.sandbox.saveScenario({ text: 'name: Mine\nlatency: 1 s\n' }));
    expect(path.startsWith(folder)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('name: Mine\nlatency: 1 s\n');
    must(await client.sandbox.forgetScenario({ name: 'Mine' }));
    expect(codeOf(await client.sandbox.forgetScenario({ name: 'Mine' }))).toBe('no-such-scenario');
    expect(codeOf(await client.sandbox.forgetScenario({ name: 'Outage' }))).toBe('no-such-scenario');
    expect(codeOf(await client.sandbox.keepScenario({ text: 'name: Outage' }))).toBe('name-built-in');
    expect(existsSync(path)).toBe(true);
  });

  it('loses a number in a saved scenario when the person is erased', async () => {
    const { client } = await opened();
    const text =
      'name: Telling\nanswers:\n  - ending: "00"\n    text: "Call +372 5550 1400"\n  - ending: "01"\n    text: "No"\n';
    must(await client.sandbox.keepScenario({ text }));
    must(await client.privacy.erase({ number: '+37255501400' }));
    const kept = (await client.sandbox.scenarios()).find(({ name }) => name === 'Telling');
    expect(kept?.text).toContain('"No"');
    expect(kept?.text).not.toMatch(/5550\s?1400/u);
  });

  it('runs each built-in scenario; an invalid scenario changes nothing and its problems have lines', async () => {
    const { client } = await opened();
    const all = await client.sandbox.scenarios();
    expect(all.length).toBeGreaterThan(5);
    for (const { name, text, builtIn } of all) {
      expect(builtIn).toBe(true);
      expect(must(await client.sandbox.runScenario({ text })).scenario).toBe(name);
    }
    const faulty = 'name: A\nlatency: soon\nseed: x\n';
    expect(await client.sandbox.checkScenario({ text: faulty })).toMatchObject({
      name: 'A',
      problems: [{ line: 2 }, { line: 3 }],
    });
    expect(codeOf(await client.sandbox.runScenario({ text: faulty }))).toBe('not-a-time');
    expect(must(await client.sandbox.state()).scenario).toBe(all.at(-1)?.name);
  });

  it('refuses invalid values with their field, and changes nothing', async () => {
    const { client } = await opened();
    for (const [change, field] of [
      [{ credit: 'much' }, 'credit'],
      [{ latencyMs: -1 }, 'latencyMs'],
      [{ delayMs: 1e12 }, 'delayMs'],
      [{ prices: { XX: { sms: '1' } } }, 'prices.XX'],
      [{ prices: { EE: { sms: '-1' } } }, 'prices.EE.sms'],
    ] as const) {
      expect(await client.sandbox.setWeather(change)).toMatchObject({ ok: false, problem: { field } });
    }
    expect(await client.sandbox.sayAgain({ seed: -1 })).toMatchObject({
      ok: false,
      problem: { field: 'seed' },
    });
    expect(
      await client.sandbox.setAnswers({ answers: [{ ending: 'x', text: 'y', afterMs: 0 }] }),
    ).toMatchObject({ ok: false, problem: { field: 'answers.0.ending' } });
    expect(must(await client.sandbox.state()).weather).toMatchObject({ credit: '100.00', latencyMs: 0 });
  });
});
