/** Starts a console for one test of the window, with its own folder, process and ports. */

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { attachToConsole, type Client } from '../../electron/engine/local-socket/attach.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { type OmnideckProcess, startOmnideck } from './omnideck-process.ts';
import { testPassphrase } from './test-passphrase.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

export type ConsoleStart = {
  /** Whether the built-in sandbox is the console's account from the start. */
  readonly sandbox?: boolean;
  /** The number of messages in a generated history. */
  readonly messages?: number;
  /** A folder that is copied as the console's initial data. */
  readonly copyOf?: string;
  /** null means that none is given, so that the window asks for one. */
  readonly passphrase?: string | null;
  /** Host names that lead to servers of the test, with their ports. */
  readonly hosts?: Readonly<Record<string, number>>;
};

export type Folder = { readonly path: string; remove(): Promise<void> };

/** Creates a temporary data folder with the requested content. */
export async function makeFolder({ messages = 0, copyOf }: ConsoleStart): Promise<Folder> {
  const parent = await mkdtemp(join(tmpdir(), 'omnideck-e2e-'));
  const path = join(parent, 'data');
  if (copyOf !== undefined) await cp(copyOf, path, { recursive: true });
  if (messages > 0) await seedFolder(path, messages);
  return { path, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function seedFolder(path: string, messages: number, seed = 1): Promise<void> {
  const words = ['--messages', String(messages), '--data', path, '--seed', String(seed)];
  await run(process.execPath, [join(here, 'seed.mjs'), ...words]);
}

/** Calls the console that uses the folder, as a command would while the window is open. */
export async function askConsole<T>(folder: string, call: (client: Client) => Promise<T>): Promise<T> {
  const attached = await attachToConsole(folder, 'e2e');
  if (attached === null) throw new Error('no console runs on the folder');
  if (!attached.ok) throw new Error(englishText(attached.problem).message);
  try {
    return await call(attached.value.client);
  } finally {
    await attached.value.close();
  }
}

export type HeadlessConsole = {
  readonly folder: string;
  /** Returns the address of its callback server, `http://127.0.0.1:PORT`. */
  callbackUrl(): string;
  /** Returns the single-use opening that the console printed at its start. */
  firstUrl(): string;
  ask<T>(call: (client: Client) => Promise<T>): Promise<T>;
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>;
  /** Starts the console again on the same folder, and therefore on the same port. */
  start(): Promise<void>;
  /** Asks the console to end, and waits until it has. */
  stop(): Promise<void>;
};

/** Returns the environment of every process under test, which has no network except this computer. */
export function testEnvironment(passphrase: string | null = testPassphrase): Record<string, string> {
  return {
    NODE_OPTIONS: `--import=${join(here, 'e2e-no-network.mjs')}`,
    ...(passphrase === null ? {} : { OMNIDECK_PASSPHRASE: passphrase }),
  };
}

/** Starts `omnideck serve` on a folder. */
export async function startHeadless(folder: string, start: ConsoleStart = {}): Promise<HeadlessConsole> {
  let running: OmnideckProcess | null = null;
  let ready: Readonly<Record<string, unknown>> = {};
  const begin = async () => {
    const sandbox = start.sandbox === true ? ['--sandbox'] : [];
    const words = ['serve', '--no-open', ...sandbox, '--data', folder];
    const hosts = start.hosts === undefined ? {} : { E2E_HOSTS: JSON.stringify(start.hosts) };
    running = startOmnideck(words, { env: { ...testEnvironment(start.passphrase), ...hosts } });
    ready = await running.ready();
  };
  await begin();
  return {
    folder,
    callbackUrl: () => String(ready.callback_url),
    firstUrl: () => String(ready.page_url),
    ask: (call) => askConsole(folder, call),
    async kill() {
      await running?.kill();
    },
    start: begin,
    async stop() {
      running?.signal('SIGTERM');
      await running?.ended;
    },
  };
}
