/** Checks of this computer: the disk, the database, the signature algorithm, the callback server. */

import { randomUUID } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import { openToOthers } from '../../data-folder-claim.ts';
import { isDamage } from '../../db/store-problems.ts';
import type { Store } from '../../store.ts';
import { type CallbackServer, probeAddress, verifySignature } from '../reports/index.ts';
import type { Finding } from './finding.ts';

const megabyte = 1024 * 1024;
const littleRoom = 500 * megabyte;
const noRoom = 50 * megabyte;

/** Checks the free space, that a file can be written and synced, and that nobody else can read the folder. */
export async function checkDisk(folder: string): Promise<Finding> {
  const file = join(folder, `doctor-${randomUUID()}`);
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.write('x');
      await handle.sync();
    } finally {
      await handle.close();
      await rm(file, { force: true });
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return {
      state: 'failed',
      found: doctorPhrase('folder-not-writable'),
      problem: doctorProblem('doctor-disk', { words }),
    };
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const size =
    free >= 1024 * megabyte
      ? `${(free / (1024 * megabyte)).toFixed(1)} GB`
      : `${Math.floor(free / megabyte)} MB`;
  const found = doctorPhrase('room', { size });
  if (free >= littleRoom) {
    const open = openToOthers(folder);
    return { state: open === null ? 'ok' : 'warning', found, problem: open };
  }
  return {
    state: free < noRoom ? 'failed' : 'warning',
    found,
    problem: doctorProblem('doctor-room', { size }),
  };
}

export async function checkDatabase({
  store,
  damaged,
}: {
  readonly store: Store;
  readonly damaged: () => Promise<Problem>;
}): Promise<Finding> {
  const health = await store.read('databaseHealth', {}).catch((error: unknown) => {
    if (isDamage(error)) return null;
    throw error;
  });
  if (health !== null && health.faults.length === 0) {
    const { bytes, version } = health;
    const size = bytes >= megabyte ? `${Math.round(bytes / megabyte)} MB` : `${Math.round(bytes / 1024)} kB`;
    return { state: 'ok', found: doctorPhrase('database-whole', { size, version }), problem: null };
  }
  const fault = health?.faults[0];
  return {
    state: 'failed',
    found:
      fault === undefined ? doctorPhrase('database-unreadable') : doctorPhrase('database-damaged', { fault }),
    problem: await damaged(),
  };
}

/** Checks a signature with a known result (RFC 4231, test case 2), and the same with one bit changed. */
export function checkSignature(): Finding {
  const body = Buffer.from('what do ya want for nothing?');
  const good = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const passwords = { kind: 'known', current: 'Jefe', earlier: [] } as const;
  const right = verifySignature(body, good, passwords).kind === 'verified';
  const wrong = verifySignature(body, good.replace(/^5/u, '4'), passwords).kind === 'forged';
  if (right && wrong) return { state: 'ok', found: doctorPhrase('signature-known'), problem: null };
  return {
    state: 'failed',
    found: doctorPhrase('signature-wrong'),
    problem: doctorProblem('doctor-signature'),
  };
}

/** Checks that the callback server answers on this computer, on its own port. */
export async function checkCallbacksHere(callbacks: CallbackServer): Promise<Finding> {
  const probe = callbacks.expectProbe();
  const why = await probeAddress({
    publicUrl: callbacks.localUrl,
    probe,
    connectTo: null,
    timeoutMs: 5_000,
    signal: AbortSignal.timeout(6_000),
  });
  probe.forget();
  if (why === null)
    return { state: 'ok', found: doctorPhrase('answers', { port: callbacks.port }), problem: null };
  return {
    state: 'failed',
    found: doctorPhrase('no-answer', { port: callbacks.port }),
    problem: doctorProblem('doctor-callbacks'),
  };
}
