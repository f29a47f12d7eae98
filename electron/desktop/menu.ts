import type { MenuItemConstructorOptions } from 'electron';

export type MenuActions = {
  readonly show: (hash: string) => void;
  /** An address that leads out; asked about before. */
  readonly openExternal: (url: string) => void;
};

const manual = 'https://messente.com/documentation/omnichannel-api';

/** The native menu. The page has the same by keyboard and pointer; here it is where each system's people look for it. */
export function menuTemplate(
  place: { readonly platform: NodeJS.Platform; readonly isDevelopment: boolean },
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = place.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.show('#/settings/accounts'),
  };
  const about: MenuItemConstructorOptions = {
    label: 'About Omnideck',
    click: () => actions.show('#/settings/about'),
  };
  const appMenu: MenuItemConstructorOptions = {
    label: 'Omnideck',
    submenu: [
      about,
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  const elsewhere: MenuItemConstructorOptions[] = [settings, { type: 'separator' }, { role: 'quit' }];
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: 'File',
      submenu: [
        { label: 'New message', accelerator: 'CmdOrCtrl+N', click: () => actions.show('#/compose') },
        { type: 'separator' },
        ...(isMac ? [{ role: 'close' as const }] : elsewhere),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { label: 'Messages', click: () => actions.show('#/messages') },
        { label: 'Callbacks', click: () => actions.show('#/callbacks') },
        { type: 'separator' },
        { role: 'reload' },
        ...(place.isDevelopment ? [{ role: 'toggleDevTools' as const }] : []),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: "Messente's Omnichannel API", click: () => actions.openExternal(manual) },
        ...(isMac ? [] : [{ type: 'separator' as const }, about]),
      ],
    },
  ];
}
