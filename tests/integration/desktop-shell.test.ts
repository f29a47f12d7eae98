/**
 * Tests how the desktop shell uses Electron and reacts to its events: the real code of the shell, of the
 * preload script and of the renderer's transport runs with a replacement for the `electron` module.
 */

import { mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeFolder } from '../../electron/engine/db/folder-lock.ts';
import { startConsole } from '../../electron/engine/start.ts';
import { ok } from '../../shared/messaging/problem.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { codeOf, must } from '../helpers/console-fixture.ts';
import { type Desktop, startDesktop, until } from '../helpers/desktop-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { inEnglish } from '../helpers/english.ts';
import { done } from '../helpers/job-fixture.ts';

// The tests must not access the key store of the user who runs them.
delete process.env.DBUS_SESSION_BUS_ADDRESS;
delete process.env.XDG_RUNTIME_DIR;

let desktop: Desktop;
const address = 'omnideck-app://window/';

/** Checks that another console could use the folder: its lock and its socket are free. */
async function expectFree(folder: string): Promise<void> {
  const release = takeFolder(folder);
  expect(release).not.toBeNull();
  release?.();
}

describe('starting the desktop app', () => {
  afterEach(() => desktop.end());

  it('registers what is needed before Electron is ready, and locks its data folder', async () => {
    desktop = await startDesktop();
    const { asked, schemes } = desktop.electron;
    expect(asked.slice(0, 4)).toEqual([
      `setPath userData ${join(desktop.folder, 'desktop')}`,
      'enableSandbox',
      'requestSingleInstanceLock',
      'ready',
    ]);
    expect(schemes).toEqual([
      {
        scheme: 'omnideck-app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('a second time for the same folder ends, and brings the first to the front', async () => {
    desktop = await startDesktop({
      expectWindow: false,
      before: ({ world }) => {
        world.hasLock = false;
      },
    });
    await desktop.electron.ended.wait;
    expect(desktop.electron.ended.code).toBe(0);
    expect(desktop.electron.BrowserWindow.made).toEqual([]);
    await expect(stat(join(desktop.folder, 'omnideck.db'))).rejects.toThrow('ENOENT');
    await desktop.end();

    desktop = await startDesktop();
    desktop.window().hide();
    desktop.window().minimized = true;
    desktop.electron.app.emit('second-instance');
    expect(desktop.window()).toMatchObject({ isShown: true, focused: true, minimized: false });
  });

  it('shows a message box if the console cannot start, and exits with code 2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'omnideck-desktop-'));
    await mkdir(join(folder, 'control.sock'));
    desktop = await startDesktop({ folder, expectWindow: false });
    const { ended, errorBoxes, BrowserWindow } = desktop.electron;
    await ended.wait;
    expect(ended.code).toBe(2);
    expect(errorBoxes).toEqual([
      { title: 'Omnideck could not start', content: expect.stringContaining('control.sock') },
    ]);
    expect(BrowserWindow.made).toEqual([]);
    await expectFree(folder);
    await rm(folder, { recursive: true });
  });

  it('stops the console in order if the window cannot be created, shows a message box, and exits with code 2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'omnideck-desktop-'));
    desktop = await startDesktop({
      folder,
      expectWindow: false,
      before: ({ world }) => {
        world.windowFails = 'the display is gone';
      },
    });
    const { ended, errorBoxes } = desktop.electron;
    await ended.wait;
    expect(ended.code).toBe(2);
    expect(errorBoxes[0]?.content).toContain('Omnideck could not start: the display is gone.');
    expect((await desktop.log()).map(({ msg }) => msg)).toContain('console-stopped');
    await expectFree(folder);
    await rm(folder, { recursive: true });
  });

  it('creates a window with every option of the security list, which loads only its own scheme', async () => {
    desktop = await startDesktop();
    const { options, webContents } = desktop.window();
    expect(options.webPreferences).toEqual({
      preload: expect.stringMatching(/out[\\/]preload[\\/]index\.cjs$/u),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    });
    expect(options).toMatchObject({ show: false, minWidth: 900, minHeight: 600 });
    expect(webContents.loaded).toEqual([address]);
    expect(desktop.electron.BrowserWindow.made).toHaveLength(1);
  });

  it('has no development tools in a packaged app, and loads no other page from the environment', async () => {
    process.env.ELECTRON_RENDERER_URL = 'http://127.0.0.1:5173';
    try {
      desktop = await startDesktop({
        before: ({ world }) => {
          world.isPackaged = true;
        },
      });
    } finally {
      delete process.env.ELECTRON_RENDERER_URL;
    }
    expect(desktop.window().options.webPreferences.devTools).toBe(false);
    expect(desktop.window().webContents.loaded).toEqual([address]);
    const { Menu } = desktop.electron;
    expect(JSON.stringify(Menu.application?.items)).not.toContain('toggleDevTools');
  });
});

describe('the page’s own scheme', () => {
  const get = async (url: string, method = 'GET'): Promise<Response> => {
    const handler = desktop.electron.protocol.handlers.get('omnideck-app');
    if (handler === undefined) throw new Error('no handler');
    // Request would normalise the path; Electron passes on what was requested.
    return handler(Object.defineProperty(new Request('http://x/', { method }), 'url', { value: url }));
  };

  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => desktop.end());

  it('answers with the page, a strict policy and a new nonce each time', async () => {
    const answers = await Promise.all([
      get(address),
      get(`${address}index.html`),
      get(`${address}#/messages`),
    ]);
    const nonces = new Set<string>();
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/u.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(policy.split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "script-src-attr 'none'",
        `style-src 'self' 'nonce-${nonce}'`,
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ]);
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(3);
  });

  it.each([
    'omnideck-app://window/../package.json',
    'omnideck-app://window/assets/../../main/index.js',
    'omnideck-app://window/%2e%2e/package.json',
    'omnideck-app://window/assets/%2e%2e%2findex.html',
    'omnideck-app://window//etc/passwd',
    'omnideck-app://elsewhere/index.html',
    'omnideck-app://window@elsewhere/index.html',
    'omnideck-app://somebody@window/index.html',
  ])('has no file %s, and sends a policy with that answer, too', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('accepts only reading requests', async () => {
    expect((await get(address, 'POST')).status).toBe(405);
  });
});

describe('a web page in the app', () => {
  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => desktop.end());

  const navigate = (name: string, more: object): boolean => {
    const { preventable } = desktop.electron;
    const event = preventable(more);
    desktop.window().webContents.emit(name, event);
    return event.defaultPrevented;
  };

  it('cannot navigate away, and the user is asked before an external link opens', async () => {
    const { answers, boxes, opened } = desktop.electron;
    expect(navigate('will-navigate', { url: `${address}index.html` })).toBe(false);
    for (const url of [
      'https://evil.example/',
      'omnideck-app://evil/',
      'omnideck-app://window.evil.example/',
      'omnideck://window/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'not an address',
    ]) {
      expect(navigate('will-navigate', { url }), url).toBe(true);
      expect(navigate('will-redirect', { url }), url).toBe(true);
    }
    expect(navigate('will-frame-navigate', { url: address, isMainFrame: false })).toBe(true);
    expect(navigate('will-attach-webview', {})).toBe(true);
    await until(() => boxes.length === 1);
    expect(boxes.splice(0)[0]?.detail).toBe('https://evil.example/');
    answers.push('Cancel');
    await until(() => answers.length === 0);
    expect(opened).toEqual([]);
  });

  it('opens no window; an external link needs the user’s consent, only https, one at a time', async () => {
    const { answers, boxes, opened } = desktop.electron;
    const open = (url: string): unknown => desktop.window().webContents.openHandler?.({ url });
    answers.push('Cancel', 'Open');
    expect(open('https://messente.com/documentation?x=1')).toEqual({ action: 'deny' });
    expect(open('https://flooding.example/')).toEqual({ action: 'deny' });
    await until(() => boxes.length === 1);
    expect(boxes[0]).toMatchObject({
      message: 'Open messente.com in your browser?',
      detail: 'https://messente.com/documentation?x=1',
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(opened).toEqual([]);

    open('https://messente.com/');
    await until(() => opened.length === 1);
    expect(opened).toEqual(['https://messente.com/']);

    for (const url of [
      'http://messente.com/',
      'file:///etc/passwd',
      'smb://server/share',
      'omnideck://x',
      'https://user:password@messente.com/',
      'javascript:alert(1)',
      'ms-settings:',
    ]) {
      expect(open(url)).toEqual({ action: 'deny' });
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(boxes).toHaveLength(2);
  });

  it('gets no permission except copying text, and only on the app’s own page', () => {
    const { session, callback } = desktop.electron;
    const of = session.defaultSession;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'hid',
      'serial',
      'usb',
      'local-network-access',
      'unknown',
    ]) {
      expect(of.ask('permissionRequest', null, permission, callback, { requestingUrl: address })).toBe(false);
      expect(of.ask('permissionCheck', null, permission, address, {})).toBe(false);
    }
    const copy = 'clipboard-sanitized-write';
    expect(of.ask('permissionRequest', null, copy, callback, { requestingUrl: address })).toBe(true);
    expect(of.ask('permissionCheck', null, copy, address, {})).toBe(true);
    expect(of.ask('permissionCheck', null, copy, 'https://evil.example', {})).toBe(false);
    expect(of.ask('devicePermission', {})).toBe(false);
    expect(of.ask('displayMedia', {}, callback)).toBeNull();
  });

  it('loads only its own files', () => {
    const { session, callback } = desktop.electron;
    const cancels = (url: string): boolean =>
      (session.defaultSession.ask('onBeforeRequest', { url }, callback) as { cancel: boolean }).cancel;
    for (const url of [
      address,
      `${address}assets/x.js`,
      'data:image/png;base64,AA',
      'blob:omnideck-app://window/1',
    ]) {
      expect(cancels(url), url).toBe(false);
    }
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1:80/',
      'ws://127.0.0.1/contract',
      'file:///etc/passwd',
      'omnideck-app://other/',
    ]) {
      expect(cancels(url), url).toBe(true);
    }
  });
});

describe('an export in the desktop window', () => {
  afterEach(() => desktop.end());

  it('is opened, or shown in its folder; nothing else is', async () => {
    desktop = await startDesktop();
    const { client, close } = await desktop.link();
    expect(await client.backups.exportPlace()).toMatchObject({ canOpen: true });
    const job = await done(client, client.backups.export({ filter: {}, format: 'csv' }));
    const { opened, shown, world } = desktop.electron;
    expect(await client.backups.openExport({ id: job.id, how: 'show' })).toMatchObject({ ok: true });
    expect(shown).toEqual([job.file]);
    expect(await client.backups.openExport({ id: job.id, how: 'open' })).toMatchObject({ ok: true });
    expect(opened).toEqual([job.file]);
    world.openPathFails = 'no program';
    const code = async (id: string, how: 'open' | 'show') =>
      codeOf(await client.backups.openExport({ id, how }));
    expect(await code(job.id, 'open')).toBe('not-opened');
    expect(await code('/etc/passwd', 'open')).toBe('no-such-job');
    const backup = await done(client, client.backups.backup({}));
    expect(await code(backup.id, 'show')).toBe('no-such-job');
    await rm(job.file ?? '');
    expect(await code(job.id, 'show')).toBe('no-such-file');
    expect(shown).toHaveLength(1);
    close();
  });

  it('is neither opened nor shown once another file or a link is in its place', async () => {
    desktop = await startDesktop();
    const { client, close } = await desktop.link();
    const job = await done(client, client.backups.export({ filter: {}, format: 'csv' }));
    const file = job.file ?? '';
    const code = async (how: 'open' | 'show') => codeOf(await client.backups.openExport({ id: job.id, how }));
    await rename(file, `${file}.own`);
    await symlink(`${file}.own`, file);
    expect([await code('open'), await code('show')]).toEqual(['export-replaced', 'export-replaced']);
    await rm(file);
    await writeFile(file, 'another');
    expect([await code('open'), await code('show')]).toEqual(['export-replaced', 'export-replaced']);
    expect([...desktop.electron.opened, ...desktop.electron.shown]).toEqual([]);
    await rename(`${file}.own`, file);
    expect(await client.backups.openExport({ id: job.id, how: 'open' })).toMatchObject({ ok: true });
    close();
  });
});

/** A saved file; an id opens it. */
type Saved = { readonly file: string; readonly openId?: string | null };

describe('a saved report in the desktop window', () => {
  afterEach(() => desktop.end());

  it('is opened, or shown in its folder, unless another file is in its place', async () => {
    desktop = await startDesktop();
    const { client, close } = await desktop.link();
    const { opened, shown } = desktop.electron;
    const { file, openId }: Saved = must(await client.journal.save({ format: 'csv' }));
    const id = openId ?? '';
    expect(await client.backups.openExport({ id, how: 'show' })).toMatchObject({ ok: true });
    expect(await client.backups.openExport({ id, how: 'open' })).toMatchObject({ ok: true });
    expect([shown, opened]).toEqual([[file], [file]]);
    const plan: Saved = must(await client.runs.savePlan({ text: 'name: Slow' }));
    const both = ['show', 'open'] as const;
    for (const how of both)
      expect(await client.backups.openExport({ id: plan.openId ?? '', how })).toMatchObject({ ok: true });
    expect(opened).toEqual([file, plan.file]);
    await rename(file, `${file}.own`);
    expect(codeOf(await client.backups.openExport({ id, how: 'show' }))).toBe('no-such-file');
    await writeFile(file, 'another');
    expect(codeOf(await client.backups.openExport({ id, how: 'open' }))).toBe('export-replaced');
    close();
  });
});

describe('the message port', () => {
  afterEach(() => desktop.end());

  beforeEach(async () => {
    desktop = await startDesktop();
  });

  it('carries calls, expected failures and live changes of the contract', async () => {
    const { client, close } = await desktop.link();
    expect(await client.console.info()).toMatchObject({
      shell: 'desktop',
      version: '1.2.3',
      pid: process.pid,
    });
    expect(await client.messages.get({ id: 'nobody' })).toMatchObject({ ok: false });
    const changes = await client.console.changes();
    expect((await changes.next()).value).toMatchObject({ type: 'overview' });
    await client.settings.set({ theme: 'dark' });
    const types: string[] = [];
    for await (const change of changes) {
      types.push(change.type);
      if (change.type === 'settings') break;
    }
    expect(types).toContain('settings');
    const many = await Promise.all(Array.from({ length: 200 }, () => client.settings.get()));
    expect(new Set(many.map(({ theme }) => theme))).toEqual(new Set(['dark']));
    close();
  });

  it('is replaced after a reload, and the previous one is closed', async () => {
    const first = await desktop.link();
    const changes = await first.client.console.changes();
    await changes.next();
    const waiting = changes.next();
    const second = await desktop.link();
    await first.closed;
    await expect(waiting).rejects.toThrow();
    expect(await second.client.console.info()).toMatchObject({ shell: 'desktop' });
    second.close();
  });

  it('closes when the console ends, so that the page can show it', async () => {
    const { closed } = await desktop.link();
    desktop.electron.powerMonitor.emit('shutdown');
    await closed;
  });

  it('is given only to the top frame of our window while it shows our page', async () => {
    const { ipcMain, Frame } = desktop.electron;
    const contents = desktop.window().webContents;
    const given: unknown[] = [];
    const frame = (url: string) =>
      Object.assign(new Frame(url), { postMessage: (...words: unknown[]) => given.push(words) });
    ipcMain.emit('omnideck:port-wanted', { sender: contents, senderFrame: frame(address) });
    ipcMain.emit('omnideck:port-wanted', { sender: contents, senderFrame: null });
    ipcMain.emit('omnideck:port-wanted', { sender: {}, senderFrame: contents.mainFrame });
    for (const url of ['https://evil.example/', 'omnideck-app://evil/', 'about:blank', '']) {
      contents.mainFrame.url = url;
      const before = desktop.page.posted.length;
      ipcMain.emit('omnideck:port-wanted', { sender: contents, senderFrame: contents.mainFrame });
      expect(desktop.page.posted).toHaveLength(before);
    }
    expect(given).toEqual([]);
    expect(ipcMain.eventNames()).toEqual(['omnideck:port-wanted']);
  });

  it('is requested by the page itself; messages from other windows are ignored', async () => {
    const receive = Reflect.get(desktop.page, 'receive') as (event: unknown) => void;
    const asked: string[] = [];
    desktop.electron.ipcMain.on('omnideck:port-wanted', () => asked.push('asked'));
    const data = { type: 'omnideck:port-wanted' };
    receive({ source: {}, origin: 'omnideck-app://window', data });
    receive({ source: desktop.page, origin: 'https://evil.example', data });
    receive({ source: desktop.page, origin: 'omnideck-app://window', data: null });
    receive({ source: desktop.page, origin: 'omnideck-app://window', data: 'omnideck:port-wanted' });
    expect(asked).toEqual([]);
    receive({ source: desktop.page, origin: 'omnideck-app://window', data });
    expect(asked).toEqual(['asked']);
  });
});

describe('the desktop shell around the window', () => {
  afterEach(() => desktop.end());

  it('passes sleep and wake on to the polling of statuses', async () => {
    desktop = await startDesktop();
    desktop.electron.powerMonitor.emit('suspend');
    desktop.electron.powerMonitor.emit('resume');
    await until(async () => JSON.stringify(await desktop.log()).includes('"reason":"woke"'));
  });

  it('remembers the window’s position, and drops it if no display shows it any more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'omnideck-place-'));
    try {
      desktop = await startDesktop({ folder });
      desktop.window().bounds = { x: 2500, y: 100, width: 1000, height: 700 };
      await desktop.end();

      desktop = await startDesktop({
        folder,
        before: ({ world }) =>
          world.displays.push({ workArea: { x: 1920, y: 0, width: 1920, height: 1080 } }),
      });
      expect(desktop.window().options).toMatchObject({ x: 2500, y: 100, width: 1000, height: 700 });
      await desktop.end();

      desktop = await startDesktop({ folder });
      expect(desktop.window().options).toMatchObject({ width: 1000, height: 700 });
      expect(desktop.window().options).not.toHaveProperty('x');
    } finally {
      await desktop.end();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('leads from menu and tray into the page; the tray shows the state and pauses sending', async () => {
    desktop = await startDesktop();
    const { Menu, Tray } = desktop.electron;
    Menu.application?.click('New message');
    expect(desktop.page.location.hash).toBe('#/compose');
    Menu.application?.click('Settings…');
    expect(desktop.page.location.hash).toBe('#/settings/accounts');
    await until(() => Tray.current?.tip === 'Omnideck\nNothing under way');
    Tray.current?.menu?.click('Pause all sending');
    await until(() => Tray.current?.tip === 'Omnideck\nSending is paused');
    Tray.current?.menu?.click('Resume sending');
    await until(() => Tray.current?.tip === 'Omnideck\nNothing under way');
  });

  it('accepts only addresses of the page in the preload script', async () => {
    desktop = await startDesktop();
    for (const hash of ['https://evil.example', 'javascript:alert(1)', '//x', 3, null]) {
      desktop.electron.ipcRenderer.emit('omnideck:go', {}, hash);
      expect(desktop.page.location.hash).toBe('');
    }
  });

  it('reloads a crashed page once', async () => {
    desktop = await startDesktop();
    const { webContents } = desktop.window();
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(webContents.reloads).toBe(1);
  });

  it.skipIf(process.platform !== 'linux')(
    'encrypts passwords with safeStorage if there is no key store',
    async () => {
      desktop = await startDesktop();
      const { client, close } = await desktop.link();
      expect((await client.secrets.ready()).secrets).toMatchObject({ kind: 'safe-storage', warning: null });
      const input = { name: 'Shop', username: 'user', password: 'the-password', unchecked: true };
      expect(await client.accounts.add(input)).toMatchObject({ ok: true });
      const sealed = await readFile(join(desktop.folder, 'secrets.safe-storage'));
      expect(sealed.includes('the-password')).toBe(false);
      close();
      await desktop.end();
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'warns about a key that is the same on every computer',
    async () => {
      desktop = await startDesktop({
        before: ({ world }) => {
          world.storageBackend = 'basic_text';
        },
      });
      const { client, close } = await desktop.link();
      const { secrets } = await client.secrets.ready();
      expect(secrets.kind).toBe('safe-storage');
      expect(inEnglish(secrets).warning?.message).toContain('the same on every computer');
      close();
    },
  );
});

describe('a message that needs attention', () => {
  afterEach(() => desktop.end());

  /** Sends to the sandbox's number on which every channel fails. */
  const sendAndFail = async (requestKey: string): Promise<string> => {
    const { client, close } = await desktop.link();
    await client.accounts.sandbox();
    const sent = await client.messages.send({
      to: ['+37255555512'],
      chain: { steps: [{ channel: 'sms', text: 'a text nobody else should read' }] },
      requestKey,
    });
    if (!sent.ok) throw new Error(englishText(sent.problem).message);
    const id = sent.value.messages[0]?.id ?? '';
    for await (const change of await client.console.changes()) {
      if (change.type !== 'messages') continue;
      const got = await client.messages.get({ id });
      if (got.ok && got.value.state === 'failed') break;
    }
    close();
    return id;
  };

  it('is notified once, without its text, and a click opens it', async () => {
    desktop = await startDesktop();
    desktop.window().hide();
    const id = await sendAndFail('the-first');
    const { Notification } = desktop.electron;
    await until(() => Notification.shown.length > 0);
    expect(Notification.shown).toHaveLength(1);
    const [notification] = Notification.shown;
    expect(notification?.options.title).toBe('Reached by no channel');
    expect(JSON.stringify(notification?.options)).not.toContain('nobody else should read');
    notification?.emit('click');
    expect(desktop.page.location.hash).toBe(`#/messages/${id}`);
    expect(desktop.window()).toMatchObject({ isShown: true, focused: true });
  });

  it('is not notified if notifications are off or the window is in front', async () => {
    desktop = await startDesktop();
    await sendAndFail('the-first');
    desktop.window().hide();
    const { client, close } = await desktop.link();
    await client.settings.set({ notifications: 'none' });
    close();
    await sendAndFail('the-second');
    expect(desktop.electron.Notification.shown).toEqual([]);
  });
});

describe('quitting the desktop app', () => {
  afterEach(() => desktop.end());

  const queueOne = async (): Promise<void> => {
    const { client, close } = await desktop.link();
    await client.accounts.sandbox();
    await client.outbox.pause();
    const sent = await client.messages.send({
      to: ['+37255555501'],
      chain: { steps: [{ channel: 'sms', text: 'later' }] },
      requestKey: 'only-once',
    });
    expect(sent.ok).toBe(true);
    close();
  };

  const folderIsFree = async (): Promise<boolean> => {
    const console = await startConsole({
      folder: desktop.folder,
      shell: 'headless',
      version: '0',
      workers,
      passphrase: null,
      keyring: async () => null,
      callbackPort: 0,
      tunnel: { kind: 'none' },
      tunnelHost: null,
    });
    if (console.ok) await console.value.stop();
    return console.ok;
  };

  it('needs no question if nothing is open, and unlocks the folder', async () => {
    desktop = await startDesktop();
    desktop.window().close();
    await desktop.electron.ended.wait;
    expect(desktop.electron.ended.code).toBe(0);
    expect(desktop.electron.boxes).toEqual([]);
    expect(desktop.electron.Tray.current).toBeNull();
    expect((await desktop.log()).at(-1)?.msg).toBe('console-stopped');
    expect(await folderIsFree()).toBe(true);
  });

  it('lists open work; the user can cancel, hide the window, or quit anyway', async () => {
    desktop = await startDesktop();
    await queueOne();
    const { answers, boxes, app, ended } = desktop.electron;
    answers.push('Cancel', 'Keep running in the background', 'Quit');
    app.quit();
    await until(() => boxes.length === 1);
    expect(boxes[0]?.detail).toBe(
      '1 message is not sent yet (sending is paused): sending continues when Omnideck is opened again.',
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(desktop.window().isShown).toBe(true);

    desktop.window().close();
    await until(() => boxes.length === 2 && !desktop.window().isShown);
    const { client, close } = await desktop.link();
    expect((await client.console.overview()).outbox.queued).toBe(1);
    close();

    app.quit();
    await ended.wait;
    expect(boxes).toHaveLength(3);
    expect(await folderIsFree()).toBe(true);
  });

  it('by the system needs no answer, even while the question is shown', async () => {
    desktop = await startDesktop();
    await queueOne();
    const { boxes, app, ended, powerMonitor } = desktop.electron;
    app.quit();
    await until(() => boxes.length === 1);
    powerMonitor.emit('shutdown');
    await ended.wait;
    expect(ended.code).toBe(0);
    expect(boxes).toHaveLength(1);
  });
});

describe('if another console uses the folder', () => {
  afterEach(() => desktop.end());

  it('the app says so, and opens that console with a file that only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'omnideck-held-'));
    const url = 'http://127.0.0.1:1/?token=abc';
    const other = await startConsole({
      folder,
      shell: 'headless',
      version: '1.2.3',
      workers,
      passphrase: null,
      keyring: async () => null,
      callbackPort: 0,
      tunnel: { kind: 'none' },
      tunnelHost: null,
      openBrowserUi: async () => ok({ url }),
    });
    if (!other.ok) throw new Error(englishText(other.problem).message);
    try {
      desktop = await startDesktop({
        folder,
        expectWindow: false,
        before: ({ answers }) => answers.push('Open it'),
      });
      await desktop.electron.ended.wait;
      expect(desktop.electron.boxes[0]?.detail).toContain('without a window');
      expect(desktop.electron.BrowserWindow.made).toEqual([]);
      const [file = ''] = desktop.electron.opened;
      expect(file).not.toContain('abc');
      expect(await readFile(file, 'utf8')).toContain(url);
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    } finally {
      await other.value.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('the app waits for a short-lived command', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'omnideck-held-'));
    const other = await startConsole({
      folder,
      shell: 'headless',
      version: '1.2.3',
      workers,
      passphrase: null,
      keyring: async () => null,
      callbackPort: 0,
      tunnel: { kind: 'none' },
      tunnelHost: null,
    });
    if (!other.ok) throw new Error(englishText(other.problem).message);
    try {
      desktop = await startDesktop({ folder, expectWindow: false });
      const { boxes, answers, BrowserWindow } = desktop.electron;
      await until(() => boxes.length === 1);
      expect(boxes[0]?.buttons).toEqual(['Try again', 'Quit']);
      expect(BrowserWindow.made).toEqual([]);
      await other.value.stop();
      answers.push('Try again');
      await until(() => BrowserWindow.made[0]?.isShown === true);
    } finally {
      await desktop.end();
    }
    await rm(folder, { recursive: true, force: true });
  });
});
