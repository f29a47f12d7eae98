import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { rememberedPort } from '../../engine/features/settings/index.ts';
import { loadPageFiles, type PageFiles } from '../../engine/window-files/window-files.ts';
import { builtPage } from '../../web/build.ts';
import { type BrowserUi, startBrowserUi } from '../../web/host.ts';
import { openInBrowser } from '../../web/open.ts';
import type { EveryOption } from '../options.ts';
import { exit, note, printJson, printProblem } from '../output.ts';
import { askYes } from '../prompt.ts';
import { runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { noteInboundWarnings } from './inbound.ts';
import { showPage } from './open.ts';

export type ServeOptions = EveryOption & { readonly port?: number; readonly open: boolean };

/** How long the ready line waits for a tunnel. */
const tunnelWaitMs = 20_000;
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs the headless console with its browser UI until it is stopped. */
export function serve(options: ServeOptions): Promise<void> {
  let page: BrowserUi | null = null;
  const openBrowserUi = async (): Promise<Result<{ url: string }>> =>
    page === null ? fail(notYet) : ok({ url: page.openingUrl() });

  return runInSession(
    options,
    async (session, json, interrupted) => {
      const { owner } = session;
      if (owner === null) return offerOther(session, json, options.open);
      const [sandbox, files] = await Promise.all([
        options.sandbox === true ? session.client.accounts.sandbox() : null,
        builtFiles(),
      ]);
      if (sandbox?.ok === false) {
        printProblem(sandbox.problem, json);
        return exit.couldNotTry;
      }
      const started = await startBrowserUiFor(owner, files, options.port ?? null);
      if (!started.ok) {
        printProblem(started.problem, json);
        return exit.couldNotTry;
      }
      const host = started.value;
      page = host;
      try {
        const { callbacks, secrets } = await session.client.console.overview();
        const publicUrl = await owner.publicUrl(tunnelWaitMs);
        if (secrets.locked && secrets.exists) {
          note(
            'The passwords are locked: reports are put off and nothing is sent until OMNIDECK_PASSPHRASE is given.',
          );
        }
        printJson({
          ready: true,
          page_url: host.openingUrl(),
          callback_url: callbacks.localUrl,
          public_url: publicUrl,
        });
        await noteInboundWarnings(session);
        if (options.open) await showHere(host, owner.parts.about.folder);
        await untilAborted(interrupted);
      } finally {
        page = null;
        await host.stop();
        await rm(join(owner.parts.about.folder, 'browser', 'open'), { recursive: true, force: true });
      }
      return exit.reached;
    },
    { openBrowserUi, outlivesOutput: true },
  );
}

async function builtFiles(): Promise<Result<PageFiles>> {
  const built = await builtPage(root, note);
  return built.ok ? loadPageFiles(built.value) : built;
}

type Owner = NonNullable<Session['owner']>;

/**
 * Starts the browser UI on the requested port, or on the previous port if it is free, or on any free port.
 */
async function startBrowserUiFor(
  { parts, router, malformedFrames }: Owner,
  files: Result<PageFiles>,
  port: number | null,
): Promise<Result<BrowserUi>> {
  if (!files.ok) return files;
  const { page_port: last } = await parts.store.read('readSettings', {});
  const common = { files: files.value, router, malformedFrames, now: parts.now };
  let started = await startBrowserUi({ ...common, port: port ?? rememberedPort(last) });
  if (!started.ok && port === null) started = await startBrowserUi({ ...common, port: 0 });
  if (!started.ok) return started;
  await parts.store.write('setSetting', { key: 'page_port', value: String(started.value.port) });
  return started;
}

async function showHere(host: BrowserUi, folder: string): Promise<void> {
  const { platform, env: environment } = process;
  const opened = await openInBrowser(host.openingUrl(), { folder, platform, environment });
  if (opened === 'nothing') note(`No browser could be opened here. Open this address: ${host.openingUrl()}`);
}

/** Offers the browser UI of another console that already uses the folder. */
async function offerOther(session: Session, json: boolean, mayOpen: boolean): Promise<number> {
  printProblem(cliProblem('folder-in-use', {}, 'data'), json);
  if (mayOpen && !json && (await askYes('Open that one? (yes/no) ')) === true) {
    return showPage(session, { json, open: true });
  }
  return exit.couldNotTry;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const notYet = cliProblem('no-page');
