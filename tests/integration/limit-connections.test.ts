import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type LocalLimits, limitConnections } from '../../electron/engine/limit-connections.ts';
import { startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { eventually, openSandbox } from '../helpers/sandbox-fixture.ts';

const flood = Buffer.concat(Array.from({ length: 1_000 }, () => rawRequest('GET', '/', {})));

/** Starts a server that answers each request with this many bytes. */
async function startServer(
  bytes: number,
  limits: Partial<LocalLimits>,
  elapsed?: () => number,
): Promise<number> {
  const server = createServer((_request, response) => response.end(Buffer.alloc(bytes)));
  limitConnections(server, limits, elapsed);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

describe('a server on this computer', () => {
  test('cuts a connection with too many requests that wait for their answers', async () => {
    const port = await startServer(10, { maxPipelined: 3 });
    const polite = await rawConnection(port);
    for (let sent = 1; sent <= 5; sent += 1) {
      await polite.write(rawRequest('GET', '/', {}));
      await polite.until(new RegExp(`(HTTP.*){${sent}}`, 's'));
    }
    const greedy = await rawConnection(port);
    await greedy.write(flood);
    await greedy.closed();
    polite.socket.destroy();
  });

  test('cuts a client that reads nothing of a large answer', async () => {
    const port = await startServer(64 * 1024 * 1024, { unreadTimeoutMs: 50, sweepIntervalMs: 10 });
    const { socket, write } = await rawConnection(port);
    socket.pause();
    await write(rawRequest('GET', '/', {}));
    // Only a write shows a paused socket that the other side has reset it.
    const writing = setInterval(() => socket.write('x'), 10);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(writing);
  });

  test('lets a client finish a large answer that it reads slowly', async () => {
    let now = 0;
    let sweeps = 0;
    const port = await startServer(32 * 1024 * 1024, { unreadTimeoutMs: 50, sweepIntervalMs: 1 }, () => {
      sweeps += 1;
      return now;
    });
    const socket = connect({ port, host: '127.0.0.1' });
    onTestFinished(() => void socket.destroy());
    socket.write(rawRequest('GET', '/', { connection: 'close' }));
    let read = 0;
    let late = 0;
    for await (const piece of socket) {
      read += Buffer.byteLength(piece);
      // After each 4 MiB, more than half of the time limit passes.
      if (read - late < 4 * 1024 * 1024) continue;
      late = read;
      now += 30;
      const swept = sweeps;
      await eventually(() => sweeps).toBeGreaterThan(swept + 20);
    }
    expect(read).toBeGreaterThan(32 * 1024 * 1024);
  });

  test('applies this to the browser UI and to the sandbox', async () => {
    const page = await startBrowserUiFixture();
    onTestFinished(() => page.stop());
    const sandbox = await openSandbox();
    onTestFinished(() => sandbox.stop());
    for (const port of [page.host.port, Number(new URL(sandbox.baseUrl).port)]) {
      const { write, closed } = await rawConnection(port);
      await write(flood);
      expect((await closed()).match(/HTTP\/1\.1 /gu)?.length ?? 0).toBeLessThan(100);
    }
  });
});
