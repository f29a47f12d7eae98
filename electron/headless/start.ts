/**
 * `npm start`: the desktop window where Electron can open one, and the same console in a browser where not. Whatever
 * has not been built is built first.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from './main.ts';
import { note } from './output.ts';
import { runElectron, whyNoDesktop } from './start-electron.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What only the headless shell knows: asked for, they ask for it. */
const headlessOnly =
  /^--(?:port|no-open|json|tunnel|tunnel-host|callback-port|callback-path|sandbox)(?:=|$)/u;

/** Starts the console. @param words as "serve" takes them; --data goes to either shell, any other means the headless one */
export async function start(words: readonly string[]): Promise<void> {
  const place = {
    root,
    platform: process.platform,
    environment: process.env,
    userId: process.getuid?.() ?? null,
    say: note,
  };
  if (words.includes('--help') || words.some((word) => headlessOnly.test(word))) return serve(words);
  let why = whyNoDesktop(place);
  if (why === null) {
    why = await build();
    if (why === null) {
      const run = await runElectron(words, place);
      if (run.kind === 'ended') {
        process.exitCode = run.code;
        return;
      }
      why = run.why;
    }
  }
  note(`Electron's window can't open here: ${why}. The same console opens as a page instead.`);
  await serve(words);
}

function serve(words: readonly string[]): Promise<void> {
  return main(['serve', ...words]);
}

/** Builds what is missing, or older than what it is made from. @returns null when all is there, else why not */
async function build(): Promise<string | null> {
  const built = ['main/index.js', 'preload/index.cjs', 'renderer/index.html'].map((file) =>
    join(root, 'out', file),
  );
  const isFresh = built.every(existsSync) && Math.min(...built.map(changedAt)) >= newestSource();
  if (isFresh) return null;
  let program: string;
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('electron-vite/package.json');
    program = join(dirname(manifest), 'bin', 'electron-vite.js');
  } catch {
    return built.every(existsSync) ? null : 'it has not been built, and what builds it is not installed';
  }
  note('Building Omnideck; this is done once …');
  const words = [program, 'build', '-c', join(root, 'electron.config.ts'), '--logLevel', 'error'];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  return code === 0 ? null : 'it could not be built ("npm run build" says why)';
}

function newestSource(): number {
  const folders = ['electron', 'renderer', 'shared'].map((name) => join(root, name));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(...[...files, join(root, 'electron.config.ts')].map(changedAt));
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}
