/**
 * Tests that a console that cannot start reports why, closes what it has opened, and unlocks the data folder.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { takeFolder } from '../../electron/engine/db/folder-lock.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { type ConsoleOptions, startConsole } from '../../electron/engine/start.ts';
import type { Result } from '../../shared/messaging/problem.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import {
  codeOf,
  consoleWithSandbox,
  isFree,
  openConsole,
  openResources,
} from '../helpers/console-fixture.ts';
import { lockDatabase } from '../helpers/database-locker.ts';
import { workers } from '../helpers/engine-files.ts';
import { inEnglish } from '../helpers/english.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { freePort } from '../helpers/scripted-messente.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/** The step of the start that throws: the name of the function that creates a part, or `name.method`. */
const fault = vi.hoisted(() => {
  const state = { at: '' };
  const failAt = (step: string): void => {
    if (state.at === step) throw new Error(`${step} was made to fail`);
  };
  type Make = (...words: never[]) => unknown;
  const faulty = (step: string, make: Make, methods: readonly string[]): Make => {
    const spoil = (part: unknown): unknown => {
      if (typeof part !== 'object' || part === null) return part;
      const spoilt = methods.flatMap((name) => {
        const method: unknown = Reflect.get(part, name);
        if (typeof method !== 'function') return [];
        const failing = async (...words: unknown[]): Promise<unknown> => {
          failAt(`${step}.${name}`);
          return Reflect.apply(method, part, words);
        };
        return [[name, failing]];
      });
      return Object.assign(part, Object.fromEntries(spoilt));
    };
    return (...words) => {
      failAt(step);
      const made = make(...words);
      return made instanceof Promise ? made.then(spoil) : spoil(made);
    };
  };
  const spoilModule = async (
    original: () => Promise<unknown>,
    makers: Readonly<Record<string, readonly string[]>>,
  ): Promise<Record<string, unknown>> => {
    const module = { ...((await original()) as Record<string, Make>) };
    for (const [name, methods] of Object.entries(makers)) {
      const make = module[name];
      if (make === undefined) throw new Error(`there is no ${name}`);
      module[name] = faulty(name, make, methods);
    }
    return module;
  };
  return { state, spoilModule };
});

vi.mock('../../electron/engine/log.ts', (original) => fault.spoilModule(original, { openLog: [] }));
vi.mock('../../electron/engine/features/backups/backups-folder.ts', (original) =>
  fault.spoilModule(original, { tidyBackups: [] }),
);
vi.mock('../../electron/engine/features/backups/unfinished.ts', (original) =>
  fault.spoilModule(original, { tidyUnfinished: [] }),
);
vi.mock('../../electron/engine/db/replaceable-store.ts', (original) =>
  fault.spoilModule(original, { openReplaceableStore: [] }),
);
vi.mock('../../electron/engine/features/settings/settings.ts', (original) =>
  fault.spoilModule(original, { readSettings: [] }),
);
vi.mock('../../electron/engine/features/accounts/registry.ts', (original) =>
  fault.spoilModule(original, { createRegistry: ['reload'] }),
);
vi.mock('../../electron/engine/features/reports/server.ts', (original) =>
  fault.spoilModule(original, { startCallbackServer: [] }),
);
vi.mock('../../electron/engine/features/reports/tunnel/replaceable-tunnel.ts', (original) =>
  fault.spoilModule(original, { createReplaceableTunnel: ['start'] }),
);
vi.mock('../../electron/engine/features/messages/outbox.ts', (original) =>
  fault.spoilModule(original, { createOutbox: ['start'] }),
);
vi.mock('../../electron/engine/features/messages/polling/poller.ts', (original) =>
  fault.spoilModule(original, { createReconciler: [] }),
);
vi.mock('../../electron/engine/features/privacy/retention.ts', (original) =>
  fault.spoilModule(original, { createRetention: [] }),
);
vi.mock('../../electron/engine/changes.ts', (original) => fault.spoilModule(original, { createChanges: [] }));
vi.mock('../../electron/engine/features/runs/runner.ts', (original) =>
  fault.spoilModule(original, { createRunner: ['start'] }),
);
vi.mock('../../electron/engine/features/backups/backups.ts', (original) =>
  fault.spoilModule(original, { createBackups: [] }),
);
vi.mock('../../electron/engine/router.ts', (original) =>
  fault.spoilModule(original, { createContractRouter: [] }),
);
vi.mock('../../electron/engine/local-socket/host.ts', (original) =>
  fault.spoilModule(original, { startControlHost: [] }),
);
vi.mock('../../electron/engine/sandbox/sandbox.ts', (original) =>
  fault.spoilModule(original, { startSandbox: [] }),
);

const steps = [
  'openLog',
  'tidyBackups',
  'tidyUnfinished',
  'openReplaceableStore',
  'readSettings',
  'createRegistry',
  'createRegistry.reload',
  'startCallbackServer',
  'createReplaceableTunnel',
  'createReplaceableTunnel.start',
  'createOutbox',
  'createOutbox.start',
  'createReconciler',
  'createRetention',
  'createChanges',
  'createRunner',
  'createRunner.start',
  'createBackups',
  'createContractRouter',
  'startControlHost',
];

function tryToStart(options: Partial<ConsoleOptions> & { readonly folder: string }) {
  return startConsole({
    shell: 'headless',
    version: 'test',
    workers,
    passphrase: testPassphrase,
    keyring: () => Promise.resolve(null),
    callbackPort: null,
    tunnel: null,
    tunnelHost: null,
    lockWaitMs: 50,
    ...options,
  });
}

function listens(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen({ host, port }, () => server.close(() => resolve(false)));
  });
}

async function expectNothingLeft(folder: string, port: number | null = null): Promise<void> {
  expect(isFree(folder), 'the folder is free').toBe(true);
  if (port !== null) expect(await listens(port, '127.0.0.1')).toBe(false);
  expect(existsSync(join(folder, 'omnideck.db-wal')), 'the database is closed').toBe(false);
}

function problemOf(result: Result<unknown>) {
  if (result.ok) throw new Error('it started');
  return result.problem;
}

function folderWith(settings: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  migrate(join(folder, 'omnideck.db'), migrations).close();
  const db = new Database(join(folder, 'omnideck.db'));
  const put = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  for (const pair of Object.entries(settings)) put.run(...pair);
  db.close();
  return folder;
}

describe('a console whose start fails', () => {
  it.each(steps)('in %s shows a message, with everything closed and the folder free', async (step) => {
    const folder = temporaryFolder();
    const port = await freePort();
    await eventually(openResources).not.toContain('TCPServerWrap');
    const before = openResources();
    fault.state.at = step;
    const started = await tryToStart({ folder, callbackPort: port }).finally(() => {
      fault.state.at = '';
    });
    expect(inEnglish(problemOf(started))).toMatchObject({
      code: 'start-failed',
      message: `Omnideck could not start: ${step} was made to fail.`,
    });
    await expectNothingLeft(folder, port);
    await eventually(openResources).toEqual(before);
  });

  it('because another program keeps the database locked reports it, and ends', async () => {
    const folder = folderWith({});
    const unlock = await lockDatabase(join(folder, 'omnideck.db'));
    expect(inEnglish(problemOf(await tryToStart({ folder })))).toMatchObject({
      code: 'database-busy',
      message: 'Another program has locked Omnideck’s database.',
    });
    const release = takeFolder(folder);
    expect(release).not.toBeNull();
    release?.();
    await unlock();
    await (await openConsole({ folder })).stop();
  });

  it('because control.sock is a folder reports it, and ends', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'control.sock'));
    writeFileSync(join(folder, 'control.sock', 'a file of somebody'), '');
    const problem = problemOf(await tryToStart({ folder }));
    expect(problem.code).toBe('control-failed');
    expect(englishText(problem).message).toContain('control.sock');
    await expectNothingLeft(folder);
    expect(existsSync(join(folder, 'control.sock', 'a file of somebody'))).toBe(true);
  });

  it('because its port is in use reports it, and ends', async () => {
    const folder = temporaryFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(codeOf(await tryToStart({ folder, callbackPort: port }))).toBe('port-taken');
    await expectNothingLeft(folder);
    await new Promise((resolve) => other.close(resolve));
  });

  it.each([-5, 99_999, Number.NaN])('because %s is not a port reports it, and ends', async (port) => {
    const folder = temporaryFolder();
    expect(codeOf(await tryToStart({ folder, callbackPort: port }))).toBe('port-invalid');
    await expectNothingLeft(folder);
  });
});

describe('a console that starts with invalid settings', () => {
  it.each(['abc', '99999', '-5'])('chooses another port if the saved one is “%s”', async (port) => {
    const folder = folderWith({ callback_port: port, sandbox_port: port, page_port: port });
    const { console, client } = await openConsole({ folder });
    if (port === 'abc') expect(await client.accounts.sandbox()).toMatchObject({ ok: true });
    const stored = await console.parts.store.read('readSettings', {});
    expect(stored.callback_port).toBe(String(console.parts.callbacks.port));
    if (port === 'abc') expect(stored.sandbox_port).toMatch(/^[1-9]\d*$/u);
  });

  it.each(['not JSON', '{"beforeSending":null,"tunnel":7}'])(
    'uses the defaults if the settings are %s',
    async (settings) => {
      const { client } = await openConsole({ folder: folderWith({ settings }) });
      expect(await client.settings.get()).toMatchObject({ tunnel: 'none', dailyBackups: true });
    },
  );

  it('stays paused if the stored pause is unreadable', async () => {
    const { client } = await openConsole({ folder: folderWith({ pause: 'not JSON' }) });
    expect((await client.console.overview()).pause).toMatchObject({ reason: 'person' });
    expect((await client.outbox.resume()).pause).toBeNull();
  });

  it('waits if a program locks the database briefly', async () => {
    const folder = folderWith({});
    const port = await freePort();
    const unlock = await lockDatabase(join(folder, 'omnideck.db'));
    const starting = openConsole({ folder, callbackPort: port });
    // Its callback server is running, so the first write comes next.
    await eventually(() => listens(port, '127.0.0.1')).toBe(true);
    await unlock();
    await (await starting).stop();
  });
});

describe('a database that another program keeps locked while the console runs', () => {
  it('is reported with the same message, and the console continues afterwards', async () => {
    const { client, folder } = await consoleWithSandbox({ lockWaitMs: 50 });
    const unlock = await lockDatabase(join(folder, 'omnideck.db'));
    const refused = await client.settings.set({ dailyBackups: false });
    expect(inEnglish(refused)).toMatchObject({
      ok: false,
      problem: { code: 'database-busy', message: 'Another program has locked Omnideck’s database.' },
    });
    // A call whose result type has no problem rejects with it.
    await expect(client.outbox.pause()).rejects.toMatchObject({ data: { code: 'database-busy' } });
    await unlock();
    expect(await client.settings.set({ dailyBackups: false })).toMatchObject({ ok: true });
  });
});

describe('serve and commands', () => {
  it('end with exit code 2 and the reason, and leave nothing running', async () => {
    const folder = folderWith({});
    const socket = join(folder, 'control.sock');
    mkdirSync(socket);
    for (const words of [
      ['serve', '--no-open'],
      ['pause', '--json'],
    ]) {
      const { code, stdout, stderr } = await omnideck([...words, '--data', folder]);
      expect(code).toBe(2);
      expect(stderr).toContain('control.sock');
      if (words.includes('--json'))
        expect(jsonLines(stdout)[0]).toMatchObject({ error: { code: 'control-failed' } });
    }
    await expectNothingLeft(folder);
    const log = readFileSync(join(folder, 'logs', 'omnideck.log'), 'utf8');
    expect(log).toContain('"msg":"start-failed"');
  });

  it('wait some seconds for a locked database, then end with exit code 2 and the reason', async () => {
    const folder = folderWith({});
    await lockDatabase(join(folder, 'omnideck.db'));
    const { code, stdout } = await omnideck(['serve', '--no-open', '--json', '--data', folder]);
    expect(code).toBe(2);
    expect(jsonLines(stdout)[0]).toMatchObject({ error: { code: 'database-busy' } });
  });
});
