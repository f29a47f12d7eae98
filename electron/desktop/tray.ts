import { Menu, Tray } from 'electron';
import type { Overview } from '../../shared/contract/schemas.ts';
import { trayPicture, trayTemplatePicture } from './icons.ts';
import { picture } from './main-window.ts';

export type TrayActions = {
  readonly show: (hash?: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly quit: () => void;
};

export type DeskTray = { update(overview: Overview): void; destroy(): void };

/** What the tray says of the console, in lines: what needs attention first. */
export function trayLines({ counts, outbox, pause }: Overview): readonly string[] {
  const lines: string[] = [];
  if (counts.attention > 0)
    lines.push(`${counts.attention} ${counts.attention === 1 ? 'needs' : 'need'} attention`);
  if (pause !== null) lines.push('Sending is paused');
  const sending = outbox.queued + outbox.inFlight;
  if (sending > 0) lines.push(`${sending} to be sent`);
  if (counts.open > 0) lines.push(`${counts.open} under way`);
  return lines.length > 0 ? lines : ['Nothing under way'];
}

/** @returns null where the system has no place for it: everything in it can be had from the window */
export function createTray(platform: NodeJS.Platform, actions: TrayActions): DeskTray | null {
  let tray: Tray;
  try {
    const image = picture(platform === 'darwin' ? trayTemplatePicture : trayPicture);
    const small = image.resize({ width: 16, height: 16 });
    if (platform === 'darwin') small.setTemplateImage(true);
    tray = new Tray(platform === 'linux' ? image : small);
  } catch {
    return null;
  }
  tray.on('click', () => actions.show());
  let shownLines = '';
  return {
    update(overview) {
      const lines = trayLines(overview);
      const isPaused = overview.pause !== null;
      const now = JSON.stringify([lines, isPaused]);
      if (now === shownLines) return;
      shownLines = now;
      tray.setToolTip(['Omnideck', ...lines].join('\n'));
      tray.setContextMenu(
        Menu.buildFromTemplate([
          ...lines.map((label) => ({ label, click: () => actions.show('#/messages') })),
          { type: 'separator' },
          { label: 'Open Omnideck', click: () => actions.show() },
          { label: 'New message', click: () => actions.show('#/compose') },
          isPaused
            ? { label: 'Resume sending', click: actions.resume }
            : { label: 'Pause all sending', click: actions.pause },
          { type: 'separator' },
          { label: 'Quit', click: actions.quit },
        ]),
      );
    },
    destroy: () => tray.destroy(),
  };
}
