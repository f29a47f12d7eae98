/**
 * Measures how many messages per second the sandbox accepts from our outbox (each with a row, an attempt and
 * an outcome on disk, and its own connection), compared with a bare loop that posts the same bodies with
 * undici at the same concurrency. The sandbox is a separate process; both are measured in turn, in several
 * rounds of one run. A sample is one message.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { newCallbackToken, newLocalId } from '../../electron/engine/ids.ts';
import { toOmnimessage } from '../../shared/messaging/compose.ts';
import type { AccountId, E164 } from '../../shared/messaging/types.ts';
import { openConsole } from '../helpers/open-console.ts';
import { type SandboxProcess, startSandboxProcess } from '../helpers/sandbox-process.ts';
import type { BenchOptions, Row } from './rows.ts';
import { median, round } from './statistics.ts';

const full = { warmUps: 1, rounds: 3, messages: 1_500 };
const small = { warmUps: 0, rounds: 1, messages: 40 };
/** The concurrency of the outbox. */
const concurrency = 16;
const draft = { steps: [{ channel: 'sms' as const, text: 'Your parcel is at the locker.' }] };

/** One way to send messages. @returns messages per second */
type Way = (
  sandbox: SandboxProcess,
  place: { readonly folder: string; readonly seed: number; readonly messages: number },
) => Promise<number>;

export async function bench({ short }: BenchOptions): Promise<Row[]> {
  const { warmUps, rounds, messages } = short ? small : full;
  const ours: number[] = [];
  const bare: number[] = [];
  const kept: number[] = [];
  for (let index = 0; index < warmUps + rounds; index += 1) {
    const measured = {
      bare: await inFreshSandbox(bareLoop(false), index, messages),
      kept: await inFreshSandbox(bareLoop(true), index, messages),
      ours: await inFreshSandbox(outbox, index, messages),
    };
    // The first round warms up.
    if (index < warmUps) continue;
    bare.push(measured.bare);
    kept.push(measured.kept);
    ours.push(measured.ours);
  }
  const row = (what: string, baselineOf: string, baseline: readonly number[]): Row => ({
    what,
    baselineOf,
    unit: 'a second',
    ours: round(median(ours), 0),
    baseline: round(median(baseline), 0),
    ratio: round(median(ours) / median(baseline)),
    samples: messages * ours.length,
    target: null,
  });
  return [
    {
      ...row('messages sent', 'a bare loop, a connection for each', bare),
      target: { of: 'ratio', atLeast: 0.7 },
    },
    row('messages sent, compared with kept connections', 'a bare loop, kept connections', kept),
  ];
}

async function inFreshSandbox(way: Way, seed: number, messages: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-bench-'));
  const sandbox = await startSandboxProcess({ dataDir: join(folder, 'sandbox') });
  try {
    // Only sending is measured: no reports are sent back meanwhile.
    await fetch(`${sandbox.controlUrl}/weather`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ callbacks: 'dropped' }),
    });
    return await way(sandbox, { folder, seed, messages });
  } finally {
    await sandbox.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function recipient(seed: number, index: number): E164 {
  return `+3725${seed}${String(index).padStart(4, '0')}00` as E164;
}

function bareLoop(keepAlive: boolean): Way {
  return async (sandbox, { seed, messages }) => {
    const url = new URL(`${sandbox.baseUrl}/omnimessage`);
    const pool = new Pool(url.origin, { connections: concurrency, pipelining: keepAlive ? 1 : 0 });
    const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
    let next = 0;
    const one = async (): Promise<void> => {
      for (let index = next++; index < messages; index = next++) {
        const body = toOmnimessage(draft, {
          to: recipient(seed, index),
          dlrUrl: `http://127.0.0.1:9/dlr/${'a'.repeat(32)}/${'b'.repeat(16)}`,
        });
        const answer = await pool.request({
          method: 'POST',
          path: url.pathname,
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify(body),
        });
        await answer.body.json();
        if (answer.statusCode !== 201) throw new Error(`answered ${answer.statusCode}`);
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: concurrency }, one));
    const seconds = (performance.now() - began) / 1000;
    await pool.close();
    return messages / seconds;
  };
}

const outbox: Way = async (sandbox, { folder, seed, messages }) => {
  const console_ = await openConsole(join(folder, 'console'), { callbackPort: 0 });
  const { store, registry } = console_.parts;
  const accountId = 'benchaccount' as AccountId;
  await store.write('setPause', {
    pause: {
      reason: 'person',
      problem: { code: 'paused', field: null, message: 'Paused.', hint: '' },
      at: 0,
    },
  });
  await store.write('addAccount', {
    id: accountId,
    kind: 'messente',
    token: newCallbackToken(),
    now: Date.now(),
    values: {
      name: 'Bench',
      colour: 'blue',
      username: 'demo',
      baseUrl: sandbox.baseUrl,
      plainUrl: sandbox.baseUrl.replace(/\/v1$/u, ''),
      backupPlainUrl: null,
      textStore: 'nostore',
      passwordSet: true,
      wabaId: null,
      telegram: false,
    },
  });
  await (await console_.parts.secrets()).set(accountId, 'demo');
  await registry.reload();
  await store.write('createMessages', {
    now: Date.now(),
    accountId,
    batchId: 'bench',
    requestKey: 'bench-send',
    draft,
    messages: Array.from({ length: messages }, (_, index) => ({
      id: newLocalId(),
      to: recipient(seed, index),
      country: 'EE',
    })),
    resendOf: null,
  });
  const done = Promise.withResolvers<void>();
  const off = store.onChange(async () => {
    const { byState } = await store.read('countMessages', { accountId });
    if ((byState.pending ?? 0) === messages) done.resolve();
  });
  const began = performance.now();
  await store.write('setPause', { pause: null });
  console_.parts.outbox.wake();
  await done.promise;
  const seconds = (performance.now() - began) / 1000;
  off();
  await console_.stop();
  return messages / seconds;
};
