/**
 * Connects a command to a console: attaches to the console that runs on the data folder, or runs a console
 * until the command ends. In both cases the command uses the same contract.
 */

import { homedir } from 'node:os';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import type { TunnelKind } from '../engine/features/reports/index.ts';
import { mayListen } from '../engine/local-socket/address.ts';
import type { Client } from '../engine/local-socket/attach.ts';
import type { ReadingCalls } from '../engine/open-reading.ts';
import { sourceWorkers } from '../engine/source-workers.ts';
import type { Console } from '../engine/start.ts';
import { downloadsFolder } from './downloads.ts';
import { note } from './output.ts';
import { version } from './version.ts';

export type SessionOptions = {
  readonly folder: string;
  readonly passphrase: string | null;
  readonly tunnel: TunnelKind | null;
  readonly tunnelHost: string | null;
  readonly callbackPort: number | null;
  readonly callbackPathPrefix: string;
  /** Returns an address that opens this console's browser UI; missing if it has none. */
  readonly openBrowserUi?: () => Promise<Result<{ url: string | null }>>;
  /** A backup to restore; it may replace a database that is too damaged to be opened. */
  readonly replaceDamagedWith?: string;
};

/** A command's connection to a console; reopen() changes `client` and `owner`. */
export type Session = {
  readonly client: Client;
  /** The console, if this command runs it. */
  readonly owner: Console | null;
  /** Resolves when the attached console has ended. */
  readonly lost: Promise<void>;
  /** Returns whether the attached console has ended; every call rejects then. */
  isLost(): boolean;
  /** Called after the console has ended: attaches to the next console, or runs one from now on. */
  reopen(): Promise<Result<null>>;
  /** @returns the problem of a part of the console that could not be stopped */
  close(): Promise<Problem | null>;
};

type Opened = Omit<Session, 'reopen'>;

/** How long to wait for a console that has locked the folder to start listening. */
const attachPatienceMs = 10_000;

/** How long a command waits for the answer of a console before it says so. */
const quietMs = 5_000;

const waitsForConsole =
  'The console of this data folder does not answer. This command waits for it; Ctrl+C ends the command.';

type Reopenable<T> = {
  /** Returns what was opened last. */
  readonly current: () => T;
  readonly reopen: Session['reopen'];
};

/** Opens something that may be lost and is opened in the same way again. */
async function reopenable<T>(open: () => Promise<Result<T>>): Promise<Result<Reopenable<T>>> {
  const opened = await open();
  if (!opened.ok) return opened;
  let current = opened.value;
  return ok({
    current: () => current,
    async reopen() {
      const again = await open();
      if (!again.ok) return again;
      current = again.value;
      return ok(null);
    },
  });
}

/** Runs the console of the folder, or attaches to the existing one. */
export async function openSession(options: SessionOptions): Promise<Result<Session>> {
  const opened = await reopenable(() => open(options));
  if (!opened.ok) return opened;
  const { current, reopen } = opened.value;
  return ok({
    get client() {
      return current().client;
    },
    get owner() {
      return current().owner;
    },
    get lost() {
      return current().lost;
    },
    isLost: () => current().isLost(),
    reopen,
    close: () => current().close(),
  });
}

async function open(options: SessionOptions): Promise<Result<Opened>> {
  const giveUpAt = Date.now() + attachPatienceMs;
  const { startConsole } = await import('../engine/start.ts');
  for (;;) {
    const started = await startConsole({
      ...options,
      // Nobody waits for another query of a command without a window, and each thread loads its code.
      ...(options.openBrowserUi === undefined ? { readers: 1 } : {}),
      shell: 'headless',
      version,
      downloads: downloadsFolder(process.env, homedir()),
      workers: sourceWorkers,
    });
    if (started.ok) {
      const console = started.value;
      const { createRouterClient } = await import('@orpc/server');
      const { commandLineActor } = await import('../engine/acting.ts');
      return ok({
        client: createRouterClient(console.router, {
          context: { mayNameFiles: true, actor: commandLineActor() },
        }),
        owner: console,
        lost: new Promise(() => undefined),
        isLost: () => false,
        close: () => console.stop(),
      });
    }
    if (started.problem.code !== 'folder-in-use') return started;
    // A console that is starting or ending has locked the folder but does not listen.
    const attached = await attachSession(options.folder);
    if (attached !== null) return attached;
    if (Date.now() > giveUpAt) return started;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Attaches to the console that runs on the folder; starts none. @returns null if there is none (yet) */
export async function attachSession(folder: string): Promise<Result<Session> | null> {
  if (!mayListen(folder)) return null;
  const { attachToConsole } = await import('../engine/local-socket/attach.ts');
  const isSlow = setTimeout(() => note(waitsForConsole), quietMs);
  const attached = await attachToConsole(folder, version);
  clearTimeout(isSlow);
  if (attached === null || !attached.ok) return attached;
  const { value } = attached;
  return ok({
    ...value,
    close: () => value.close().then(() => null),
    owner: null,
    reopen: () => Promise.resolve(fail(consoleGone())),
  });
}

/** What a command that only reads needs of its session; reopen() changes `client`. */
export type Reader = Pick<Session, 'isLost' | 'reopen'> & { readonly client: ReadingCalls };

type ReadingSession = Reader & {
  readonly owner: null;
  close: Session['close'];
  /** What the user must know about the folder, if this command opened the database itself. */
  readonly warnings: readonly Problem[];
  /** Whether no console takes care of what is still open. */
  readonly isAlone: boolean;
};

type OpenedReading = Omit<ReadingSession, 'reopen' | 'owner'>;

/** Attaches to the console of the folder, or opens its database for reading. */
export async function openReadingSession(folder: string): Promise<Result<ReadingSession>> {
  const opened = await reopenable(() => openReader(folder));
  if (!opened.ok) return opened;
  const { current, reopen } = opened.value;
  return ok({
    get client() {
      return current().client;
    },
    get warnings() {
      return current().warnings;
    },
    get isAlone() {
      return current().isAlone;
    },
    owner: null,
    isLost: () => current().isLost(),
    reopen,
    close: () => current().close(),
  });
}

async function openReader(folder: string): Promise<Result<OpenedReading>> {
  const giveUpAt = Date.now() + attachPatienceMs;
  for (;;) {
    const attached = await attachSession(folder);
    if (attached !== null && !attached.ok) return attached;
    if (attached !== null) {
      const { client, isLost, close } = attached.value;
      return ok({ client, isLost, close, warnings: [], isAlone: false });
    }
    const { openReading } = await import('../engine/open-reading.ts');
    const opened = await openReading({
      folder,
      downloads: downloadsFolder(process.env, homedir()),
      workers: sourceWorkers,
      now: Date.now,
      log: noteFailedJob,
    });
    if (opened.ok) {
      const { calls, warnings, close } = opened.value;
      return ok({
        client: calls,
        warnings,
        isAlone: true,
        isLost: () => false,
        close: () => close().then(() => null),
      });
    }
    // Another process brings the database up to date, and may be a console that listens soon.
    if (opened.problem.code !== 'folder-in-use' || Date.now() > giveUpAt) return opened;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function noteFailedJob(event: string, details: Readonly<Record<string, unknown>> = {}): void {
  if (event === 'job-failed') note(`Unexpected error: ${String(details.error)}`);
}

/** Returns the problem of a command that cannot continue without its attached console. */
export function consoleGone(): Problem {
  return cliProblem('console-gone');
}
