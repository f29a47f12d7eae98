/**
 * The fuses of the packaged app: switches in Electron's binary that are set during packaging and cannot be
 * changed by whoever starts the app. The binary in node_modules has Electron's default fuses; a packager has
 * to apply this list (`@electron/fuses`) before signing. Each fuse has a reason for its value. Source:
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export type Fuse = { readonly on: boolean; readonly why: string };

export const fuses = {
  runAsNode: {
    on: false,
    why: 'ELECTRON_RUN_AS_NODE would run anything in the name of this app, with what the OS key store grants it. Nothing here needs it: utility processes ask the key store and read backups.',
  },
  enableCookieEncryption: {
    on: true,
    why: 'The page has no cookie in the desktop shell; should one ever be there, it is not to lie on the disk in clear.',
  },
  enableNodeOptionsEnvironmentVariable: {
    on: false,
    why: 'NODE_OPTIONS could load code into the main process.',
  },
  enableNodeCliInspectArguments: {
    on: false,
    why: '--inspect would open a debugger into the main process to any program of this computer.',
  },
  enableEmbeddedAsarIntegrityValidation: {
    on: true,
    why: 'A changed app.asar does not start (macOS and Windows).',
  },
  onlyLoadAppFromAsar: {
    on: true,
    why: 'With the one above: code beside app.asar is not looked for.',
  },
  loadBrowserProcessSpecificV8Snapshot: {
    on: false,
    why: 'There is no snapshot of our own; one that somebody put there is not to be loaded.',
  },
  grantFileProtocolExtraPrivileges: {
    on: false,
    why: 'The page has a scheme of its own; file:// needs no more than a browser gives it.',
  },
} as const satisfies Readonly<Record<string, Fuse>>;
