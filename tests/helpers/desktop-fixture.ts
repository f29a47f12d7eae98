/** Runs the real desktop shell in a temporary data folder with the stand-in for Electron. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Link } from '../../renderer/lib/transport.ts';
import { type StandInPage, standInPage } from './electron-page.ts';
import { workers } from './engine-files.ts';

type Electron = typeof import('./electron-stand-in.ts');

export type Desktop = {
  readonly electron: Electron;
  readonly folder: string;
  /** The page in the window, with the real preload script. */
  readonly page: StandInPage;
  readonly window: () => InstanceType<Electron['BrowserWindow']>;
  /** The real renderer's link to the engine. */
  link(): Promise<Link>;
  /** Returns the lines of the console's log. */
  log(): Promise<readonly { msg: string }[]>;
  /** Ends the app and deletes the folder. */
  end(): Promise<void>;
};

export type DesktopOptions = {
  readonly folder?: string;
  /** Prepares the stand-in before the shell starts. */
  readonly before?: (electron: Electron) => void;
  /** Whether to wait for a window; otherwise only the start is awaited. */
  readonly expectWindow?: boolean;
};

/** Starts main.ts as Electron would. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const isOwn = options.folder === undefined;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'omnideck-desktop-')));
  vi.resetModules();
  const electron: Electron = await import('./electron-stand-in.ts');
  vi.doMock('electron', () => electron);
  // The bundles that every test starts: from its sources, a worker reads hundreds of files.
  vi.doMock('../../electron/engine/source-workers.ts', () => ({ sourceWorkers: workers }));
  options.before?.(electron);
  const page = standInPage();
  const world = globalThis as { window?: unknown };
  const words = process.argv;
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const listeners = signals.map((signal) => process.listeners(signal));
  process.argv = ['electron', '.', '--data', folder];
  try {
    await import('../../electron/desktop/main.ts');
    if (options.expectWindow !== false) {
      const { BrowserWindow, boxes, ended, errorBoxes } = electron;
      await until(() => {
        if (ended.code !== null || boxes.length + errorBoxes.length > 0) {
          throw new Error(`no window came: ${JSON.stringify({ ended, boxes, errorBoxes })}`);
        }
        return BrowserWindow.made[0]?.isShown === true;
      });
    }
  } finally {
    process.argv = words;
  }
  world.window = page;
  await import('../../electron/desktop/preload.ts');
  const { portLink } = await import('../../renderer/lib/transport.ts');

  return {
    electron,
    folder,
    page,
    window() {
      const [window] = electron.BrowserWindow.all;
      if (window === undefined) throw new Error('there is no window');
      return window;
    },
    link: () => portLink(page)(AbortSignal.timeout(10_000)),
    async log() {
      const text = await readFile(join(folder, 'logs', 'omnideck.log'), 'utf8');
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
    async end() {
      if (electron.ended.code === null) {
        electron.powerMonitor.emit('shutdown');
        await electron.ended.wait;
      }
      delete world.window;
      signals.forEach((signal, index) => {
        for (const listener of process.listeners(signal)) {
          if (!listeners[index]?.includes(listener)) process.off(signal, listener);
        }
      });
      if (isOwn) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once the condition holds; the test's own time limit applies. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
