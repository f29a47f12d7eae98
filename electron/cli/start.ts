/**
 * `npm start`: opens the desktop window if Electron can run, otherwise the browser UI. Builds first what is
 * not built.
 */
import { fileURLToPath } from 'node:url';
import { buildDesktop } from './desktop-build.ts';
import { main } from './main.ts';
import { enterCallersFolder } from './npm-run.ts';
import { note } from './output.ts';
import { runElectron, whyNoDesktop } from './start-electron.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Options that only the headless shell has; giving one selects the headless shell. */
const headlessOnly =
  /^--(?:port|no-open|json|tunnel|tunnel-host|callback-port|callback-path|sandbox)(?:=|$)/u;

/**
 * Starts the console. @param words the arguments of "serve"; both shells accept --data, any other argument
 * selects the headless one
 */
export async function start(words: readonly string[]): Promise<void> {
  enterCallersFolder();
  const place = {
    root,
    platform: process.platform,
    environment: process.env,
    userId: process.getuid?.() ?? null,
    show: note,
  };
  if (words.includes('--help') || words.some((word) => headlessOnly.test(word))) return serve(words);
  let why = whyNoDesktop(place);
  if (why === null) {
    why = await buildDesktop(root, note);
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
