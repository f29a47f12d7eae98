import { join } from 'node:path';
import type { Dialog, Shell } from 'electron';
import { englishLine } from '../../shared/problems/english-text.ts';
import { type Attached, attachToConsole } from '../engine/local-socket/attach.ts';
import { writeOpeningFile } from '../engine/window-files/opening-file.ts';

export type RunningConsole = {
  readonly folder: string;
  readonly version: string;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly shell: Pick<Shell, 'openPath'>;
};

/** How long to wait for a console that has locked the folder to start listening, milliseconds. */
const patienceMs = 10_000;

/**
 * Informs the user that another process uses the folder, and offers to open that console instead.
 * @returns whether the user wants to try again here, because the other process will end soon
 */
export async function offerRunningConsole(options: RunningConsole): Promise<'quit' | 'try-again'> {
  const { folder } = options;
  const attached = await attachSoon(options);
  if (attached === null) {
    return ask(
      options,
      'Another Omnideck has this data folder, and does not answer.',
      'Try again',
      'try-again',
    );
  }
  if (typeof attached === 'string') return ask(options, attached, null, 'quit');
  try {
    const { pid, shell } = await attached.client.console.info();
    const page = await attached.client.page.open();
    if (!page.ok) {
      return ask(options, englishLine(page.problem), 'Try again', 'try-again');
    }
    // The other console's window has just come to the front.
    if (page.value.url === null) return 'quit';
    const where = shell === 'headless' ? 'without a window' : 'with a window';
    const { response } = await options.dialog.showMessageBox({
      type: 'question',
      message: 'Omnideck is in use',
      detail: `The console of ${folder} runs already, ${where} (process ${pid}). It can be opened in your browser.`,
      buttons: ['Open it', 'Quit'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response !== 0) return 'quit';
    const file = await writeOpeningFile(join(folder, 'browser', 'open'), page.value.url, Date.now());
    const failed = await options.shell.openPath(file);
    if (failed === '') return 'quit';
    return ask(
      options,
      `It could not be opened: ${failed}. Run "omnideck open" (in a clone of the repository "npm run -s omnideck -- open") for its address.`,
      null,
      'quit',
    );
  } finally {
    await attached.close();
  }
}

async function attachSoon({ folder, version }: RunningConsole): Promise<Attached | string | null> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const attached = await attachToConsole(folder, version);
    if (attached?.ok) return attached.value;
    if (attached !== null) return englishLine(attached.problem);
    if (Date.now() > giveUpAt) return null;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ask(
  { dialog, folder }: RunningConsole,
  message: string,
  button: string | null,
  answer: 'quit' | 'try-again',
): Promise<'quit' | 'try-again'> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: 'Omnideck is in use',
    detail: `${message}\n\nData folder: ${folder}`,
    buttons: [...(button === null ? [] : [button]), 'Quit'],
    defaultId: 0,
    cancelId: button === null ? 0 : 1,
    noLink: true,
  });
  return button !== null && response === 0 ? answer : 'quit';
}
