/**
 * Replaces the `electron` module, as far as the desktop shell uses it: records the calls to Electron,
 * imitates Electron (in particular its order of events), and refuses what Electron would refuse. The real
 * code of the shell runs with it (see desktop-fixture.ts). The module holds the state; vi.resetModules()
 * creates a new one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Preventable = { defaultPrevented: boolean; preventDefault(): void };

/** Returns an event that listeners can prevent, as Electron's events. */
export function preventable<T extends object>(more: T): T & Preventable {
  const event = {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** The names of the calls to Electron, in order. */
export const asked: string[] = [];
/** Answers for the message boxes, in order: the text of a button for each box. */
export const answers: string[] = [];
export const boxes: { message: string; detail: string; buttons: string[] }[] = [];
export const errorBoxes: { title: string; content: string }[] = [];
export const opened: string[] = [];
/** Files that were shown in their folder. */
export const shown: string[] = [];
export const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
/** Settings that a test may change before the shell starts. */
export const world = {
  /** The reason why no window can be created; empty means that windows work. */
  windowFails: '',
  hasLock: true,
  isPackaged: false,
  platform: process.platform,
  storageBackend: 'gnome_libsecret',
  canEncrypt: true,
  openPathFails: '',
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};

let isReady = false;
/** The exit code of the app; null while it runs. */
export const ended: { code: number | null; wait: Promise<void> } & { resolve: () => void } = (() => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { code: null, wait: promise, resolve };
})();

class StandInApp extends EventEmitter {
  get isPackaged(): boolean {
    return world.isPackaged;
  }
  getVersion(): string {
    return '1.2.3';
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set '${name}': ${path} does not exist`);
    if (isReady && name === 'userData') throw new Error('too late for userData');
    asked.push(`setPath ${name} ${path}`);
  }
  getPath(name: string): string {
    if (name !== 'downloads') throw new Error(`Failed to get '${name}' path`);
    return join(tmpdir(), 'omnideck-no-downloads');
  }
  /** Electron returns them only once it is ready. */
  getPreferredSystemLanguages(): string[] {
    if (!isReady) throw new Error('app.getPreferredSystemLanguages() can only be called after app is ready');
    return ['en-GB', 'et'];
  }
  setAppUserModelId(): void {}
  enableSandbox(): void {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    asked.push('enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    asked.push('requestSingleInstanceLock');
    return world.hasLock;
  }
  whenReady(): Promise<void> {
    return new Promise((resolve) => {
      setImmediate(() => {
        isReady = true;
        asked.push('ready');
        resolve();
      });
    });
  }
  /** Emits before-quit, then closes every window; each listener may prevent quitting. */
  quit(): void {
    setImmediate(() => {
      if (ended.code !== null) return;
      const event = preventable({});
      this.emit('before-quit', event);
      if (event.defaultPrevented) return;
      for (const window of [...BrowserWindow.all]) window.close();
      if (BrowserWindow.all.size > 0) return;
      this.emit('will-quit', preventable({}));
      this.end(0);
    });
  }
  exit(code = 0): void {
    this.end(code);
  }
  private end(code: number): void {
    if (ended.code !== null) return;
    ended.code = code;
    ended.resolve();
  }
}
export const app = new StandInApp();

export const protocol = {
  handlers: new Map<string, (request: Request) => Response | Promise<Response>>(),
  registerSchemesAsPrivileged(list: typeof schemes): void {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (schemes.length > 0) throw new Error('protocol.registerSchemesAsPrivileged can only be called once');
    schemes.push(...list);
  },
  handle(scheme: string, handler: (request: Request) => Response): void {
    if (!isReady) throw new Error('protocol.handle before ready');
    protocol.handlers.set(scheme, handler);
  },
};

type Handler = (...words: never[]) => unknown;
class StandInSession extends EventEmitter {
  readonly set = new Map<string, Handler>();
  readonly webRequest = {
    onBeforeRequest: (handler: Handler): void => void this.set.set('onBeforeRequest', handler),
  };
  setPermissionRequestHandler(handler: Handler): void {
    this.set.set('permissionRequest', handler);
  }
  setPermissionCheckHandler(handler: Handler): void {
    this.set.set('permissionCheck', handler);
  }
  setDevicePermissionHandler(handler: Handler): void {
    this.set.set('devicePermission', handler);
  }
  setDisplayMediaRequestHandler(handler: Handler): void {
    this.set.set('displayMedia', handler);
  }
  /** Returns a handler's answer, from its callback or its return value. */
  ask(name: string, ...words: unknown[]): unknown {
    const handler = this.set.get(name) as ((...all: unknown[]) => unknown) | undefined;
    if (handler === undefined) throw new Error(`no ${name} handler`);
    let answer: unknown;
    const returned = handler(
      ...words.map((word) => (word === callback ? (reply: unknown) => (answer = reply) : word)),
    );
    return returned === undefined || words.includes(callback) ? answer : returned;
  }
}
/** Marks the place of the callback in the arguments of StandInSession.ask. */
export const callback = Symbol('callback');
export const session = { defaultSession: new StandInSession() };

/** A frame of a page, which main can post to and compare. */
export class Frame {
  url: string;
  constructor(url: string) {
    this.url = url;
  }
  postMessage(channel: string, message: unknown, transfer: StandInPortMain[] = []): void {
    ipcRenderer.emit(channel, { ports: transfer.map((port) => port.handOver()) }, message);
  }
}

type OpenHandler = (details: { url: string }) => { action: string };
class WebContents extends EventEmitter {
  readonly mainFrame = new Frame('');
  readonly loaded: string[] = [];
  readonly sent: unknown[][] = [];
  openHandler: OpenHandler | null = null;
  reloads = 0;
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.mainFrame.url = url;
  }
  reload(): void {
    this.reloads += 1;
  }
  send(channel: string, ...words: unknown[]): void {
    this.sent.push([channel, ...words]);
    ipcRenderer.emit(channel, {}, ...words);
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all = new Set<BrowserWindow>();
  static readonly made: BrowserWindow[] = [];
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  readonly webContents = new WebContents();
  bounds: { x: number; y: number; width: number; height: number };
  isShown = false;
  focused = false;
  maximized = false;
  minimized = false;
  title = '';
  constructor(options: BrowserWindow['options']) {
    super();
    if (!isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    if (world.windowFails !== '') throw new Error(world.windowFails);
    this.options = options;
    const { x = 10, y = 10, width = 800, height = 600 } = options as Record<string, number>;
    this.bounds = { x, y, width, height };
    BrowserWindow.all.add(this);
    BrowserWindow.made.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    setImmediate(() => this.emit('ready-to-show'));
  }
  show(): void {
    this.isShown = true;
    this.focused = true;
  }
  hide(): void {
    this.isShown = false;
    this.focused = false;
  }
  focus(): void {
    this.focused = true;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
  }
  maximize(): void {
    this.maximized = true;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  getNormalBounds(): BrowserWindow['bounds'] {
    return this.bounds;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setProgressBar(): void {}
  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    BrowserWindow.all.delete(this);
    this.emit('closed');
    if (BrowserWindow.all.size === 0) app.emit('window-all-closed');
  }
}

/** Main's end of a channel. Messages arrive only after start(), and the other end can be transferred once. */
class StandInPortMain extends EventEmitter {
  private readonly port: MessagePort;
  private isHandedOver = false;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    if (this.isHandedOver) throw new Error('this port has been handed over');
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
  close(): void {
    this.port.close();
  }
  handOver(): MessagePort {
    if (this.isHandedOver) throw new Error('this port has been handed over already');
    this.isHandedOver = true;
    return this.port;
  }
}
export class MessageChannelMain {
  readonly port1: StandInPortMain;
  readonly port2: StandInPortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new StandInPortMain(port1);
    this.port2 = new StandInPortMain(port2);
  }
}

export const ipcMain = new EventEmitter();
class IpcRenderer extends EventEmitter {
  /** Sends a message as the window's top frame, unless another frame is given. */
  send(channel: string): void {
    const sender = [...BrowserWindow.all][0]?.webContents;
    ipcMain.emit(channel, { sender, senderFrame: sender?.mainFrame ?? null });
  }
}
export const ipcRenderer = new IpcRenderer();

type Item = { label?: string; role?: string; type?: string; click?: () => void; submenu?: Item[] };
/** The role names of Electron's own types, so that they are not listed twice. */
const knownRoles = new Set(
  /role\?: \(([^)]+)\);/u
    .exec(
      readFileSync(
        join(import.meta.dirname, '..', '..', 'node_modules', 'electron', 'electron.d.ts'),
        'utf8',
      ),
    )?.[1]
    ?.split('|')
    .map((role) => role.trim().replaceAll("'", '')),
);
export class Menu {
  static application: Menu | null = null;
  readonly items: Item[];
  constructor(items: Item[]) {
    this.items = items;
  }
  static buildFromTemplate(items: Item[]): Menu {
    const check = (item: Item): void => {
      if (item.role !== undefined && !knownRoles.has(item.role))
        throw new Error(`no such role: ${item.role}`);
      if (item.role === undefined && item.label === undefined && item.type !== 'separator') {
        throw new Error('Invalid submenu template: no label, role or type');
      }
      for (const inner of item.submenu ?? []) check(inner);
    };
    items.forEach(check);
    return new Menu(items);
  }
  static setApplicationMenu(menu: Menu): void {
    Menu.application = menu;
  }
  /** Clicks the item with this label, in any submenu. */
  click(label: string): void {
    const find = (items: Item[]): Item | undefined =>
      items.find((item) => item.label === label) ??
      items.map((item) => find(item.submenu ?? [])).find((item) => item !== undefined);
    const item = find(this.items);
    if (item?.click === undefined) throw new Error(`no item ${label}`);
    item.click();
  }
}

export class Tray extends EventEmitter {
  static current: Tray | null = null;
  menu: Menu | null = null;
  tip = '';
  constructor(image: { isEmpty(): boolean }) {
    super();
    if (image.isEmpty()) throw new Error('an empty picture');
    Tray.current = this;
  }
  setToolTip(tip: string): void {
    this.tip = tip;
    this.emit('tip');
  }
  setContextMenu(menu: Menu): void {
    this.menu = menu;
    this.emit('menu');
  }
  destroy(): void {
    Tray.current = null;
  }
}

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static readonly events = new EventEmitter();
  static isSupported(): boolean {
    return true;
  }
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    Notification.shown.push(this);
    Notification.events.emit('shown');
  }
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
export const nativeImage = {
  createFromBuffer(bytes: Buffer) {
    const isPng = bytes.subarray(0, 4).equals(pngStart);
    const image = {
      isEmpty: () => !isPng,
      resize: () => image,
      setTemplateImage: () => undefined,
    };
    return image;
  },
};
export const nativeTheme = { shouldUseDarkColors: true };
export const powerMonitor = new EventEmitter();
export const screen = {
  getPrimaryDisplay: () => world.displays[0],
  getAllDisplays: () => world.displays,
};
export const shell = {
  async openExternal(url: string): Promise<void> {
    opened.push(url);
  },
  showItemInFolder(path: string): void {
    shown.push(path);
  },
  async openPath(path: string): Promise<string> {
    if (world.openPathFails === '') opened.push(path);
    return world.openPathFails;
  },
};

type Box = { message: string; detail: string; buttons: string[]; cancelId?: number; defaultId?: number };
export const dialog = {
  async showMessageBox(...words: [Box] | [BrowserWindow, Box]): Promise<{ response: number }> {
    const box = words.length === 1 ? words[0] : words[1];
    boxes.push({ message: box.message, detail: box.detail, buttons: box.buttons });
    // If the test has not answered yet, the box stays open until there is an answer or the app ends.
    while (answers.length === 0) {
      if (ended.code !== null) return new Promise(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const answer = answers.shift() ?? '';
    const response = box.buttons.indexOf(answer);
    if (response < 0) throw new Error(`the box has no button ${answer}: ${box.buttons.join(', ')}`);
    return { response };
  },
  showErrorBox(title: string, content: string): void {
    errorBoxes.push({ title, content });
  },
};

/** Encrypts by reversing the bytes, which is enough to show that data went through it. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => world.canEncrypt,
  getSelectedStorageBackend: () => world.storageBackend,
  encryptStringAsync: async (text: string) => Buffer.from(`sealed:${text}`).reverse(),
  decryptStringAsync: async (sealed: Buffer) => ({
    shouldReEncrypt: false,
    result: Buffer.from(sealed).reverse().toString().slice('sealed:'.length),
  }),
  encryptString: () => {
    throw new Error('deprecated: encryptString');
  },
  decryptString: () => {
    throw new Error('deprecated: decryptString');
  },
  isEncryptionAvailable: () => {
    throw new Error('deprecated: isEncryptionAvailable');
  },
};

const parentPort = `
process.parentPort = {
  on: (name, listener) => process.on(name, (data) => listener({ data, ports: [] })),
  postMessage: (message) => process.send(message),
};
process.on('disconnect', () => process.exit());
`;
/** A Node process with a parentPort, like a utility process. */
class StandInUtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;
  constructor(file: string, words: string[], env: NodeJS.ProcessEnv) {
    super();
    const shim = `data:text/javascript,${encodeURIComponent(parentPort)}`;
    this.child = spawn(process.execPath, ['--import', shim, file, ...words], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env,
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code));
  }
  get pid(): number | undefined {
    return this.child.exitCode === null ? this.child.pid : undefined;
  }
  postMessage(message: object): void {
    this.child.send(message);
  }
  kill(): boolean {
    return this.child.kill('SIGTERM');
  }
}
export const utilityProcess = {
  fork(file: string, words: string[] = [], { env }: { env?: NodeJS.ProcessEnv } = {}): StandInUtilityProcess {
    asked.push(`fork ${file}`);
    return new StandInUtilityProcess(file, words, env ?? process.env);
  },
};
