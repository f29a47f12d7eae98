/**
 * Measures how many messages per second the sandbox accepts from our outbox (each with a row, an attempt and
 * an outcome on disk, and its own connection), compared with a bare loop that posts the same bodies with
 * undici at the same concurrency. The sandbox is a separate process; both are measured in turn, in several
 * rounds of one run.
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
import { median, round } from './statistics.ts';

const rounds = 3;
const messages = 1_500;
/** The concurrency of the outbox. */
const concurrency = 16;
const draft = { steps: [{ channel: 'sms' as const, text: 'Your parcel is at the locker.' }] };

type Way = (sandbox: SandboxProcess, folder: string, seed: number) => Promise<number>;

export async function bench() {
  const ours: number[] = [];
  const bare: number[] = [];
  const kept: number[] = [];
  for (let index = 0; index <= rounds; index += 1) {
    const measured = {
      bare: await inFreshSandbox(bareLoop(false), index),
      kept: await inFreshSandbox(bareLoop(true), index),
      ours: await inFreshSandbox(outbox, index),
    };
    // The first round warms up.
    if (index === 0) continue;
    bare.push(measured.bare);
    kept.push(measured.kept);
    ours.push(measured.ours);
  }
  const ratio = round(median(ours) / median(kept));
  const fair = round(median(ours) / median(bare));
  console.log(`bare loop, keep-alive connections      ${round(median(kept), 0)}/s`);
  console.log(`bare loop, a connection for each       ${round(median(bare), 0)}/s`);
  console.log(`our outbox, a connection for each      ${round(median(ours), 0)}/s`);
  console.log(`ratio ${ratio} over keep-alive, ${fair} over a connection for each; Messente takes 150/s.`);
  return {
    bench: 'send',
    ratio,
    ratio_over_fresh_connections: fair,
    concurrency,
    outbox_per_second: round(median(ours), 0),
    bare_per_second: round(median(kept), 0),
    bare_fresh_connections_per_second: round(median(bare), 0),
  };
}

async function inFreshSandbox(way: Way, seed: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-bench-'));
  const sandbox = await startSandboxProcess({ dataDir: join(folder, 'sandbox') });
  try {
    // Only sending is measured: no reports are sent back meanwhile.
    await fetch(`${sandbox.controlUrl}/weather`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ callbacks: 'dropped' }),
    });
    return await way(sandbox, folder, seed);
  } finally {
    await sandbox.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function recipient(seed: number, index: number): E164 {
  return `+3725${seed}${String(index).padStart(4, '0')}00` as E164;
}

function bareLoop(keepAlive: boolean): Way {
  return async (sandbox, _folder, seed) => {
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

async function outbox(sandbox: SandboxProcess, folder: string, seed: number): Promise<number> {
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
}
