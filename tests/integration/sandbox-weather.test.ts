import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, type CallbackReceiver } from '../helpers/callback-receiver.ts';
import {
  call,
  eventually,
  openSandbox,
  type SandboxFixture,
  sandboxFixture,
} from '../helpers/sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await sandboxFixture({ speed: 50 });
});
afterEach(() => fixture[Symbol.asyncDispose]());

type Listed = {
  messages: {
    to: string;
    events: { status: string; callbacks: { outcome: string; tries: unknown[] }[] }[];
  }[];
};

const many = 400;

/** Sends to `many` numbers of ending 00 and waits until all their reports are finished. */
async function send(where: SandboxFixture): Promise<Listed['messages']> {
  const messages = Array.from({ length: many }, (_, index) => ({
    to: `+3725550${String(index).padStart(3, '0')}00`,
    dlr_url: where.receiver.url,
    messages: [{ channel: 'sms', text: 'Hi' }],
  }));
  expect((await where.api('POST', '/omnimessages', { messages })).status).toBe(201);
  const list = async (): Promise<Listed['messages']> =>
    ((await where.control('GET', '/messages')).body as Listed).messages;
  await eventually(async () =>
    (await list()).every(
      ({ events }) =>
        events.length === 2 &&
        events.every(
          ({ callbacks }) => callbacks.length > 0 && callbacks.every((one) => one.outcome !== 'waiting'),
        ),
    ),
  ).toBe(true);
  return list();
}

/** Returns the statuses that the receiver got, by number and in order. */
function heard(receiver: CallbackReceiver): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const callback of receiver.whole()) {
    const { to, status } = bodyOf(callback);
    by.set(String(to), [...(by.get(String(to)) ?? []), String(status)]);
  }
  return by;
}

describe('faults of delivery reports in the sandbox', () => {
  it('lose about the configured share, and list the lost ones', async () => {
    await fixture.control('PUT', '/weather', { dropped_percent: 30 });
    const messages = await send(fixture);
    const callbacks = messages.flatMap(({ events }) => events.flatMap((event) => event.callbacks));
    const dropped = callbacks.filter(({ outcome }) => outcome === 'dropped').length;
    expect(dropped / (many * 2)).toBeGreaterThan(0.2);
    expect(dropped / (many * 2)).toBeLessThan(0.4);
    // A busy receiver may get the same report again; the same bytes count as one report.
    const came = new Set(fixture.receiver.whole().map(({ rawBody }) => rawBody.toString('utf8')));
    expect(came.size).toBe(many * 2 - dropped);
  });

  it('are doubled and disordered in about the configured shares, and none is held forever', async () => {
    await fixture.control('PUT', '/weather', { doubled_percent: 25, disordered_percent: 50 });
    await send(fixture);
    const by = heard(fixture.receiver);
    expect(by.size).toBe(many);
    const all = [...by.values()];
    for (const statuses of all) expect(new Set(statuses)).toEqual(new Set(['ACK', 'DELIVRD']));
    const extra = all.reduce((sum, statuses) => sum + statuses.length - 2, 0);
    expect(extra / (many * 2)).toBeGreaterThan(0.15);
    expect(extra / (many * 2)).toBeLessThan(0.35);
    const turned = all.filter((statuses) => statuses[0] === 'DELIVRD').length;
    expect(turned / many).toBeGreaterThan(0.4);
    expect(turned / many).toBeLessThan(0.6);
  });

  it('are the same with the same seed, and different with another', async () => {
    const weather = { dropped_percent: 20, doubled_percent: 20, disordered_percent: 20 };
    const run = async (seed: number): Promise<Map<string, string[]>> => {
      await using another = await sandboxFixture({ speed: 50, seed });
      await another.control('PUT', '/weather', weather);
      await send(another);
      return heard(another.receiver);
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it('are refused with the field if invalid, and nothing is changed', async () => {
    for (const [change, field] of [
      [{ dropped_percent: 101 }, 'dropped_percent'],
      [{ doubled_percent: -1 }, 'doubled_percent'],
      [{ disordered_percent: '10' }, 'disordered_percent'],
    ] as const) {
      const { status, body } = await fixture.control('PUT', '/weather', change);
      expect(status).toBe(400);
      expect(body).toMatchObject({ problems: [{ field }] });
    }
    expect((await fixture.control('GET', '/weather')).body).toMatchObject({
      dropped_percent: 0,
      doubled_percent: 0,
      disordered_percent: 0,
    });
  });

  it('a price of null restores the listed price', async () => {
    const list = async (): Promise<unknown> => (await fixture.control('GET', '/weather')).body;
    await fixture.control('PUT', '/weather', {
      prices: { EE: { sms: '0.5', viber: '0.1' }, LV: { sms: '1' } },
    });
    await fixture.control('PUT', '/weather', { prices: { EE: { sms: null }, LV: { sms: null } } });
    expect(await list()).toMatchObject({ prices: { EE: { viber: '0.1' } } });
    expect(await list()).not.toMatchObject({ prices: { LV: expect.anything() } });
  });
});

describe('a scenario of the sandbox', () => {
  it('sets the conditions that it names, and fair weather for the rest', async () => {
    await fixture.control('PUT', '/weather', {
      outage: true,
      doubled_percent: 5,
      prices: { EE: { sms: '9' } },
    });
    const yaml = 'name: Slow\nlatency: 10 ms\ncredit: 3.50\nseed: 9\ncallbacks:\n  dropped: 10%\n';
    const { status, body } = await fixture.control('PUT', '/scenario', yaml);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scenario: 'Slow',
      weather: {
        outage: false,
        latency_ms: 10,
        dropped_percent: 10,
        doubled_percent: 0,
        prices: {},
        credit: '3.50',
      },
    });
    expect(fixture.sandbox.panel.now()).toMatchObject({ scenario: 'Slow', seed: 9 });
    await fixture.control('PUT', '/weather', { latency_ms: 11 });
    expect(fixture.sandbox.panel.now().scenario).toBeNull();
  });

  it('that is invalid changes nothing, and each problem has a line', async () => {
    const { status, body } = await fixture.control(
      'PUT',
      '/scenario',
      'name: A\nlatency: 3\noutage: perhaps\n',
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ problems: [{ line: 2 }, { line: 3 }] });
    expect(fixture.sandbox.panel.now()).toMatchObject({
      scenario: null,
      weather: { outage: false, latencyMs: 0 },
    });
  });
});

describe('a sandbox folder of the previous version', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is opened; weather that it did not store is fair', async () => {
    const dataDir = join(folder, 'state');
    await mkdir(dataDir);
    const lines = [
      { type: 'journal', version: 1 },
      {
        type: 'account',
        balance: '42.00',
        weather: {
          outage: false,
          latencyMs: 5,
          callbacks: 'delayed',
          delayMs: 1000,
          prices: { EE: { sms: '0.5' } },
        },
        turnedAway: [],
        occurrences: [],
      },
    ];
    await appendFile(join(dataDir, 'sandbox.jsonl'), lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const sandbox = await openSandbox({ dataDir });
    try {
      expect((await call('GET', `${sandbox.controlUrl}/weather`, undefined, {})).body).toEqual({
        outage: false,
        latency_ms: 5,
        callbacks: 'delayed',
        delay_ms: 1000,
        dropped_percent: 0,
        doubled_percent: 0,
        disordered_percent: 0,
        prices: { EE: { sms: '0.5' } },
        credit: '42.00',
      });
    } finally {
      await sandbox.stop();
    }
  });

  it('keeps weather, people and scenario through a restart', async () => {
    const dataDir = join(folder, 'state');
    const first = await openSandbox({ dataDir });
    await call('PUT', `${first.controlUrl}/people`, { url: 'http://127.0.0.1:1/in', secret: 'shared' }, {});
    await call(
      'PUT',
      `${first.controlUrl}/scenario`,
      'name: A\nanswers:\n  - {ending: "00", text: Hi}\n',
      {},
    );
    await first.stop();
    const second = await openSandbox({ dataDir });
    expect(second.panel.now()).toMatchObject({
      scenario: 'A',
      inboundUrl: 'http://127.0.0.1:1/in',
      answers: [{ ending: '00', text: 'Hi', afterMs: 3000 }],
    });
    await second.stop();
  });
});
