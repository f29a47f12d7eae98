/**
 * Packs Omnideck as `npm pack` does and installs the package in an empty folder, as a user does. The runtime dependencies
 * come from the registry; if npm cannot get them there, from packages made of this checkout's node_modules.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cleanEnvironment } from './omnideck-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = join(root, 'node_modules');

export type Installed = {
  /** The user's folder, which was empty. */
  readonly folder: string;
  /** The paths of the files in the package. */
  readonly files: readonly string[];
  /** Runs npm or npx in the user's folder. */
  run(program: 'npm' | 'npx', words: readonly string[]): Promise<Ran>;
  /** Starts a command by npx. `kill` ends npx and everything that npx started. */
  start(words: readonly string[]): { readonly child: ChildProcess; kill(): void };
};

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

const isWindows = process.platform === 'win32';

/** Returns the environment of a user with this Node, without what this run of npm and Vitest has set. */
function userEnvironment(folder: string): NodeJS.ProcessEnv {
  const all = Object.entries(cleanEnvironment({ OMNIDECK_DATA: join(folder, 'data') }));
  const own = all.filter(([name]) => !/^(?:npm_|INIT_CWD$|NODE_COMPILE_CACHE$)/u.test(name));
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
  return { ...Object.fromEntries(own), PATH: path };
}

async function run(program: string, words: readonly string[], cwd: string): Promise<Ran> {
  const options = { cwd, env: userEnvironment(cwd), shell: isWindows, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...words], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] };

/** Runs `npm pack` for a folder. */
async function pack(source: string, into: string): Promise<Packed> {
  const words = ['pack', source, '--json', '--loglevel', 'error', '--pack-destination', into];
  const { code, stdout, stderr } = await run('npm', words, root);
  if (code !== 0) throw new Error(`npm pack failed: ${stderr}${stdout}`);
  // The scripts of the package may print lines first.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/mu))) as Packed[];
  if (packed === undefined) throw new Error(`npm pack made nothing: ${stdout}`);
  return packed;
}

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** Returns the folders of the packages that npm installs with a package, as far as this checkout has them. */
function foldersOf(names: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const waiting = [...names]; waiting.length > 0; ) {
    const folder = join(modules, waiting.pop() ?? '');
    const manifest = manifestIn(folder);
    if (manifest === null || found.has(folder)) continue;
    found.add(folder);
    waiting.push(...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
  }
  return [...found];
}

/** Returns null for a package of another platform, which npm has not installed here. */
function manifestIn(folder: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

/** Kills a program and what it started, if these still run. */
function killGroup(child: ChildProcess): void {
  if (isWindows) return void child.kill();
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}

/** Packs Omnideck and installs it in an empty folder inside `place`. */
export async function installPackage(place: string): Promise<Installed> {
  const packed = await pack('.', place);
  const tarball = join(place, packed.filename);
  const folder = mkdtempSync(join(place, 'user-'));
  const words = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
  let installed = await run('npm', [...words, '--fetch-timeout=15000', tarball], folder);
  if (installed.code !== 0) {
    const dependencies = Object.keys(manifestIn(root)?.dependencies ?? {});
    const local = join(place, 'dependencies');
    mkdirSync(local);
    const files = await Promise.all(
      foldersOf(dependencies).map(async (source) => join(local, (await pack(source, local)).filename)),
    );
    installed = await run('npm', [...words, '--offline', tarball, ...files], folder);
  }
  if (installed.code !== 0) throw new Error(`npm install failed: ${installed.stderr}`);
  return {
    folder,
    files: packed.files.map(({ path }) => path),
    run: (program, more) => run(program, more, folder),
    start(more) {
      const child = spawn('npx', ['--no-install', 'omnideck', ...more], {
        cwd: folder,
        env: userEnvironment(folder),
        shell: isWindows,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: !isWindows,
      });
      return { child, kill: () => killGroup(child) };
    },
  };
}
