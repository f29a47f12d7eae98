/**
 * Messente's blacklists after any history of opt-outs, answers, decisions, changes in the Dashboard, failures and crashes: with the
 * real statements, client and sandbox. An entry of somebody else is never deleted, and nobody is written to before what was
 * written for the opt-out is gone. Whose an entry is, is known to the gate in front of the sandbox, not to Omnideck.
 *
 * One thing cannot be known: somebody deletes Omnideck's entry and adds the number again between two readings. So here a reading
 * follows each deletion in the Dashboard.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { digestOf } from '../../electron/engine/db/number-digest.ts';
import { createContext, emptyChanges, type WriteContext } from '../../electron/engine/db/write-context.ts';
import { createEvents } from '../../electron/engine/events.ts';
import type { Registry } from '../../electron/engine/features/accounts/registry.ts';
import { startBlacklists } from '../../electron/engine/features/consent/blacklists.ts';
import {
  addDoNotSend,
  liftByReply,
  removeDoNotSend,
} from '../../electron/engine/features/consent/sql/do-not-send.ts';
import { createMessenteClient } from '../../electron/engine/messente/client.ts';
import { parseEndpoint } from '../../electron/engine/messente/endpoint.ts';
import { operations, queries } from '../../electron/engine/sql-registry.ts';
import type { Store } from '../../electron/engine/store.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { type BlacklistGate, type Mishap, startBlacklistGate } from '../helpers/blacklist-gate.ts';
import { must, openTestSandbox } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { openMigrated } from '../helpers/migrated-database.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const numbers = ['+37255500001', '+37255500002'] as E164[];
const users = ['demo', 'other'] as const;
const key = 'ab'.repeat(32);
const by = { kind: 'rule', name: 'answers' } as const;

const anyStep = fc.record({
  what: fc.constantFrom(
    ...(['STOP', 'STOP', 'STOP', 'START', 'START', 'START', 'add', 'remove', 'somebody deletes'] as const),
    ...(['somebody adds', 'somebody adds', 'read', 'crash'] as const),
  ),
  // Mostly one person and one account, so that the steps meet.
  who: fc.constantFrom(0, 0, 0, 1),
  user: fc.constantFrom('demo' as const, 'demo' as const, 'other' as const),
  /** Whether Omnideck works after it, or the next step comes first. */
  works: fc.constantFrom(true, true, true, false),
  /** What happens to the next changes of the blacklist, in their order; a crash: the process ends before the answer. */
  mishaps: fc.array(
    fc.record({
      how: fc.constantFrom<Mishap>(
        ...(['pass', 'busy', 'error-before', 'error-after', 'cut-before', 'cut-after', 'cut-after'] as const),
        ...(['crash-before', 'crash-after', 'crash-after'] as const),
      ),
      /** Somebody adds the number before the answer: before the change if it is not made, after it otherwise. */
      isAdded: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** Performs one call of the writer. */
function write<T>(db: Connection, now: number, work: (context: WriteContext) => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work(createContext(db, emptyChanges(), { by, at: now }));
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** A process that works on the database until it is killed: from then on nothing that it does has an effect. */
function startProcess(db: Connection, gate: BlacklistGate, now: () => number) {
  let isKilled = false;
  const never = new Promise<never>(() => undefined);
  const call = async (table: object, name: string, input: unknown) => {
    if (isKilled) return never;
    const statement = Reflect.get(table, name) as (context: WriteContext, input: unknown) => unknown;
    return write(db, now(), (context) => statement(context, input));
  };
  const store = {
    read: (name: string, input: unknown) => call(queries, name, input),
    write: (name: string, input: unknown) => call(operations, name, input),
  } as unknown as Store;
  const accounts = queries.listAccounts(createContext(db, emptyChanges()), {});
  const endpoint = must(parseEndpoint(gate.baseUrl));
  const clients = new Map(
    accounts.map(({ id, username }) => [
      id,
      createMessenteClient({ endpoint, credentials: () => ({ username, password: 'demo' }), now }),
    ]),
  );
  const registry: Pick<Registry, 'all' | 'clientToCancel'> = {
    all: () => accounts,
    clientToCancel: (id) => clients.get(id) ?? null,
  };
  const failures: unknown[] = [];
  const noteFailure = (_: string, error: unknown) => void failures.push(error);
  const workers: { start(): unknown; stop(): Promise<unknown> }[] = [];
  const blacklists = startBlacklists(
    {
      ...{ store, now, noteFailure, events: createEvents(noteFailure) },
      registry: registry as Registry,
      // No wait between two tries.
      random: () => 0,
    },
    { worker: (worker) => void workers.push(worker), onStop: () => undefined },
  );
  for (const worker of workers) worker.start();
  return {
    blacklists,
    failures,
    isKilled: () => isKilled,
    kill: () => {
      isKilled = true;
    },
    stop: () => Promise.all(workers.map((worker) => worker.stop())),
  };
}

/** A database with accounts that have written to both people. */
function openDatabase(file: string, gate: BlacklistGate): Connection {
  const db = openMigrated(file);
  write(db, 1, ({ run }) => {
    for (const user of users) {
      run(
        `INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, password_set, created_at)
         VALUES (?1, ?1, 'messente', '', ?1, ?2, ?2, 'nostore', 1, 0)`,
        ...[user, gate.baseUrl],
      );
      for (const number of numbers)
        run(
          `INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, accepted_at)
           VALUES (?, ?, 'b', ?, ?, '{}', '', 'delivered', 1, 1)`,
          ...[`${user}${number}`, user, user, number],
        );
    }
  });
  return db;
}

async function play(history: readonly Step[], gate: BlacklistGate): Promise<void> {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'omnideck.db'), gate);
  let now = Date.parse('2026-11-01T08:00:00Z');
  const clock = () => now;
  let running = startProcess(db, gate, clock);
  /** Answers START that wait for blacklists, as the inbound messages store them. */
  let starts: { readonly number: E164; readonly at: number }[] = [];
  const change = <T>(work: (context: WriteContext) => T): T => write(db, now, work);
  function applyStarts(): void {
    starts = starts.filter(({ number, at }) => {
      const end = change((context) =>
        liftByReply(context, {
          ...{ number, at, now, by, wording: 'START', isSimulated: false },
          digest: digestOf(number, key),
        }),
      );
      if (end === 'lifted')
        for (const user of users)
          expect(gate.own.has(`${user} ${number}`), `${number} lifted, and on the blacklist of ${user}`).toBe(
            false,
          );
      return end === 'waiting';
    });
  }
  /** Works until nothing changes, or the process is killed and started again. */
  async function work(what: 'tried' | 'read'): Promise<void> {
    const killed = new Promise<void>((resolve) => {
      gate.onCrash(() => {
        running.kill();
        resolve();
      });
    });
    await Promise.race([running.blacklists[what](), killed]);
    gate.onCrash(null);
    if (running.isKilled()) running = startProcess(db, gate, clock);
    applyStarts();
  }

  for (const { what, who, user, works, mishaps } of history) {
    now += 60_000;
    const number = numbers[who] ?? ('' as E164);
    const queue = [...mishaps];
    const somebodyAdds = async (): Promise<void> => {
      for (const one of users) await gate.dashboard({ add: [number] }, one);
    };
    gate.set(async () => {
      const { how, isAdded } = queue.shift() ?? { how: 'pass' as const, isAdded: false };
      const isMade = how === 'pass' || how.endsWith('-after');
      gate.setBetween(isAdded && isMade ? somebodyAdds : null);
      if (isAdded && !isMade) await somebodyAdds();
      return how;
    });
    if (what === 'STOP')
      change((context) => addDoNotSend(context, { numbers: [number], reason: 'STOP', source: 'reply', now }));
    if (what === 'add')
      change((context) => addDoNotSend(context, { numbers: [number], reason: null, source: 'person', now }));
    if (what === 'remove')
      change((context) => removeDoNotSend(context, { number, digest: digestOf(number, key), now }));
    if (what === 'START') {
      starts.push({ number, at: now });
      applyStarts();
    }
    if (what === 'somebody adds') await gate.dashboard({ add: [number] }, user);
    if (what === 'somebody deletes') {
      await gate.dashboard({ remove: [number] }, user);
      queue.length = 0;
      await work('read');
    }
    if (what === 'crash') {
      running.kill();
      running = startProcess(db, gate, clock);
    }
    if (what === 'read') await work('read');
    if (works) await work('tried');
    expect(gate.wrongDeletions, what).toEqual([]);
  }
  gate.set(() => 'pass');
  gate.setBetween(null);
  // A retry follows in a few tries; a wait of more is over after an hour.
  for (let round = 0; round < 6; round += 1) {
    now += 3_600_000;
    await work('read');
  }
  expect(gate.wrongDeletions).toEqual([]);
  expect(starts).toEqual([]);
  expect(running.failures).toEqual([]);
  for (const number of numbers) {
    const isListed = db.prepare('SELECT 1 FROM do_not_send WHERE number = ?').get(number) !== undefined;
    // Nothing that Omnideck is sure to have written outlives the opt-out.
    const written = db.prepare(`SELECT count(*) AS n FROM blacklist_order WHERE number = ?`).get(number) as {
      n: number;
    };
    if (!isListed) expect(written.n, `orders about ${number}`).toBe(0);
  }
  running.kill();
  db.close();
  rmSync(folder, { recursive: true, force: true });
}

it('no entry of somebody else is ever deleted, and no opt-out ends before what was written for it is gone', async () => {
  const sandbox = await openTestSandbox();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 14 }), async (history) => {
      await fetch(`${sandbox.controlUrl}/reset`, { method: 'POST' });
      await fetch(`${sandbox.controlUrl}/accounts/other`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      const gate = await startBlacklistGate(sandbox);
      try {
        await play(history, gate);
      } finally {
        await gate.close();
      }
    }),
    { numRuns: count({ short: 60, long: 1_000 }), seed: seed() },
  );
});
