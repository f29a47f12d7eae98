import type { App, BrowserWindow, Dialog } from 'electron';
import type { Overview } from '../../shared/contract/console.ts';

export type Quitting = {
  /** Quits on the user's request: first shows unfinished work and asks. */
  ask(): void;
  /**
   * Quits on the system's request (a signal, a shutdown): does not ask, but still finishes requests that are
   * under way.
   */
  now(): void;
};

export type QuittingOptions = {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: () => BrowserWindow | null;
  readonly overview: () => Promise<Overview>;
  /** Finishes requests that are under way, commits, and unlocks the folder. */
  readonly stop: () => Promise<void>;
  /** Allows the window to close from now on. */
  readonly release: () => void;
  /** Keeps the console running without a window; null if there is no tray to bring the window back from. */
  readonly toBackground: (() => void) | null;
};

/** The time limit for stopping. A request to the API has its own, shorter limit; this one is a safeguard. */
const longestStopMs = 90_000;

/** Returns descriptions of unfinished work; if there are none, quitting needs no question. */
export function openWork({ counts, outbox, pause }: Overview): readonly string[] {
  const sentences: string[] = [];
  const waiting = outbox.queued;
  if (waiting > 0) {
    sentences.push(
      `${messages(waiting, 'is', 'are')} not sent yet${pause === null ? '' : ' (sending is paused)'}: sending continues when Omnideck is opened again.`,
    );
  }
  if (outbox.inFlight > 0) {
    sentences.push(
      `${messages(outbox.inFlight, 'is', 'are')} being sent: that is finished before it closes.`,
    );
  }
  const open = counts.open + counts.scheduled - waiting - outbox.inFlight;
  if (open > 0) {
    sentences.push(
      `${messages(open, 'is', 'are')} under way: delivery reports can't come in while it is closed; ${open === 1 ? 'its status is' : 'their statuses are'} polled when it is opened again.`,
    );
  }
  return sentences;
}

/** Handles every way to quit: the menu, the tray, the window, a signal. */
export function createQuitting(options: QuittingOptions): Quitting {
  let state: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';
  let isForced = false;

  options.app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'running') void decide();
    else if (state === 'asking' && isForced) void stop();
  });

  async function decide(): Promise<void> {
    state = 'asking';
    const answer = isForced ? 'quit' : await question();
    // A signal may have arrived while the question was shown.
    if (state !== 'asking') return;
    if (answer === 'quit') return stop();
    state = 'running';
    if (answer === 'background') options.toBackground?.();
  }

  async function question(): Promise<'quit' | 'background' | 'cancel'> {
    // If the engine does not answer, there is nothing for the user to decide, so the app quits without
    // asking.
    const open = await options.overview().then(openWork, () => []);
    if (open.length === 0) return 'quit';
    const background = options.toBackground === null ? [] : ['Keep running in the background'];
    const buttons = ['Quit', ...background, 'Cancel'];
    const box = {
      type: 'question' as const,
      message: 'Quit Omnideck?',
      detail: open.join('\n\n'),
      buttons,
      defaultId: background.length > 0 ? 1 : 0,
      cancelId: buttons.length - 1,
      noLink: true,
    };
    const window = options.window();
    const { response } =
      window === null
        ? await options.dialog.showMessageBox(box)
        : await options.dialog.showMessageBox(window, box);
    if (response === 0) return 'quit';
    return response === buttons.length - 1 ? 'cancel' : 'background';
  }

  async function stop(): Promise<void> {
    state = 'stopping';
    options.release();
    const window = options.window();
    window?.setTitle('Omnideck: finishing what is in flight…');
    window?.setProgressBar(2);
    const limit = setTimeout(() => options.app.exit(1), longestStopMs);
    try {
      await options.stop();
    } finally {
      clearTimeout(limit);
      state = 'stopped';
      options.app.quit();
    }
  }

  return {
    ask: () => options.app.quit(),
    now() {
      isForced = true;
      options.app.quit();
    },
  };
}

function messages(count: number, one: string, many: string): string {
  return count === 1 ? `1 message ${one}` : `${count} messages ${many}`;
}
