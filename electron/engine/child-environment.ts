/** The parts of this process's environment that a child process or thread may need. */
export type EnvironmentNeed =
  /** A thread of this process: the folder for temporary files. */
  | 'thread'
  /** Any program: the search path for programs, the user's folder and language. */
  | 'program'
  /** A program with a window, or one that opens a window: the display, the desktop and its session. */
  | 'window'
  /** A process that accesses the operating system's key store. */
  | 'key-store'
  /** A process that connects to the internet. */
  | 'network'
  /** The console itself, started as another process: its data folder. No credentials. */
  | 'console'
  /** Electron, and the program that downloads Electron. */
  | 'electron';

/**
 * Names are compared in upper case, as Windows does. A name that ends in "*" means all names with this
 * beginning.
 */
const allowed: Readonly<Record<EnvironmentNeed, readonly string[]>> = {
  thread: ['TMPDIR', 'TMP', 'TEMP', 'SQLITE_TMPDIR', 'TZ', 'SYSTEMROOT', 'NODE_COMPILE_CACHE'],
  program: [
    ...[
      'PATH',
      'HOME',
      'USER',
      'LOGNAME',
      'SHELL',
      'TMPDIR',
      'TMP',
      'TEMP',
      'TZ',
      'LANG',
      'LANGUAGE',
      'LC_*',
    ],
    ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'USERNAME', 'HOMEDRIVE'],
    ...['HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'],
    ...['PROGRAMW6432', 'COMMONPROGRAMFILES', 'COMMONPROGRAMFILES(X86)', 'NUMBER_OF_PROCESSORS'],
    // The library paths of systems that keep libraries elsewhere (NixOS, Guix).
    ...['LD_LIBRARY_PATH', 'LOCALE_ARCHIVE', '__CF_USER_TEXT_ENCODING'],
  ],
  window: [
    ...['DISPLAY', 'WAYLAND_DISPLAY', 'WAYLAND_SOCKET', 'XAUTHORITY', 'ICEAUTHORITY', 'SESSION_MANAGER'],
    ...[
      'DBUS_SESSION_BUS_ADDRESS',
      'DESKTOP_SESSION',
      'DESKTOP_STARTUP_ID',
      'BROWSER',
      'XMODIFIERS',
      'XDG_*',
    ],
    ...['GDK_*', 'GTK_*', 'GSETTINGS_*', 'GNOME_DESKTOP_*', 'GNOME_SHELL_*', 'KDE_*', 'QT_*', 'XCURSOR_*'],
    ...['CLUTTER_*', 'IBUS_*', 'FONTCONFIG_*', 'LIBGL_*', 'MESA_*', 'LIBVA_*', 'VDPAU_*', '__GL*', 'PULSE_*'],
    // WSL needs these to show windows.
    ...['WSL_DISTRO_NAME', 'WSL_INTEROP', 'WSLENV'],
  ],
  'key-store': [
    'DBUS_SESSION_BUS_ADDRESS',
    'XDG_RUNTIME_DIR',
    'XDG_CURRENT_DESKTOP',
    'DISPLAY',
    'XAUTHORITY',
  ],
  network: [
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
    ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ],
  console: ['OMNIDECK_DATA', 'OMNIDECK_DEBUG'],
  electron: [
    ...[
      'ELECTRON_MIRROR',
      'ELECTRON_CUSTOM_*',
      'ELECTRON_NIGHTLY_MIRROR',
      'ELECTRON_GET_*',
      'ELECTRON_INSTALL_*',
    ],
    ...['ELECTRON_CONFIG_CACHE', 'ELECTRON_USE_REMOTE_CHECKSUMS', 'ELECTRON_OVERRIDE_DIST_PATH'],
    ...['ELECTRON_OZONE_PLATFORM_HINT', 'ELECTRON_ENABLE_LOGGING', 'ELECTRON_RENDERER_URL', 'ELECTRON_TRASH'],
    ...['NPM_CONFIG_ELECTRON_*', 'NPM_PACKAGE_CONFIG_ELECTRON_*', 'NPM_CONFIG_PLATFORM', 'NPM_CONFIG_ARCH'],
    ...['FORCE_NO_CACHE', 'GLOBAL_AGENT_*'],
  ],
};

/** Set if a console that was started as another process reads the passphrase from its standard input. */
export const passphraseByInput = 'OMNIDECK_PASSPHRASE_BY_INPUT';

/**
 * Returns the environment for a child process or thread, with only the variables that it needs.
 * OMNIDECK_PASSPHRASE, OMNIDECK_PASSWORD and credentials of other programs (tokens of a build server, cloud
 * keys) are never passed on. Everything that starts a process or a thread uses this function.
 * @param needs what the child does
 * @param environment default: this process's own
 */
export function childEnvironment(
  needs: readonly EnvironmentNeed[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const patterns = needs.flatMap((need) => allowed[need]);
  const exact = new Set(patterns);
  const beginnings = patterns.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const capitals = name.toUpperCase();
    if (exact.has(capitals) || beginnings.some((beginning) => capitals.startsWith(beginning))) {
      passed[name] = value;
    }
  }
  return passed;
}
