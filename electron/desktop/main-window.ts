import { BrowserWindow, nativeImage, nativeTheme, screen, type WebContents } from 'electron';
import { goTo } from './channels.ts';
import { windowPicture } from './icons.ts';
import type { OwnPage } from './own-page.ts';
import { fitPlace, readPlace, savePlace, smallestWindow } from './window-place.ts';

export type MainWindow = {
  /**
   * Brings the window to the front; creates it if it was closed. @param hash an address in the page, "#/…"
   */
  show(hash?: string): void;
  hide(): void;
  current(): BrowserWindow | null;
  /** Returns whether the window is visible and focused. */
  isInFront(): boolean;
  /** Allows the window to close, because the app is quitting. */
  release(): void;
};

export type MainWindowOptions = {
  readonly page: OwnPage;
  readonly preload: string;
  readonly placeFile: string;
  readonly platform: NodeJS.Platform;
  readonly isDevelopment: boolean;
  /** Called when the window's first content is shown. */
  readonly onReady: () => void;
  /** Called when the user closes the window. On macOS the app keeps running without a window. */
  readonly onClose: () => void;
};

/** The background colours before the page has rendered (renderer/shell/tokens.css: --bg). */
const background = { light: '#ffffff', dark: '#191919' };
/** If a reloaded page crashes again within this time, it is not reloaded again. */
const diesAgainMs = 10_000;

/**
 * Creates the only window. Every option on Electron's security page is set explicitly, although most are
 * defaults now.
 */
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
        // Spell checking would download dictionaries from a Google server.
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
    // A load that is interrupted by another load rejects; the newer load is shown.
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
