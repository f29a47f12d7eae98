import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type LocalLimits, limitConnections } from '../../electron/engine/limit-connections.ts';
import { startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { openSandbox } from '../helpers/sandbox-fixture.ts';

const flood = Buffer.concat(Array.from({ length: 1_000 }, () => rawRequest('GET', '/', {})));

/** Starts a server that answers each request with this many bytes. */
async function startServer(bytes: number, limits: Partial<LocalLimits>): Promise<number> {
  const server = createServer((_request, response) => response.end(Buffer.alloc(bytes)));
  limitConnections(server, limits);
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
