/**
 * Tests `serve`, `open` and `npm start` as processes: what they print and open, and what they do without
 * Electron.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runElectron, whyNoDesktop } from '../../electron/cli/start-electron.ts';
import { askPort, cookieOf } from '../helpers/browser-ui-fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const script = (name: string): string => join(root, 'electron', 'cli', name);

let folder = '';
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omnideck-serve-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
});

type Run = {
  readonly child: ChildProcess;
  /** The first line of standard output that is JSON. */
  readonly line: Promise<Record<string, unknown>>;
  readonly printed: () => string;
  readonly code: Promise<number | null>;
};

function run(file: string, words: string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [script(file), ...words], {
    // No display: nothing must open on the screen of the user who runs the tests.
    env: { PATH: process.env.PATH ?? '', HOME: folder, OMNIDECK_DATA: join(folder, 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = new Promise<Record<string, unknown>>((resolve, reject) => {
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (text) => {
        if (text.startsWith('{')) resolve(JSON.parse(text));
      });
    }
    void code.then((ended) => reject(new Error(`ended with ${ended}: ${printed}`)));
  });
  line.catch(() => undefined);
  return { child, line, printed: () => printed, code };
}

async function shows(pageUrl: unknown): Promise<number> {
  const { port, pathname, search } = new URL(String(pageUrl));
  const answer = await askPort(Number(port), `${pathname}${search}`);
  const page = await askPort(Number(port), '/', { headers: { cookie: cookieOf(answer) } });
  return page.status;
}

describe('serve', () => {
  it('starts the browser UI on its own port; open creates another opening of it', async () => {
    const serve = run('omnideck.mjs', ['serve', '--no-open', '--sandbox']);
    const ready = await serve.line;
    expect(ready).toMatchObject({ ready: true, public_url: null });
    const page = new URL(String(ready.page_url));
    expect(page.hostname).toBe('127.0.0.1');
    expect(page.port).not.toBe(new URL(String(ready.callback_url)).port);
    expect(await shows(ready.page_url)).toBe(200);
    expect(await shows(ready.page_url)).toBe(401);

    const opened = await run('omnideck.mjs', ['open', '--json']).line;
    expect(opened).toMatchObject({ opened: 'nothing' });
    expect(opened.page_url).not.toBe(ready.page_url);
    expect(new URL(String(opened.page_url)).port).toBe(page.port);
    expect(await shows(opened.page_url)).toBe(200);

    const second = run('omnideck.mjs', ['serve', '--no-open']);
    expect(await second.code).toBe(2);
    expect(second.printed()).toContain('omnideck open');

    serve.child.kill('SIGTERM');
    expect(await serve.code).toBe(0);
    const again = await run('omnideck.mjs', ['serve', '--no-open']).line;
    expect(new URL(String(again.page_url)).port).toBe(page.port);
  });

  it('prints the address if no browser can be opened', async () => {
    const serve = run('omnideck.mjs', ['serve']);
    await serve.line;
    while (!serve.printed().includes('Open this address'))
      await new Promise((resolve) => setTimeout(resolve, 10));
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(serve.printed())?.[0];
    expect(await shows(address)).toBe(200);
  });

  it('uses the given port, and reports if it is in use', async () => {
    const first = await run('omnideck.mjs', ['serve', '--no-open', '--data', join(folder, 'one')]).line;
    const { port } = new URL(String(first.page_url));
    const second = run('omnideck.mjs', ['serve', '--no-open', '--port', port, '--data', join(folder, 'two')]);
    expect(await second.code).toBe(2);
    expect(second.printed()).toContain(`Port ${port} is in use`);
  });

  it('the open command without a running console starts nothing', async () => {
    const open = run('omnideck.mjs', ['open']);
    expect(await open.code).toBe(2);
    expect(open.printed()).toContain('No console is running on');
  });
});

describe('npm start', () => {
  it('without a display says so in one sentence and serves the browser UI', async () => {
    const start = run('start.mjs', []);
    expect(await shows((await start.line).page_url)).toBe(200);
    expect(start.printed()).toContain("Electron's window can't open here: there is no display.");
  });

  const place = (dist: string, printed: string[] = []) => ({
    root,
    platform: process.platform,
    environment: { PATH: process.env.PATH ?? '', ELECTRON_OVERRIDE_DIST_PATH: dist },
    userId: 1000,
    show: (message: string) => printed.push(message),
  });
  /** A program in place of Electron's binary. */
  const runtime = async (body: string): Promise<string> => {
    const dist = join(folder, 'dist');
    await mkdir(dist);
    await writeFile(join(dist, 'electron'), `#!/bin/sh\n${body}\n`);
    await chmod(join(dist, 'electron'), 0o755);
    return dist;
  };

  it('detects in advance if Electron cannot start', () => {
    const at = (platform: NodeJS.Platform, userId: number | null, environment = {}) =>
      whyNoDesktop({ ...place(''), platform, userId, environment });
    expect(at('linux', 1000, { DISPLAY: ':0' })).toBeNull();
    expect(at('linux', 1000, { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull();
    expect(at('darwin', 501)).toBeNull();
    expect(at('win32', null)).toBeNull();
    expect(at('linux', 1000)).toContain('display');
    expect(at('linux', 0, { DISPLAY: ':0' })).toContain('root');
  });

  it.skipIf(process.platform === 'win32').each([
    ['echo "Missing X server or \\$DISPLAY" >&2; exit 1', 'there is no display'],
    [
      'echo "FATAL: Running as root without --no-sandbox is not supported." >&2; kill -TRAP $$',
      "its sandbox doesn't work as root",
    ],
    [
      'echo "FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found" >&2; kill -TRAP $$',
      "its sandbox can't be set up",
    ],
    ['echo "x: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127', 'libnss3.so'],
    ['exit 3', 'it ended at once'],
    ['kill -SEGV $$', 'SIGSEGV'],
  ])('explains why Electron ended early (%s)', async (body, words) => {
    const ran = await runElectron([], place(await runtime(body)));
    expect(ran).toMatchObject({ kind: 'not-here' });
    expect(ran.kind === 'not-here' ? ran.why : '').toContain(words);
  });

  it.skipIf(process.platform === 'win32')(
    'opens no browser UI after an Electron that showed its window and ended',
    async () => {
      const dist = await runtime('echo \'{"ready":true,"shell":"desktop"}\'; exit 5');
      expect(await runElectron([], place(dist))).toEqual({ kind: 'ended', code: 5 });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'starts Electron with the project and its arguments, never without its sandbox',
    async () => {
      const file = join(folder, 'words');
      const dist = await runtime(
        `printf '%s\\n' "$@" > "${file}"; echo "$ELECTRON_RUN_AS_NODE" >> "${file}"; exit 0`,
      );
      const where = place(dist);
      const environment = { ...where.environment, ELECTRON_RUN_AS_NODE: '1' };
      await runElectron(['--data', folder], { ...where, environment });
      expect((await readFile(file, 'utf8')).split('\n')).toEqual([root, '--data', folder, '', '']);
    },
  );
});
