/**
 * Measures how many durable, signed callbacks per second the real server receives: raw bytes stored,
 * signature verified, folded, committed with synchronous=FULL, and only then answered. Compared with a bare
 * node:http server that reads the same bodies and answers 204. Each server is a separate process; both are
 * measured in turn, in several rounds of one run. With 16 at once the disk decides: no more than 16 reports can share a
 * commit, so the same rounds also measure a bare loop that commits 16 rows at a time with synchronous=FULL. A sample is
 * one callback.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { type Connection, openConnection } from '../../electron/engine/db/connection.ts';
import type { BenchOptions, Row } from './rows.ts';
import { figure, median, percentile, round } from './statistics.ts';

const kinds = ['bare', 'unkept', 'full'] as const;
type Kind = (typeof kinds)[number];
type Host = { child: ChildProcess; port: number; token: string; ids: string[] };
type Round = { perSecond: number; p50: number; p99: number };

const full = { rounds: 4, messagesARound: 2_000 };
const small = { rounds: 1, messagesARound: 20 };
type Size = typeof full;
/**
 * A commit waits for the disk once per group, so the number of concurrent requests matters: a few, and as
 * many as in a busy hour.
 */
const concurrencies = [16, 128] as const;
const statuses = ['ACK', 'DELIVRD', 'SEEN'] as const;

export async function bench({ short }: BenchOptions): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-bench-'));
  const disk = openConnection(join(folder, 'rows.db'), 'write');
  disk.exec('CREATE TABLE report (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT');
  try {
    return await measureAll(short ? small : full, disk);
  } finally {
    disk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureAll(size: Size, disk: Connection): Promise<Row[]> {
  const hosts = new Map<Kind, Host>();
  for (const kind of kinds) hosts.set(kind, await startHost(kind, size));
  const measured = [];
  try {
    for (const [order, connections] of concurrencies.entries()) {
      const firstRound = order * (size.rounds + 1);
      measured.push(await compare(hosts, disk, { ...size, connections, firstRound }));
    }
  } finally {
    for (const host of hosts.values()) host.child.kill();
  }
  for (const one of measured) print(one);
  return measured.flatMap(({ connections, bare, committed, ratio, samples, ceiling, ceilingRatio }) => {
    const row = {
      what: `delivery reports stored, ${connections} at once`,
      baselineOf: 'a bare node:http server',
      unit: 'a second',
      ours: committed.per_second,
      baseline: bare.per_second,
      ratio,
      samples,
    };
    if (connections !== rowsACommit) return [{ ...row, target: { of: 'ratio', atLeast: 0.5 } }];
    const ofDisk = {
      baselineOf: `a bare loop that commits ${rowsACommit} rows at a time`,
      baseline: ceiling,
      ratio: ceilingRatio,
    };
    return [
      { ...row, target: null },
      { ...row, ...ofDisk, target: { of: 'ratio', atLeast: 0.7 } },
    ] satisfies Row[];
  });
}

/** As many rows as reports can share a commit if 16 are sent at once. */
const rowsACommit = 16;

/** Inserts as many rows as a round has reports. @returns rows a second */
function commitRows(disk: Connection, { messagesARound }: Size): number {
  const insert = disk.prepare('INSERT INTO report (body) VALUES (?)');
  const bodies = requestsOf('x').map(({ body }) => Buffer.from(body));
  const commit = disk.transaction(() => {
    for (let index = 0; index < rowsACommit; index += 1) insert.run(bodies[index % bodies.length]);
  });
  const commits = Math.ceil((messagesARound * statuses.length) / rowsACommit);
  const began = performance.now();
  for (let index = 0; index < commits; index += 1) commit();
  return (commits * rowsACommit) / ((performance.now() - began) / 1000);
}

type Load = Size & { readonly connections: number; readonly firstRound: number };

/** Sends requests to each server in turn, round by round. The first round warms them up. */
async function compare(hosts: ReadonlyMap<Kind, Host>, disk: Connection, load: Load) {
  const { connections, rounds, messagesARound } = load;
  const results = new Map<Kind, Round[]>(kinds.map((kind) => [kind, []]));
  const ceilings: number[] = [];
  for (let index = 0; index <= rounds; index += 1) {
    for (const [kind, host] of hosts) {
      const measured = await drive(host, load, index);
      if (index > 0) results.get(kind)?.push(measured);
    }
    if (index > 0) ceilings.push(commitRows(disk, load));
  }
  const summary = (kind: Kind) => {
    const measured = results.get(kind) ?? [];
    return {
      per_second: round(median(measured.map((one) => one.perSecond)), 0),
      p50_ms: round(median(measured.map((one) => one.p50))),
      p99_ms: round(median(measured.map((one) => one.p99))),
      rounds: measured.map((one) => Math.round(one.perSecond)),
    };
  };
  const [bare, unkept, committed] = [summary('bare'), summary('unkept'), summary('full')];
  const ceiling = round(median(ceilings), 0);
  return {
    connections,
    ceiling,
    ceilingRatio: figure(committed.per_second / ceiling),
    ratio: figure(committed.per_second / bare.per_second),
    samples: rounds * messagesARound * statuses.length,
    ratio_nothing_kept: round(unkept.per_second / bare.per_second),
    bare,
    unkept,
    committed,
  };
}

function print(one: Awaited<ReturnType<typeof compare>>): void {
  const time = (rate: number): number => round(1e6 / rate, 1);
  const [bare, unkept, committed] = [one.bare, one.unkept, one.committed].map(({ per_second }) =>
    time(per_second),
  );
  console.log(`${one.connections} at once`);
  console.log(`  bare node:http       ${one.bare.per_second}/s, p99 ${one.bare.p99_ms} ms`);
  console.log(
    `  ours, nothing kept   ${one.unkept.per_second}/s, p99 ${one.unkept.p99_ms} ms (ratio ${one.ratio_nothing_kept})`,
  );
  console.log(
    `  ours, committed      ${one.committed.per_second}/s, p99 ${one.committed.p99_ms} ms (ratio ${one.ratio})`,
  );
  console.log(
    `  where a callback's time goes, µs: the bare server ${bare}; routing, limits and signature ${round((unkept ?? 0) - (bare ?? 0), 1)}; the store (raw bytes, event, fold, commit) ${round((committed ?? 0) - (unkept ?? 0), 1)}`,
  );
}

async function startHost(kind: Kind, { rounds, messagesARound }: Size): Promise<Host> {
  const count = messagesARound * (rounds + 1) * concurrencies.length;
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('callback-host.ts', import.meta.url)), kind, String(count)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('no standard output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { port: number; token: string; ids: string[] }) };
}

async function drive(host: Host, load: Load, index: number): Promise<Round> {
  const { connections, messagesARound } = load;
  const from = (load.firstRound + index) * messagesARound;
  const ids = host.ids.slice(from, from + messagesARound);
  const work = ids.flatMap((id) => requestsOf(id));
  const pool = new Pool(`http://127.0.0.1:${host.port}`, { connections, pipelining: 1 });
  const latencies: number[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    for (let item = work[next++]; item !== undefined; item = work[next++]) {
      const began = performance.now();
      const answer = await pool.request({
        method: 'POST',
        path: `/dlr/${host.token}/${item.id}`,
        headers: { 'content-type': 'application/json', 'x-messente-signature': item.signature },
        body: item.body,
      });
      await answer.body.dump();
      if (answer.statusCode >= 300) throw new Error(`answered ${answer.statusCode}`);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return {
    perSecond: work.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

/** Created before the clock starts, because the load is the sending, not the signing. */
function requestsOf(id: string): { id: string; body: string; signature: string }[] {
  const omnimessageId = randomUUID();
  const messageId = randomUUID();
  return statuses.map((status, index) => {
    const body = JSON.stringify({
      status,
      sender: 'Northwind',
      err: 0,
      message_id: messageId,
      to: '+3725555555',
      channel: 'viber',
      error: null,
      omnimessage_id: omnimessageId,
      timestamp: `2026-02-04T08:09:4${index}.389630`,
      price_info: { part_price: '0.045', parts_count: 1, total_price: '0.045' },
    });
    return { id, body, signature: createHmac('sha256', 'demo').update(body).digest('hex') };
  });
}
