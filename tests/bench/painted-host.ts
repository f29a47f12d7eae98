/**
 * The baseline of the latency benchmark, in its own process: a bare node:http server that passes the body of
 * each callback to its page over a WebSocket, and a page that only has a list of rows.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';

export type PaintedHost = { readonly url: string; end(): void };

export async function startPaintedHost(): Promise<PaintedHost> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no standard output');
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url: `http://127.0.0.1:${port}`, end: () => void child.kill() };
}

const page = `<!doctype html><meta charset="utf-8"><title>bare</title><div id="list"></div><script>
  const words = { DELIVRD: 'Delivered', SEEN: 'Seen' };
  window.addRows = (ids) => {
    const rows = ids.map((id) => {
      const row = document.createElement('div');
      row.role = 'option';
      row.id = 'message-' + id;
      row.append(document.createElement('span'));
      row.firstChild.textContent = 'Queued';
      return row;
    });
    document.getElementById('list').replaceChildren(...rows);
  };
  new WebSocket('ws://' + location.host).onmessage = ({ data }) => {
    const { id, status } = JSON.parse(data);
    const row = document.getElementById('message-' + id);
    if (row !== null) row.firstChild.textContent = words[status];
  };
</script>`;

function serve(): void {
  const pages = new Set<WebSocket>();
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status } = JSON.parse(Buffer.concat(chunks).toString()) as { status: string };
      const id = request.url?.split('/').at(-1);
      for (const socket of pages) socket.send(JSON.stringify({ id, status }));
      response.writeHead(200).end();
    });
  });
  new WebSocketServer({ server }).on('connection', (socket) => pages.add(socket));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    console.log(typeof address === 'object' && address !== null ? address.port : 0);
  });
  process.on('SIGTERM', () => process.exit());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
