/** The checks that belong to no feature: the console's parts, the data folder's disk, the database. */

import { randomUUID } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../../shared/error-message.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import { openToOthers } from '../../data-folder-claim.ts';
import { isDamage } from '../../db/store-problems.ts';
import type { DeclaredChecks, Finding } from '../../doctor-check.ts';
import type { Health } from '../../health.ts';
import type { Store } from '../../store.ts';

export type EngineNeeds = {
  readonly store: Store;
  readonly about: { readonly folder: string; readonly version: string };
  readonly health: Health;
  readonly damaged: () => Promise<Problem>;
  readonly logTrouble: () => string | null;
};

export function engineChecks(needs: EngineNeeds): DeclaredChecks {
  return {
    parts: () => checkParts(needs),
    disk: () => checkDisk(needs.about.folder),
    database: () => checkDatabase(needs),
  };
}

const megabyte = 1024 * 1024;
const littleRoom = 500 * megabyte;
const noRoom = 50 * megabyte;

/** Checks the free space, that a file can be written and synced, and that nobody else can read the folder. */
async function checkDisk(folder: string): Promise<Finding> {
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
    const reason = errorMessage(error);
    return {
      state: 'failed',
      found: doctorPhrase('folder-not-writable'),
      problem: doctorProblem('doctor-disk', { reason }),
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

async function checkDatabase({ store, damaged }: EngineNeeds): Promise<Finding> {
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

/** Returns whether all parts of the console run, and its log can be written. */
function checkParts({ health, logTrouble }: EngineNeeds): Finding {
  const [worst, ...others] = health.troubles();
  if (worst !== undefined) {
    return {
      state: worst.kind === 'lasting' && worst.problem.code !== 'database-gone' ? 'warning' : 'failed',
      found: doctorPhrase('codes', {
        codes: [worst, ...others].map(({ problem: why }) => why.code).join(', '),
      }),
      problem: worst.problem,
    };
  }
  const lost = logTrouble();
  if (lost === null) return { state: 'ok', found: doctorPhrase('all-run'), problem: null };
  return {
    state: 'warning',
    found: doctorPhrase('log-lost', { code: lost }),
    problem: doctorProblem('doctor-log', { lost }),
  };
}
