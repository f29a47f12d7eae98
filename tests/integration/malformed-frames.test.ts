import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { controlAddress } from '../../electron/engine/local-socket/address.ts';
import { countMalformedFrames } from '../../electron/engine/malformed-frames.ts';
import { startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';

/** Sends one frame and waits until the other side has closed the connection. */
async function closedBy(socket: WebSocket, send: (open: WebSocket) => void): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => socket.terminate());
  socket.once('open', () => send(socket));
  await closed;
}

/** Sends bytes that are no frame: the reserved bits of their header are set. */
function sendNoFrame(open: WebSocket): void {
  const connection: unknown = Reflect.get(open, '_socket');
  if (typeof connection === 'object' && connection !== null && 'write' in connection) {
    (connection.write as (bytes: Buffer) => void)(Buffer.from([0xff, 0x80, 0, 0, 0, 0]));
  }
}

test('malformed frames are counted in the log, and not printed one by one', async () => {
  const page = await startBrowserUiFixture();
  onTestFinished(() => page.stop());
  const { folder } = page.console.parts.about;
  const host = `127.0.0.1:${page.host.port}`;
  const headers = { cookie: await page.enter(), origin: `http://${host}` };
  const noAddress = '{"i":"1","p":{"u":"console/info"}}';
  for (const text of ['', '{{{', 'null', '{"i":"1","p":{}}', '{"i":"1","t":99,"p":{}}', noAddress]) {
    await closedBy(new WebSocket(`ws://${host}/contract`, { headers }), (open) => open.send(text));
  }
  await closedBy(new WebSocket(`ws://${host}/contract`, { headers }), sendNoFrame);
  for (const text of ['5', '[]']) {
    await closedBy(new WebSocket(`ws+unix://${controlAddress(folder)}:/`), (open) => open.send(text));
  }
  await page.host.stop();
  await page.console.stop();
  const lines = readFileSync(join(folder, 'logs', 'omnideck.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): { msg?: string } => JSON.parse(line));
  expect(lines.filter(({ msg }) => msg === 'malformed-frames')).toMatchObject([
    { from: 'browser UI', frames: 7 },
    { from: 'local socket', frames: 2 },
  ]);
});

test('a flood of malformed frames costs one line of the log per interval', async () => {
  const lines: unknown[] = [];
  const written = Promise.withResolvers<void>();
  const frames = countMalformedFrames((event, details) => {
    lines.push([event, details]);
    written.resolve();
  }, 1);
  for (let sent = 0; sent < 10_000; sent += 1) frames.note('browser UI');
  await written.promise;
  frames.flush();
  expect(lines).toEqual([['malformed-frames', { from: 'browser UI', frames: 10_000 }]]);
});
