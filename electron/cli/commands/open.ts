import { resolve } from 'node:path';
import { cliProblem } from '../../../shared/problems/cli.ts';

import { defaultFolder } from '../../engine/data-folder.ts';
import { openInBrowser } from '../../web/open.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { refuse } from '../run.ts';
import { attachSession, type Session } from '../session.ts';

export type OpenCommandOptions = { readonly data?: string; readonly open: boolean; readonly json?: boolean };

/** Opens the browser UI of the console that runs on the folder; starts no console. */
export async function openBrowserUi(options: OpenCommandOptions): Promise<void> {
  const json = options.json === true;
  const folder = options.data === undefined ? defaultFolder() : resolve(options.data);
  const attached = await attachSession(folder);
  if (attached === null) {
    return refuse(cliProblem('no-console', { folder }, 'data'), json);
  }
  if (!attached.ok) return refuse(attached.problem, json);
  const session = attached.value;
  try {
    process.exitCode = await showPage(session, { json, open: options.open });
  } finally {
    await session.close();
  }
}

/** Requests an opening from the console, and shows it in a browser if that is wanted and possible. */
export async function showPage(
  session: Session,
  { json, open }: { readonly json: boolean; readonly open: boolean },
): Promise<number> {
  const page = await session.client.page.open();
  if (!page.ok) {
    printProblem(page.problem, json);
    return exit.couldNotTry;
  }
  const { url } = page.value;
  if (url === null) {
    if (json) printJson({ page_url: null, opened: 'desktop-window' });
    else note("The console's own window has come to the front.");
    return exit.reached;
  }
  const { dataFolder } = await session.client.console.info();
  const { platform, env: environment } = process;
  const opened = open ? await openInBrowser(url, { folder: dataFolder, platform, environment }) : 'nothing';
  // An opening that a browser received is used up, so only an unused one is printed.
  if (json) printJson({ page_url: opened === 'nothing' ? url : null, opened });
  else if (opened === 'nothing') printLine(url);
  return exit.reached;
}
