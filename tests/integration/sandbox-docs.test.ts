/**
 * Runs every example of docs/sandbox.md exactly as written, except for ports; ids and times are compared by
 * their format.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { omnideckSource } from '../helpers/engine-files.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { call, eventually, openSandbox } from '../helpers/sandbox-fixture.ts';
import { freePort } from '../helpers/scripted-messente.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/sandbox.md'), 'utf8');
type Block = { readonly language: string; readonly text: string };
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']): Block => ({ language, text }),
);

/** The commands in a shell block, each with its printed output. */
type Typed = { readonly command: string; readonly printed: string };

function typedIn(text: string): Typed[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const lines = part.trimEnd().split('\n');
      const first = lines.findIndex((line, index) => {
        const before = lines.slice(0, index + 1).join('\n');
        return !line.endsWith('\\') && (before.match(/'/g) ?? []).length % 2 === 0;
      });
      return { command: lines.slice(0, first + 1).join('\n'), printed: lines.slice(first + 1).join('\n') };
    });
}

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function collect(child: ChildProcess): { readonly stdout: () => string; readonly ended: Promise<Ran> } {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(
    ([code]): Ran => ({ code: code === null ? null : Number(code), stdout, stderr }),
  );
  return { stdout: () => stdout, ended };
}

const shell = (command: string, cwd = root) =>
  collect(spawn('sh', ['-ec', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })).ended;

const javascript = (text: string) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ...collect(child) };
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{6}Z?| \d\d:\d\d:\d\d)/g;
const shapeOf = (text: string) => text.trim().replaceAll(uuid, 'ID').replaceAll(time, 'TIME');

/** Runs a block's commands one after the other, with the real ids of earlier answers. */
async function typeAll(typed: readonly Typed[], port: number, receiverPort: number): Promise<void> {
  const given = new Map<string, string>();
  const ports = (text: string) =>
    text.replaceAll(':8025', `:${port}`).replaceAll(':3000', `:${receiverPort}`);
  for (const { command, printed } of typed) {
    const real = ports(command.replaceAll(uuid, (id) => given.get(id) ?? id));
    let stdout = '';
    const look = async () => {
      const ran = await shell(real);
      expect(ran.code, `${real}\n${ran.stderr}`).toBe(0);
      stdout = ran.stdout;
      return shapeOf(stdout);
    };
    const expected = shapeOf(ports(printed));
    // A command that only reads is repeated until the result appears; one that changes something runs once.
    if (/ -d | -X /.test(command)) expect(await look(), command).toBe(expected);
    else await eventually(look).toBe(expected);
    const really = stdout.match(uuid) ?? [];
    for (const [index, id] of (printed.match(uuid) ?? []).entries()) given.set(id, really[index] ?? id);
  }
}

const shellBlocks = blocks.filter(({ language, text }) => language === '' && text.startsWith('$ curl'));
const javascriptBlocks = blocks.filter(({ language }) => language === 'js');
const yamlBlocks = blocks.filter(({ language }) => language === 'yaml');
const isAboutReceiver = ({ text }: Block) => text.includes('/dlr"');

describe('the examples of docs/sandbox.md', () => {
  it('are all of kinds that this test runs, except for the Python example', () => {
    expect(shellBlocks.length).toBeGreaterThanOrEqual(6);
    expect(javascriptBlocks).toHaveLength(2);
    expect(yamlBlocks).toHaveLength(2);
    const others = blocks.filter(
      (block) => ![...shellBlocks, ...javascriptBlocks, ...yamlBlocks].includes(block),
    );
    // The start, and the output of the two programs.
    expect(others.map(({ language, text }) => [language, text.split('\n')[0]])).toEqual([
      ['', '$ npm run -s omnideck -- sandbox'],
      ['', 'FORGED viber FAILED'],
      ['', 'viber UNDELIV 1'],
      ['python', expect.stringMatching(/^from messente_api import/)],
    ]);
  });

  it('start with that printed line', async () => {
    const [{ printed } = expect.fail()] = typedIn(blocks[0]?.text ?? '');
    const running = startOmnideck(['sandbox', '--port', '0']);
    const ready = await running.ready();
    const port = new URL(String(ready.base_url)).port;
    expect(JSON.stringify(ready)).toBe(printed.replaceAll(':8025', `:${port}`));
    const answer = await fetch(String(ready.page_url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  const plain = shellBlocks.filter((block) => !isAboutReceiver(block));
  it.each(plain.map(({ text }) => [text.split('\n')[0]?.slice(2, 90) ?? '', text]))(
    'work: %s',
    async (_, text) => {
      const sandbox = await openSandbox();
      const typed = typedIn(text);
      expect(typed.length).toBeGreaterThan(0);
      await typeAll(typed, sandbox.port, await freePort());
      await sandbox.stop();
    },
  );

  it('have a receiver that distinguishes a forged report from a genuine one', async () => {
    const sandbox = await openSandbox();
    const port = await freePort();
    const [receiver = expect.fail()] = javascriptBlocks;
    expect(receiver.text).toContain('.listen(3000)');
    const running = javascript(receiver.text.replace('.listen(3000)', `.listen(${port})`));
    const url = `http://127.0.0.1:${port}`;
    await eventually(() =>
      fetch(url).then(
        ({ status }) => status,
        () => 0,
      ),
    ).toBe(400);
    const example = shellBlocks.find(isAboutReceiver) ?? expect.fail();
    await typeAll(typedIn(example.text), sandbox.port, port);
    const printed = blocks[blocks.indexOf(example) + 1]?.text ?? expect.fail();
    await eventually(() => running.stdout()).toBe(printed);
    running.child.kill();
    await running.ended;
    await sandbox.stop();
  });

  it("print the documented output with Messente's client", async () => {
    const sandbox = await openSandbox();
    const [, example = expect.fail()] = javascriptBlocks;
    const ran = await javascript(example.text.replace(':8025', `:${sandbox.port}`)).ended;
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toBe(blocks[blocks.indexOf(example) + 1]?.text);
    await sandbox.stop();
  });

  it('contain a valid scenario', async () => {
    const sandbox = await openSandbox();
    const text = yamlBlocks.find((block) => block.text.startsWith('name:'))?.text;
    expect((await call('PUT', `${sandbox.controlUrl}/scenario`, text, {})).body).toMatchObject({
      scenario: 'A bad afternoon',
      weather: { latency_ms: 800, dropped_percent: 10, credit: '1.50' },
    });
    await sandbox.stop();
  });

  it('have CI steps that start the sandbox, wait for it, and check the received messages; they fail if there are none', async () => {
    const text = yamlBlocks.find((block) => block.text.startsWith('- name: Start'))?.text ?? expect.fail();
    const steps = parse(text) as { run: string; env?: Record<string, string> }[];
    const [start = expect.fail(), own = expect.fail(), look = expect.fail()] = steps;
    expect(own.run).toBe('npm test');
    for (const to of ['+37255500010', '+37255500099']) {
      const folder = mkdtempSync(join(tmpdir(), 'omnideck-docs-'));
      const port = await freePort();
      const ports = (command: string) =>
        command
          .replaceAll(':8025', `:${port}`)
          .replace(
            'npm run -s omnideck -- sandbox',
            `'${process.execPath}' '${omnideckSource}' sandbox --port ${port}`,
          );
      const send = `curl -sf -u demo:demo ${ports(own.env?.MESSENTE_BASE_URL ?? '')}/omnimessage -d '{"to":"${to}","messages":[{"channel":"sms","text":"Hi"}]}'`;
      const script = `trap 'kill $!' EXIT\n${ports(start.run)}\n${send}\n${ports(look.run)}`;
      const ran = await shell(script, folder);
      expect(ran.stdout).toContain('omnimessage_id');
      expect(ran.code === 0, ran.stderr).toBe(to === '+37255500010');
      rmSync(folder, { recursive: true });
    }
  });
});
