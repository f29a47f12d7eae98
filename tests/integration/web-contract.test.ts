/** Runs the same tests of the contract over each transport. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe } from 'vitest';
import { WebSocket } from 'ws';
import { attachToConsole, type Client } from '../../electron/engine/local-socket/attach.ts';
import { type BrowserUiFixture, startBrowserUiFixture } from '../helpers/browser-ui-fixture.ts';
import { itSpeaksTheContract } from '../helpers/contract-conformance.ts';
import { type Desktop, startDesktop } from '../helpers/desktop-fixture.ts';

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
