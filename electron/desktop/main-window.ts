import { BrowserWindow, nativeImage, nativeTheme, screen, type WebContents } from 'electron';
import { goTo } from './channels.ts';
import { windowPicture } from './icons.ts';
import type { OwnPage } from './own-page.ts';
import { fitPlace, readPlace, savePlace, smallestWindow } from './window-place.ts';

export type MainWindow = {
  /** Brings it to the front, made anew where it was closed. @param hash an address in the page, "#/…" */
  show(hash?: string): void;
  hide(): void;
  current(): BrowserWindow | null;
  /** Whether a person is looking at it. */
  isInFront(): boolean;
  /** Lets it be closed: the app is ending. */
  release(): void;
};

export type MainWindowOptions = {
  readonly page: OwnPage;
  readonly preload: string;
  readonly placeFile: string;
  readonly platform: NodeJS.Platform;
  readonly isDevelopment: boolean;
  /** The first picture is there. */
  readonly onReady: () => void;
  /** A person closes the window; macOS keeps the app and only hides it. */
  readonly onClose: () => void;
};

/** The page's colours before it has drawn itself (renderer/shell/tokens.css: --bg). */
const background = { light: '#ffffff', dark: '#191919' };
/** A page that dies so soon after it was made anew would only die again. */
const diesAgainMs = 10_000;

/** The one window. Every option that Electron's security page names is said here, though most are defaults by now. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let isReleased = false;
  let diedAt = 0;

  function make(hash: string): BrowserWindow {
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
    const { maximized, ...place } = fitPlace(readPlace(options.placeFile), areas);
    const made = new BrowserWindow({
      ...place,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: 'Omnideck',
      backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
      ...(options.platform === 'linux' ? { icon: picture(windowPicture) } : {}),
      webPreferences: {
        preload: options.preload,
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
        // Its dictionaries would be fetched from a server of Google's.
        spellcheck: false,
        devTools: options.isDevelopment,
      },
    });
    if (maximized) made.maximize();
    made.once('ready-to-show', () => {
      made.show();
      options.onReady();
    });
    made.on('close', (event) => {
      keepPlace(made);
      if (isReleased) return;
      event.preventDefault();
      if (options.platform === 'darwin') made.hide();
      else options.onClose();
    });
    made.on('closed', () => {
      window = null;
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || isReleased || Date.now() - diedAt < diesAgainMs) return;
      diedAt = Date.now();
      made.webContents.reload();
    });
    void load(made.webContents, hash);
    return made;
  }

  async function load(contents: WebContents, hash: string): Promise<void> {
    // A load that is cut short by another one rejects; what is shown then is the other one.
    await contents.loadURL(`${options.page.address}${hash}`).catch(() => undefined);
  }

  function keepPlace(made: BrowserWindow): void {
    savePlace(options.placeFile, { ...made.getNormalBounds(), maximized: made.isMaximized() });
  }

  return {
    show(hash = '') {
      if (window === null) {
        window = make(hash);
        return;
      }
      if (hash !== '') window.webContents.send(goTo, hash);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide: () => window?.hide(),
    current: () => window,
    isInFront: () => window?.isFocused() === true,
    release() {
      isReleased = true;
      if (window !== null) keepPlace(window);
    },
  };
}

export function picture(base64: string): Electron.NativeImage {
  return nativeImage.createFromBuffer(Buffer.from(base64, 'base64'));
}
