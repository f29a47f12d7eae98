/** Runs the same tests of the contract over each transport. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { controlAddress } from '../../electron/engine/local-socket/address.ts';
import { attachToConsole, type Client } from '../../electron/engine/local-socket/attach.ts';
import { type BrowserUiFixture, startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';
import { itSpeaksTheContract } from '../helpers/contract-conformance.ts';
import { type Desktop, startDesktop } from '../helpers/desktop-fixture.ts';

/** oRPC answers none of these messages. */
const notCalls = [
  '',
  '{{{',
  'null',
  '5',
  '[]',
  '{}',
  '{"i":"1"}',
  '{"i":1,"p":{"u":"/console/info"}}',
  '{"i":"1","p":null}',
  '{"i":"1","p":{}}',
  '{"i":"1","p":{"u":7}}',
  '{"i":"1","p":{"u":"http://"}}',
  '{"i":"1","p":{"u":"/console/info","h":5}}',
  '{"i":"1","t":3}',
  '{"i":"1","t":99,"p":{}}',
  Buffer.from([0, 255, 1, 2]),
];

/** Sends one message. @returns the code with which the other side closes the connection */
function closedBy(socket: WebSocket, message: string | Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send(message));
    socket.once('message', (answer) => reject(new Error(`answered: ${String(answer)}`)));
    socket.once('error', reject);
    socket.once('close', resolve);
  });
}

describe('the contract of a headless console', () => {
  let page: BrowserUiFixture;
  beforeAll(async () => {
    page = await startBrowserUiFixture();
  });
  afterAll(() => page.stop());

  describe('within the process', () => {
    itSpeaksTheContract(async () => ({
      client: createRouterClient(page.console.router),
      close: () => undefined,
    }));
  });

  describe('over the socket in the data folder', () => {
    itSpeaksTheContract(async () => {
      const attached = await attachToConsole(page.console.parts.about.folder, '0');
      if (attached === null || !attached.ok) throw new Error('not attached');
      return attached.value;
    });
  });

  describe('over the browser UI’s WebSocket', () => {
    itSpeaksTheContract(async () => {
      const host = `127.0.0.1:${page.host.port}`;
      const headers = { cookie: await page.enter(), origin: `http://${host}` };
      const socket = new WebSocket(`ws://${host}/contract`, { headers });
      const client: Client = createORPCClient(
        new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
      );
      return { client, close: () => socket.close() };
    });
  });

  it('closes a connection at a message that is not a call, and continues with the others', async () => {
    const host = `127.0.0.1:${page.host.port}`;
    const headers = { cookie: await page.enter(), origin: `http://${host}` };
    const { folder } = page.console.parts.about;
    const places = [
      () => new WebSocket(`ws+unix://${controlAddress(folder)}:/`),
      () => new WebSocket(`ws://${host}/contract`, { headers }),
    ];
    const attached = await attachToConsole(folder, '0');
    if (attached === null || !attached.ok) throw new Error('not attached');
    for (const open of places) {
      for (const message of notCalls)
        expect(await closedBy(open(), message), String(message).slice(0, 80)).toBe(1007);
    }
    expect((await attached.value.client.console.info()).dataFolder).toBe(folder);
    await attached.value.close();
  });
});

describe('the contract of the desktop app', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => desktop.end());

  describe('over a MessagePort, through main, preload and the page', () => {
    itSpeaksTheContract(() => desktop.link());
  });
});
