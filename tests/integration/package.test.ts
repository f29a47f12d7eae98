/** Tests the npm package as users get it: packed, installed in an empty folder, and started by npx. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isFree } from '../helpers/console-fixture.ts';
import { type Installed, installPackage } from '../helpers/installed-package.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const place = mkdtempSync(join(tmpdir(), 'omnideck-package-'));
let packing: Promise<Installed>;
beforeAll(() => {
  packing = installPackage(place);
  // Each test that awaits the package fails with its reason.
  packing.catch(() => undefined);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const omnideck = async (...words: string[]) =>
  (await packing).run('npx', ['--no-install', 'omnideck', ...words]);

describe('the installed package', () => {
  it('sends through the sandbox and waits for the outcome', async () => {
    const sent = await omnideck(
      ...['send', '--sandbox', '--to', '+37255500010', '--viber', 'Hi', '--sms', 'Hi', '--wait'],
    );
    expect(sent).toMatchObject({ code: 0 });
    expect(sent.stdout).toContain('Delivered by SMS');
    const listed = await omnideck('list');
    expect(listed.stdout).toContain('Delivered by SMS');
  });

  it('runs a test plan', async () => {
    const { folder } = await packing;
    const plan = `name: One
numbers: [{ number: +37255550100 }]
chains: [{ steps: [{ sms: Hello }] }]
expect: [{ reaches: any }]
`;
    writeFileSync(join(folder, 'plan.yaml'), plan);
    const ran = await omnideck('run', 'plan.yaml', '--sandbox');
    expect(ran).toMatchObject({ code: 0 });
  });

  it('serves the window, and ends when npx is ended', async () => {
    const { folder, start } = await packing;
    const started = start(['serve', '--sandbox', '--no-open']);
    onTestFinished(() => started.kill());
    const lines = createInterface({ input: started.child.stdout ?? process.stdin });
    const line = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
    const { page_url: opening } = JSON.parse(String(line)) as { page_url: string };
    const entered = await fetch(opening, { redirect: 'manual' });
    const cookies = entered.headers.getSetCookie().map((text) => text.split(';')[0]);
    const signedIn = { headers: { cookie: cookies.join('; ') } };
    const page = await fetch(new URL('/', opening), signedIn);
    const html = await page.text();
    expect(html).toContain('<div id="root">');
    const [, script = ''] = /<script[^>]* src="([^"]+)"/u.exec(html) ?? [];
    const first = await fetch(new URL(script, page.url), signedIn);
    expect(first.headers.get('content-type')).toContain('javascript');
    // A process manager sends the signal to npx alone, which does not pass it on.
    started.child.kill('SIGTERM');
    await once(started.child, 'close');
    await eventually(() => isFree(join(folder, 'data'))).toBe(true);
  });

  it('has only the version in package.json', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await omnideck('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('installs and contains neither development dependencies nor an axios before 1.13', async () => {
    const { files, folder, run } = await packing;
    expect(files.filter((path) => /\.tsx?$|^(?:tests|docs|electron|renderer)\//u.test(path))).toEqual([]);
    const { stdout } = await run('npm', ['ls', '--all', '--parseable', '--long']);
    const installed = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.slice(folder.length));
    expect(installed.length).toBeGreaterThan(1);
    expect(installed.filter((row) => /vite|react|electron|typescript|localtunnel/u.test(row))).toEqual([]);
    const axios = await run('npm', ['ls', 'axios', '--all']);
    expect(axios.stdout).not.toMatch(/axios@(?:0\.|1\.(?:\d|1[0-2])\.)/u);
    const tunnel = join(folder, 'node_modules', 'omnideck', 'out', 'cli', 'tunnel-worker.mjs');
    expect(readFileSync(tunnel, 'utf8')).toMatch(/"axios\/1\.(?:1[3-9]|[2-9]\d)\.\d+"/u);
  });
});
