// npm run dev: the console on a separate folder, its window from Vite with live reload; the engine restarts
// when its code changes. Not part of the product.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer } from 'vite';

const folder = process.env.OMNIDECK_DATA ?? 'tmp/dev';
let engine = { origin: '', cookie: '' };

/** Exchanges the opening in the ready line for the browser UI's cookie, as a browser would. */
async function enter(pageUrl) {
  const answer = await fetch(pageUrl, { redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  engine = { origin: new URL(pageUrl).origin, cookie };
}

const child = spawn(
  process.execPath,
  [
    '--watch-path=electron',
    '--watch-path=shared',
    'electron/cli/omnideck.mjs',
    'serve',
    '--no-open',
    '--sandbox',
    '--data',
    folder,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const first = Promise.withResolvers();
createInterface({ input: child.stdout }).on('line', (line) => {
  console.log(line);
  if (!line.startsWith('{')) return;
  const { page_url } = JSON.parse(line);
  if (page_url) enter(page_url).then(first.resolve, first.reject);
});
child.once('exit', (code) => process.exit(code ?? 1));
await first.promise;

const server = await createServer({
  configFile: 'renderer/vite.config.ts',
  server: {
    host: '127.0.0.1',
    proxy: {
      '/contract': {
        target: engine.origin,
        ws: true,
        configure(proxy) {
          proxy.on('proxyReqWs', (request) => {
            request.setHeader('host', new URL(engine.origin).host);
            request.setHeader('origin', engine.origin);
            request.setHeader('cookie', engine.cookie);
          });
        },
      },
    },
  },
});
await server.listen();
server.printUrls();
