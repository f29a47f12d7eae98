/**
 * Starts a console with a browser UI on a free port, in a temporary folder, with a minimal build of the
 * window.
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Console, startConsole } from '../../electron/engine/start.ts';
import { loadPageFiles } from '../../electron/engine/window-files/window-files.ts';
import { type BrowserUi, startBrowserUi } from '../../electron/web/host.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { workers } from './engine-files.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

export type BrowserUiFixture = {
  readonly folder: string;
  readonly console: Console;
  readonly host: BrowserUi;
  /**
   * Sends a request to the browser UI's host with any path and any headers, even ones that a browser would
   * not send.
   */
  ask(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Answer>;
  /** Uses an opening. @returns the Cookie header that it gives */
  enter(): Promise<string>;
  tick(ms: number): void;
  stop(): Promise<void>;
};

const indexHtml = `<!doctype html><html><head>
<meta property="csp-nonce" nonce="__OMNIDECK_NONCE__">
<script type="module" src="./assets/index-abc123.js" nonce="__OMNIDECK_NONCE__"></script>
</head><body><div id="root"></div></body></html>`;

/** Writes a minimal window into a folder beside a secret file. */
async function writeSmallWindow(folder: string): Promise<string> {
  const window = join(folder, 'renderer');
  await mkdir(join(window, 'assets'), { recursive: true });
  await writeFile(join(window, 'index.html'), indexHtml);
  await writeFile(join(window, 'assets', 'index-abc123.js'), 'document.title = "there";\n');
  await writeFile(join(window, 'assets', 'notes.unknown'), 'not for the page');
  await writeFile(join(folder, 'secret.txt'), 'beside the window');
  return window;
}

export async function startBrowserUiFixture(): Promise<BrowserUiFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'omnideck-page-'));
  let offset = 0;
  const files = await loadPageFiles(await writeSmallWindow(folder));
  if (!files.ok) throw new Error(englishText(files.problem).message);
  const console = await startConsole({
    folder: join(folder, 'data'),
    shell: 'headless',
    version: '0',
    workers,
    passphrase: null,
    keyring: async () => null,
    callbackPort: 0,
    tunnel: { kind: 'none' },
    tunnelHost: null,
  });
  if (!console.ok) throw new Error(englishText(console.problem).message);
  const host = await startBrowserUi({
    port: 0,
    files: files.value,
    router: console.value.router,
    malformedFrames: console.value.malformedFrames,
    now: () => Date.now() + offset,
  });
  if (!host.ok) throw new Error(englishText(host.problem).message);
  const { port } = host.value;
  const ask: BrowserUiFixture['ask'] = (path, options = {}) => askPort(port, path, options);
  return {
    folder,
    console: console.value,
    host: host.value,
    ask,
    async enter() {
      const { search } = new URL(host.value.openingUrl());
      const answer = await ask(`/${search}`);
      return cookieOf(answer);
    },
    tick(ms) {
      offset += ms;
    },
    async stop() {
      await host.value.stop();
      await console.value.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Returns the name and value of the cookie that an answer sets. */
export function cookieOf(answer: Answer): string {
  const [first = ''] = [answer.headers['set-cookie'] ?? ''].flat();
  return first.split(';', 1)[0] ?? '';
}

/** Sends a request to a port of 127.0.0.1; the path is sent unchanged. */
export function askPort(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {} } = options;
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}
