import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import {
  createMessenteClient,
  type MessenteClient,
  type MessenteClientOptions,
} from '../../electron/engine/messente/client.ts';
import type { OmnimessageJson } from '../../shared/messaging/types.ts';

/** A request that the scripted server received. */
type Seen = {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | null;
  readonly connection: string | null;
  readonly body: string;
};

export type ScriptedServer = { readonly url: string; readonly seen: Seen[]; close(): Promise<void> };

/** Starts a real HTTP server on a free port that answers each complete request with `answer`. */
export async function startScriptedHttp(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? null,
        connection: request.headers.connection ?? null,
        body,
      });
      answer(request, response, body);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Starts a bare TCP server on a free port. `converse` is called with each connection and with all bytes
 * received so far, whenever more arrive.
 */
export async function startScriptedTcp(
  converse: (socket: Socket, received: string, connection: number) => void,
): Promise<ScriptedServer & { connections(): number; received(): readonly string[] }> {
  const sockets = new Set<Socket>();
  const received: string[] = [];
  const server = createRawServer((socket) => {
    const number = received.push('') - 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received[number] += chunk.toString('latin1');
      converse(socket, received[number] ?? '', number);
    });
    converse(socket, '', number);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen: [],
    connections: () => received.length,
    received: () => received,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listen(server: ReturnType<typeof createRawServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('no port'));
    });
  });
}

/** Returns a port on which nothing listens (it was free a moment ago). */
export async function freePort(): Promise<number> {
  const server = createRawServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const username = 'key-4f1e';
export const password = 'p&ss "w\u00f6rd" <7>/+=';

/** Returns a real client for a scripted server. */
export function clientFor(url: string, more: Partial<MessenteClientOptions> = {}): MessenteClient {
  return createMessenteClient({
    endpoint: { baseUrl: `${url}/v1`, plainUrl: url, backupPlainUrl: null },
    credentials: () => ({ username, password }),
    now: () => Date.now(),
    ...more,
  });
}

export const omnimessage = {
  to: '+37255500010',
  messages: [
    { channel: 'viber', text: 'Tere' },
    { channel: 'sms', text: 'Tere' },
  ],
};

/**
 * The JSON text, formatted differently from JSON.stringify, so that a client that reformats it is detected.
 */
export const omnimessageJson = JSON.stringify(omnimessage, null, 1) as OmnimessageJson;

export const accepted = {
  omnimessage_id: 'd7248cda-6c1a-4436-acf5-aaf249bb67d3',
  to: '+37255500010',
  messages: [
    { message_id: '3e28ec48-d620-4191-a96e-d91ba8ecc949', channel: 'viber', sender: 'Shop' },
    { message_id: '5d1c0a4f-2f0d-4f8a-9f55-6f0a2b5d0a11', channel: 'sms', sender: '+3725000' },
  ],
};

/** Returns whether a value contains no form of the password. */
export function holdsNoPassword(value: unknown): boolean {
  const text = JSON.stringify(value) ?? '';
  const plain = JSON.stringify(password).slice(1, -1);
  const token = Buffer.from(`${username}:${password}`).toString('base64');
  const query = new URLSearchParams({ p: password }).toString().slice(2);
  return ![plain, token, query, encodeURIComponent(password)].some((form) => text.includes(form));
}
