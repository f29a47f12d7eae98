import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './words.ts';

export type MenuActions = {
  readonly show: (hash: string) => void;
  /** Opens an external address after asking the user. */
  readonly openExternal: (url: string) => void;
};

const manual = 'https://messente.com/documentation/omnichannel-api';

/** Alternative keys for zooming: plus without Shift, and the keys of the number pad. */
const alsoZooms: readonly MenuItemConstructorOptions[] = (
  [
    ['zoomIn', 'CmdOrCtrl+='],
    ['zoomIn', 'CmdOrCtrl+numadd'],
    ['zoomOut', 'CmdOrCtrl+numsub'],
    ['resetZoom', 'CmdOrCtrl+num0'],
  ] as const
).map(([role, accelerator]) => ({ role, accelerator, visible: false, acceleratorWorksWhenHidden: true }));

/**
 * Returns the template of the native menu. The page offers the same actions by keyboard and pointer; the menu
 * has them where users of each system expect them.
 */
export function menuTemplate(
  place: { readonly platform: NodeJS.Platform; readonly isDevelopment: boolean },
  actions: MenuActions,
  words: ShellWords['menu'],
): MenuItemConstructorOptions[] {
  const isMac = place.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.show('#/settings/accounts'),
  };
  const about: MenuItemConstructorOptions = {
    label: words.about,
    click: () => actions.show('#/settings/about'),
  };
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };
  const appMenu: MenuItemConstructorOptions = {
    label: 'Omnideck',
    submenu: [
      about,
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services', label: words.services },
      { type: 'separator' },
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.unhide },
      { type: 'separator' },
      quit,
    ],
  };
  const elsewhere: MenuItemConstructorOptions[] = [settings, { type: 'separator' }, quit];
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: words.file,
      submenu: [
        { label: words.newMessage, accelerator: 'CmdOrCtrl+N', click: () => actions.show('#/compose') },
        { type: 'separator' },
        ...(isMac ? [{ role: 'close' as const, label: words.close }] : elsewhere),
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { type: 'separator' },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.messages, click: () => actions.show('#/messages') },
        { label: words.reports, click: () => actions.show('#/reports') },
        { type: 'separator' },
        { role: 'reload', label: words.reload },
        ...(place.isDevelopment ? [{ role: 'toggleDevTools' as const, label: words.developer }] : []),
        { type: 'separator' },
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        ...alsoZooms,
        { type: 'separator' },
        { role: 'togglefullscreen', label: words.fullScreen },
      ],
    },
    {
      label: words.window,
      role: 'window',
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [
        { label: words.manual, click: () => actions.openExternal(manual) },
        ...(isMac ? [] : [{ type: 'separator' as const }, about]),
      ],
    },
  ];
}
