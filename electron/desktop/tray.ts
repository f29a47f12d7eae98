import { Menu, Tray } from 'electron';
import type { Overview } from '../../shared/contract/console.ts';
import { trayPicture, trayTemplatePicture } from './icons.ts';
import { picture } from './main-window.ts';
import type { ShellWords } from './words.ts';

export type TrayActions = {
  readonly show: (hash?: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly quit: () => void;
};

export type DeskTray = {
  update(overview: Overview): void;
  speak(words: ShellWords['tray']): void;
  destroy(): void;
};

/** Returns the tray's status lines, what needs attention first. */
function trayLines(
  { counts, outbox, pause, troubles }: Overview,
  words: ShellWords['tray'],
): readonly string[] {
  const lines: string[] = [];
  if (troubles.length > 0) lines.push(words.trouble);
  if (counts.attention > 0) lines.push(words.attention(counts.attention));
  if (pause !== null) lines.push(words.paused);
  const sending = outbox.queued + outbox.inFlight;
  if (sending > 0) lines.push(words.toSend(sending));
  if (counts.open > 0) lines.push(words.open(counts.open));
  return lines.length > 0 ? lines : [words.nothing];
}

/**
 * Creates the tray. @returns null if the system has no tray; the window offers everything that the tray does
 */
export function createTray(
  platform: NodeJS.Platform,
  actions: TrayActions,
  begun: ShellWords['tray'],
): DeskTray | null {
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
  let words = begun;
  let latest: Overview | null = null;
  const update = (overview: Overview) => {
    latest = overview;
    const lines = trayLines(overview, words);
    const isPaused = overview.pause !== null;
    const now = JSON.stringify([lines, isPaused]);
    if (now === shownLines) return;
    shownLines = now;
    tray.setToolTip(['Omnideck', ...lines].join('\n'));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...lines.map((label) => ({ label, click: () => actions.show('#/messages') })),
        { type: 'separator' },
        { label: words.show, click: () => actions.show() },
        { label: words.newMessage, click: () => actions.show('#/compose') },
        isPaused
          ? { label: words.resume, click: actions.resume }
          : { label: words.pause, click: actions.pause },
        { type: 'separator' },
        { label: words.quit, click: actions.quit },
      ]),
    );
  };
  return {
    update,
    speak(other) {
      words = other;
      if (latest) update(latest);
    },
    destroy: () => tray.destroy(),
  };
}
