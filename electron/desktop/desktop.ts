/**
 * The desktop shell: the same engine as in the other modes, with a window, a menu, a tray and notifications.
 * This file connects the parts of the shell, as engine/start.ts connects the parts of the engine.
 */

import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  ipcMain,
  Menu,
  type MenuItemConstructorOptions,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { englishLine } from '../../shared/problems/english-text.ts';
import { windowActor } from '../engine/acting.ts';
import { passphraseByInput } from '../engine/child-environment.ts';
import { defaultFolder } from '../engine/data-folder.ts';
import { claimFolder, folderProblem } from '../engine/data-folder-claim.ts';
import { systemKeyring } from '../engine/features/accounts/index.ts';
import { internalError } from '../engine/health.ts';
import { startProblem } from '../engine/lifecycle.ts';
import type { Client } from '../engine/local-socket/attach.ts';
import { type Console, startConsole } from '../engine/start.ts';
import { loadPageFiles } from '../engine/window-files/window-files.ts';
import { utilityBackups } from './backup-launcher.ts';
import { askingOpener } from './external-links.ts';
import { followConsole } from './follow.ts';
import { guardContents, guardSession } from './guards.ts';
import { utilityKeyring } from './keyring-launcher.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { createNotices } from './notices.ts';
import { systemNotifications } from './notifications.ts';
import { type OwnPage, ownPage, pageScheme } from './own-page.ts';
import { answerScheme, schemePrivileges } from './page-scheme.ts';
import { type Places, placesOf } from './places.ts';
import { servePorts } from './ports.ts';
import { createQuitting } from './quitting.ts';
import { offerRunningConsole } from './running-console.ts';
import { safeStorageSealer } from './safe-storage.ts';
import { createTray } from './tray.ts';
import { shellWords } from './words.ts';

type Start = {
  readonly places: Places;
  readonly folder: string;
  readonly isDevelopment: boolean;
  readonly developmentUrl: string | null;
  readonly passphrase: string | null;
};

/**
 * Starts the shell. Everything that Electron needs before it is ready is set up synchronously.
 * @param entry the entry's import.meta.url
 */
export function runDesktop(entry: string): void {
  const passphrase = takePassphrase();
  // The parent process may have ended, or its disk may be full: the app continues in both cases.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const folder = folderOf(process.argv);
  const own = ownFolder(folder);
  if (!own.ok) {
    void app.whenReady().then(() => refuse(own.problem));
    return;
  }
  app.setPath('userData', own.value);
  app.setAppUserModelId('omnideck');
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([schemePrivileges]);
  if (!app.requestSingleInstanceLock()) {
    // Another instance is already running; it was notified and shows its window.
    reportReady();
    app.quit();
    return;
  }
  const isDevelopment = !app.isPackaged;
  const developmentUrl = isDevelopment ? (process.env.ELECTRON_RENDERER_URL ?? null) : null;
  const start = { places: placesOf(entry), folder, isDevelopment, developmentUrl, passphrase };
  const running: Running = { console: null };
  app
    .whenReady()
    .then(() => open(start, running))
    .catch(async (error: unknown) => {
      // If the window cannot be created, the engine still stops in order, so that a message that is being
      // sent is not lost.
      await running.console?.stop();
      refuse(startProblem(error));
    });
}

/**
 * Creates the folder for Electron's own files (cache, the page's storage). It is inside the data folder and
 * contains Electron's lock, so there is one window per data folder instead of one per computer.
 */
function ownFolder(folder: string): Result<string> {
  const own = join(folder, 'desktop');
  try {
    const claimed = claimFolder(folder, 'console');
    if (!claimed.ok) return claimed;
    mkdirSync(own, { recursive: true, mode: 0o700 });
    return ok(own);
  } catch (error) {
    return fail(folderProblem(folder, error));
  }
}

type Running = { console: Console | null };

async function open(start: Start, running: Running): Promise<void> {
  const { places, folder, isDevelopment } = start;
  const page = ownPage(start.developmentUrl);
  const shown: { window?: MainWindow } = {};
  const currentWindow = () => shown.window?.current() ?? null;
  const show = (hash?: string): void => shown.window?.show(hash);
  const askToOpen = askingOpener({ dialog, shell, window: currentWindow });
  const openExternal = (url: string): void => void askToOpen(url);

  app.on('web-contents-created', (_event, contents) => guardContents(contents, page, openExternal));
  guardSession(session.defaultSession, page);
  const served = await servePage(start, page);
  if (!served.ok) return refuse(served.problem);

  const console = await becomeConsole(start, show);
  if (console === null) return;
  running.console = console;
  const client: Client = createRouterClient(console.router, { context: { actor: windowActor } });

  /*
   * The texts in the system's preferred language until the settings are known; follows the language setting
   * afterwards.
   */
  const speaking = { words: shellWords('system', app.getPreferredSystemLanguages()) };
  const tray = createTray(
    process.platform,
    {
      show,
      pause: () => void client.outbox.pause(),
      resume: () => void client.outbox.resume(),
      quit: () => app.quit(),
    },
    speaking.words.tray,
  );
  const ending = new AbortController();
  const quitting = createQuitting({
    app,
    dialog,
    window: currentWindow,
    overview: () => client.console.overview(),
    release: () => shown.window?.release(),
    toBackground: tray === null ? null : () => shown.window?.hide(),
    async stop() {
      ending.abort();
      closePort();
      await console.stop();
      tray?.destroy();
    },
  });
  const window = createMainWindow({
    page,
    preload: places.preload,
    placeFile: join(folder, 'desktop', 'window-place.json'),
    platform: process.platform,
    isDevelopment,
    onReady: reportReady,
    onClose: quitting.ask,
  });
  shown.window = window;
  const closePort = servePorts({
    ipcMain,
    router: console.router,
    isOwn: (event) => isFromPage(event, currentWindow(), page),
  });

  const system = { platform: process.platform, isDevelopment };
  const showMenu = () => setMenu(menuTemplate(system, { show, openExternal }, speaking.words.menu));
  showMenu();
  showWhenAsked(show);
  followSystem(console, () => quitting.now());

  const watchErrors = reportErrors(console);
  console.parts.health.onTrouble(({ problem: why }) => {
    // A user who is looking at the window sees it there.
    if (!window.isInFront())
      notify({ title: speaking.words.tray.trouble, body: englishLine(why), hash: '#/messages' });
  });
  const notices = createNotices(console.parts.about.startedAt);
  const notify = systemNotifications(show);
  window.show();
  await followConsole(
    client,
    {
      settings({ language }) {
        const words = shellWords(language, app.getPreferredSystemLanguages());
        if (words === speaking.words) return;
        speaking.words = words;
        tray?.speak(words.tray);
        showMenu();
      },
      overview: (overview) => tray?.update(overview),
      messages(rows, settings) {
        const due = notices.take(rows, settings.notifications, speaking.words.notices);
        // A user who is looking at the window sees it there.
        if (!window.isInFront()) for (const notice of due) notify(notice);
      },
    },
    ending.signal,
  ).catch((error: unknown) => {
    if (!ending.signal.aborted) console.parts.log('follow-failed', { error: String(error) });
  });
  watchErrors();
}

/** Answers requests for the page's own addresses with the built files. In development, Vite serves them. */
async function servePage({ places, developmentUrl }: Start, page: OwnPage): Promise<Result<null>> {
  if (developmentUrl !== null) return ok(null);
  const files = await loadPageFiles(places.page);
  if (!files.ok) return files;
  protocol.handle(pageScheme, answerScheme(files.value, page));
  return ok(null);
}

/** Returns whether the window's own page sent the message from its main frame. */
function isFromPage(
  { sender, senderFrame }: IpcMainEvent,
  window: BrowserWindow | null,
  page: OwnPage,
): boolean {
  const contents = window?.webContents;
  return (
    senderFrame !== null &&
    sender === contents &&
    senderFrame === contents.mainFrame &&
    page.owns(senderFrame.url)
  );
}

function setMenu(template: MenuItemConstructorOptions[]): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function showWhenAsked(show: () => void): void {
  app.on('second-instance', () => show());
  app.on('activate', () => show());
  // The window asks before it closes. This empty handler keeps the app running without a window, for macOS
  // and the tray.
  app.on('window-all-closed', () => undefined);
}

/** Pauses and resumes with the computer's sleep, and quits at once on a shutdown or a signal. */
function followSystem(console: Console, end: () => void): void {
  powerMonitor.on('suspend', () => console.parts.log('suspended'));
  powerMonitor.on('resume', () => console.wake());
  powerMonitor.on('shutdown', () => end());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end());
}

/**
 * Reports unexpected errors in the window; the app continues, as Electron's default would. @returns a
 * function that stops reporting
 */
function reportErrors({ parts }: Console): () => void {
  const report = (error: unknown, kind: 'fatal' | 'lasting'): void => {
    parts.log('internal-error', { kind, stack: error instanceof Error ? error.stack : String(error) });
    parts.health.report(internalError(error, kind === 'fatal'), kind);
  };
  const onException = (error: unknown): void => report(error, 'fatal');
  const onRejection = (error: unknown): void => report(error, 'lasting');
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}

/**
 * Starts the engine in this process. @returns null if another process uses the folder, or the start failed:
 * the user was informed, and the app quits
 */
async function becomeConsole(
  { places, folder, passphrase }: Start,
  show: () => void,
): Promise<Console | null> {
  for (;;) {
    const started = await startConsole({
      folder,
      shell: 'desktop',
      version: app.getVersion(),
      workers: places.workers,
      backups: utilityBackups,
      downloads: app.getPath('downloads'),
      fileOpener: {
        open: (path) => shell.openPath(path),
        show: (path) => shell.showItemInFolder(path),
      },
      passphrase,
      keyring: () => systemKeyring({ launch: utilityKeyring(places.keyringHelper) }),
      sealer: () => safeStorageSealer(safeStorage, process.platform),
      callbackPort: null,
      tunnel: null,
      tunnelHost: null,
      async openBrowserUi() {
        show();
        return ok({ url: null });
      },
    });
    if (started.ok) return started.value;
    if (started.problem.code !== 'folder-in-use') {
      refuse(started.problem);
      return null;
    }
    reportReady();
    const next = await offerRunningConsole({ folder, version: app.getVersion(), dialog, shell });
    if (next === 'try-again') continue;
    app.exit(0);
    return null;
  }
}

/**
 * Reads --data DIR or --data=DIR, as in the command line. Arguments of Electron and Chromium may surround it.
 */
function folderOf(words: readonly string[]): string {
  const at = words.findIndex((word) => word === '--data' || word.startsWith('--data='));
  const word = words[at] ?? '';
  const value = word === '--data' ? words[at + 1] : word.slice('--data='.length);
  return value === undefined || value === '' ? defaultFolder() : resolve(value);
}

/**
 * Reads the passphrase from the environment, or from standard input if `npm start` supplies it there. No
 * credential stays in the environment, because Chromium's processes and programs that open links inherit it.
 */
function takePassphrase(): string | null {
  const { OMNIDECK_PASSPHRASE: given, [passphraseByInput]: byInput } = process.env;
  delete process.env.OMNIDECK_PASSPHRASE;
  delete process.env.OMNIDECK_PASSWORD;
  return (byInput === undefined ? given : readFileSync(0, 'utf8')) || null;
}

/** Signals `npm start` that the window is visible. If the process ends before, the start counts as failed. */
function reportReady(): void {
  process.stdout.write(`${JSON.stringify({ ready: true, shell: 'desktop' })}\n`);
}

function refuse(why: Problem): void {
  reportReady();
  dialog.showErrorBox('Omnideck could not start', englishLine(why));
  app.exit(2);
}
