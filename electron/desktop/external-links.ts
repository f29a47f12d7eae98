import type { BrowserWindow, Dialog, Shell } from 'electron';

export type ExternalLinks = {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly window: () => BrowserWindow | null;
};

/**
 * Opens an external address in the system's browser, after the user has seen the complete address and
 * confirmed. Only https is allowed, because any other scheme may start any program. There is one question at
 * a time; further requests meanwhile are dropped.
 */
export function askingOpener({ dialog, shell, window }: ExternalLinks): (url: string) => Promise<void> {
  let isAsking = false;
  return async (url) => {
    const parsed = URL.parse(url);
    if (parsed === null || parsed.protocol !== 'https:' || isAsking) return;
    if (parsed.username !== '' || parsed.password !== '') return;
    isAsking = true;
    try {
      const question = {
        type: 'question' as const,
        message: `Open ${parsed.host} in your browser?`,
        detail: parsed.href,
        buttons: ['Open', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const parent = window();
      const { response } =
        parent === null
          ? await dialog.showMessageBox(question)
          : await dialog.showMessageBox(parent, question);
      if (response === 0) await shell.openExternal(parsed.href);
    } finally {
      isAsking = false;
    }
  };
}
