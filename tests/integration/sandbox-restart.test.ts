import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { bodyOf, type CallbackReceiver, startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { basicAuth, call, epochOf, eventually, openSandbox } from '../helpers/sandbox-fixture.ts';
import { startSandboxProcess } from '../helpers/sandbox-process.ts';

let folder: string;
let dataDir: string;
let receiver: CallbackReceiver;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  dataDir = join(folder, 'state');
  receiver = await startCallbackReceiver();
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

const authorization = basicAuth();

async function send(baseUrl: string, to: string, rest: object = {}) {
  const body = {
    to,
    dlr_url: `${receiver.url}/${to}`,
    messages: [
      { channel: 'viber', text: 'Hi' },
      { channel: 'sms', text: 'Hi' },
    ],
    ...rest,
  };
  const answer = await call('POST', `${baseUrl}/omnimessage`, body, { authorization });
  return { status: answer.status, id: (answer.body as { omnimessage_id?: string }).omnimessage_id };
}

async function list(controlUrl: string) {
  const { body } = await call('GET', `${controlUrl}/messages`, undefined, {});
  return body as { count: number; messages: { omnimessage_id: string; to: string; accepted_at: string }[] };
}

async function problemOf(options: Parameters<typeof startSandbox>[0]) {
  const started = await startSandbox(options);
  if (started.ok) {
    await started.value.stop();
    return null;
  }
  expect(englishText(started.problem).message).toMatch(/\.$/);
  expect(englishText(started.problem).hint).toMatch(/\.$/);
  return started.problem.code;
}

describe('a sandbox that keeps its state in a folder', () => {
  it('continues where it stopped: pending callbacks arrive, received ones are not repeated', async () => {
    const first = await openSandbox({ dataDir, speed: 10 });
    await send(first.baseUrl, '+37255500000');
    await receiver.waitFor(2);
    const { id } = await send(first.baseUrl, '+37255500016');
    await receiver.waitFor(1, '/+37255500016');
    await call('PUT', `${first.controlUrl}/weather`, { latency_ms: 1 }, {});
    await eventually(async () => JSON.stringify(await list(first.controlUrl))).not.toContain(
      '"outcome":"waiting"',
    );
    const before = await list(first.controlUrl);
    await first.stop();

    const second = await openSandbox({ dataDir, speed: 10 });
    expect((await list(second.controlUrl)).messages.map((message) => message.omnimessage_id)).toEqual(
      before.messages.map((message) => message.omnimessage_id),
    );
    const late = await receiver.waitFor(2, '/+37255500016');
    expect(late.map((callback) => bodyOf(callback).status)).toEqual(['UNKNOWN', 'DELIVRD']);
    expect(receiver.whole('/+37255500000')).toHaveLength(2);
    const status = await call('GET', `${second.baseUrl}/omnimessage/${id}/status`, undefined, {
      authorization,
    });
    expect(status.body).toMatchObject({ statuses: [{ status: 'DELIVRD' }, { status: null }] });
    const weather = await call('GET', `${second.controlUrl}/weather`, undefined, {});
    expect(weather.body).toMatchObject({ latency_ms: 1, credit: '99.96' });
    await second.stop();
  });

  it('is the same after it was opened twice, including each attempt of a callback', async () => {
    const first = await openSandbox({ dataDir, speed: 200 });
    receiver.answerWith(() => (receiver.all.length % 3 === 0 ? 500 : 204));
    for (const ending of ['00', '10', '20', '30', '31', '33', '50', '77', '88']) {
      await send(first.baseUrl, `+372555000${ending}`, {
        messages: [{ channel: 'viber', text: 'Hi', ttl: 9 }],
      });
    }
    await call('PUT', `${first.controlUrl}/weather`, { prices: { EE: { sms: '1' } } }, {});
    const settled = async () => {
      const { messages } = (await list(first.controlUrl)) as unknown as {
        messages: { steps: { planned: object[] }[]; events: { callbacks: { outcome: string }[] }[] }[];
      };
      return messages.every(
        ({ steps, events }) =>
          steps.every(({ planned }) => planned.length === 0) &&
          events.every(({ callbacks }) => callbacks.every(({ outcome }) => outcome !== 'waiting')),
      );
    };
    await eventually(settled).toBe(true);
    const everything = async ({ controlUrl }: { controlUrl: string }) => [
      await list(controlUrl),
      (await call('GET', `${controlUrl}/weather`, undefined, {})).body,
    ];
    const before = await everything(first);
    await first.stop();
    for (let round = 0; round < 2; round++) {
      const again = await openSandbox({ dataDir, speed: 200 });
      expect(await everything(again)).toEqual(before);
      await again.stop();
    }
  });

  it('reports what happened while it was closed with the original times', async () => {
    const first = await openSandbox({ dataDir, speed: 10 });
    await send(first.baseUrl, '+37255500010');
    const [message] = (await list(first.controlUrl)).messages;
    await first.stop();
    const second = await openSandbox({ dataDir, speed: 10 });
    const callbacks = await receiver.waitFor(3);
    const reported = callbacks.map((callback) => {
      const { channel, status, timestamp } = bodyOf(callback);
      return `${channel} ${status} ${(Date.parse(`${timestamp}Z`) - epochOf(message?.accepted_at ?? '')) * 10}`;
    });
    expect(reported).toEqual(['viber UNDELIV 1000', 'sms ACK 1200', 'sms DELIVRD 2000']);
    await second.stop();
  });

  it('remembers scheduled and cancelled messages, refused numbers and the count of requests', async () => {
    const first = await openSandbox({ dataDir, speed: 1 });
    const time_to_send = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await send(first.baseUrl, '+37255500000', { time_to_send });
    const cancelled = await send(first.baseUrl, '+37255500000', { time_to_send });
    await call('DELETE', `${first.baseUrl}/omnimessage/${cancelled.id}`, undefined, { authorization });
    expect((await send(first.baseUrl, '+37255500042')).status).toBe(500);
    await first.stop();

    const second = await openSandbox({ dataDir, speed: 1 });
    const cancel = async (which?: string) =>
      (await call('DELETE', `${second.baseUrl}/omnimessage/${which}`, undefined, { authorization })).status;
    expect(await cancel(cancelled.id)).toBe(404);
    expect(await cancel(id)).toBe(202);
    expect((await send(second.baseUrl, '+37255500042')).status).toBe(201);
    await second.stop();
  });

  it('resends a callback that was not received before it stopped', async () => {
    receiver.answerWith(() => 503);
    const first = await openSandbox({ dataDir, speed: 1 });
    await send(first.baseUrl, '+37255500000');
    await receiver.waitFor(1);
    await first.stop();
    receiver.answerWith(() => 204);
    const second = await openSandbox({ dataDir, speed: 1 });
    const callbacks = await receiver.waitFor(3);
    expect(callbacks.map((callback) => bodyOf(callback).status)).toEqual(['ACK', 'ACK', 'DELIVRD']);
    expect(callbacks[1]?.rawBody.equals(callbacks[0]?.rawBody ?? Buffer.alloc(0))).toBe(true);
    await second.stop();
  });

  it('that is killed at any moment loses nothing that it accepted', async () => {
    const accepted = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const sandbox = await startSandboxProcess({ dataDir, speed: 20 });
      let sent = 0;
      const sending = Array.from({ length: 8 }, async (_, worker) => {
        for (let index = 0; ; index++) {
          const to = `+37255${round}${worker}${String(index).padStart(3, '0')}00`;
          const answer = await send(sandbox.baseUrl, to).catch(() => null);
          if (answer === null) return;
          expect(answer.status).toBe(201);
          accepted.add(to);
          sent++;
          // One of the senders kills it while the others are sending.
          if (sent === 20 + 13 * round) void sandbox.kill();
        }
      });
      await Promise.all(sending);
    }
    const last = await startSandboxProcess({ dataDir, speed: 20 });
    const { messages } = await list(last.controlUrl);
    const kept = new Set(messages.map(({ to }) => to));
    expect([...accepted].filter((to) => !kept.has(to))).toEqual([]);
    expect(kept.size).toBe(messages.length);
    await receiver.until(() => {
      const delivered = receiver.whole().filter((callback) => bodyOf(callback).status === 'DELIVRD');
      const to = new Set(delivered.map((callback) => bodyOf(callback).to));
      return [...accepted].every((number) => to.has(number));
    });
    await last.kill();
  });

  it('skips a last line that was cut off, and continues', async () => {
    const first = await openSandbox({ dataDir, speed: 1 });
    await send(first.baseUrl, '+37255500000');
    await first.stop();
    await appendFile(join(dataDir, 'sandbox.jsonl'), '{"type":"accepted","message":{"id":"x","to"');
    const lines: string[] = [];
    const second = await openSandbox({ dataDir, speed: 1, log: (line) => lines.push(line) });
    expect((await list(second.controlUrl)).count).toBe(1);
    await send(second.baseUrl, '+37255500100');
    await second.stop();
    expect(lines.join()).toContain('1 line');
    const third = await openSandbox({ dataDir, speed: 1, log: (line) => lines.push(line) });
    expect((await list(third.controlUrl)).count).toBe(2);
    await third.stop();
    expect(lines).toHaveLength(1);
  });

  it('is readable by its owner only', async () => {
    const sandbox = await openSandbox({ dataDir });
    expect(((await stat(dataDir)).mode & 0o777).toString(8)).toBe('700');
    for (const name of await readdir(dataDir)) {
      expect(((await stat(join(dataDir, name))).mode & 0o777).toString(8), name).toBe('600');
    }
    await sandbox.stop();
    expect((await readdir(dataDir)).sort()).toEqual(['.omnideck', 'sandbox.jsonl']);
  });

  it('stays small: finished messages are written only once, when it is opened', async () => {
    const first = await openSandbox({ dataDir, speed: 1000 });
    for (let index = 0; index < 20; index++) await send(first.baseUrl, '+37255500002');
    await receiver.waitFor(60);
    await first.stop();
    const before = (await readFile(join(dataDir, 'sandbox.jsonl'), 'utf8')).split('\n').length;
    await (await openSandbox({ dataDir })).stop();
    const after = (await readFile(join(dataDir, 'sandbox.jsonl'), 'utf8')).split('\n').length;
    expect(before).toBeGreaterThan(100);
    expect(after).toBe(1 + 20 + 1 + 1);
  });
});

describe('a sandbox folder that cannot be used', () => {
  it('is one in use by this process or by another, until that one ends', async () => {
    const mine = await openSandbox({ dataDir });
    expect(await problemOf({ port: 0, dataDir })).toBe('folder-in-use');
    await mine.stop();
    const other = await startSandboxProcess({ dataDir });
    expect(await problemOf({ port: 0, dataDir })).toBe('folder-in-use');
    await other.kill();
    expect(await problemOf({ port: 0, dataDir })).toBe(null);
  });

  it('is taken over from a dead process, or if its process id now belongs to another process', async () => {
    await mkdir(dataDir);
    const lock = join(dataDir, 'sandbox.lock');
    await writeFile(lock, '{"pid":999999999,"started":null}');
    expect(await problemOf({ port: 0, dataDir })).toBe(null);
    await writeFile(lock, 'not a lock');
    expect(await problemOf({ port: 0, dataDir })).toBe(null);
    if (process.platform !== 'linux') return;
    await writeFile(lock, JSON.stringify({ pid: process.pid, started: 'another boot/1' }));
    expect(await problemOf({ port: 0, dataDir })).toBe(null);
  });

  it('is locked by only one of several processes that start at once', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'sandbox.lock'), '{"pid":999999999,"started":null}');
    const started = await Promise.all(Array.from({ length: 8 }, () => startSandbox({ port: 0, dataDir })));
    const running = started.flatMap((one) => (one.ok ? [one.value] : []));
    expect(running).toHaveLength(1);
    await running[0]?.stop();
    expect(await readdir(dataDir)).toEqual(['sandbox.jsonl']);
  });

  it('is a file', async () => {
    await writeFile(dataDir, '');
    expect(await problemOf({ port: 0, dataDir })).toBe('folder-not-writable');
  });

  it('is one that a newer version wrote, which stays unchanged', async () => {
    await mkdir(dataDir);
    const path = join(dataDir, 'sandbox.jsonl');
    await writeFile(path, '{"type":"journal","version":3}\n');
    expect(await problemOf({ port: 0, dataDir })).toBe('folder-newer');
    expect(await readFile(path, 'utf8')).toBe('{"type":"journal","version":3}\n');
  });
});

describe('a sandbox that cannot start', () => {
  it('reports that the port is in use', async () => {
    const first = await openSandbox();
    expect(await problemOf({ port: first.port, dataDir })).toBe('port-taken');
    await first.stop();
    // It has unlocked its folder.
    expect(await problemOf({ port: 0, dataDir })).toBe(null);
  });

  it.each([
    [{ port: 70_000 }],
    [{ port: 0, speed: 0 }],
    [{ port: 0, speed: Number.NaN }],
    [{ port: 0, seed: 0.5 }],
    [{ port: 0, username: 'a:b' }],
  ])('reports an invalid option: %j', async (options) => {
    expect(await problemOf(options)).toBe('bad-option');
  });
});
