/** The parsers of outside bytes behind a socket: a real server of this process, and inputs written to it as they are. */

import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startCallbackServer } from '../../../electron/engine/features/reports/server.ts';
import { sign } from '../../../electron/engine/features/reports/signature.ts';
import { readSubscription } from '../../../electron/engine/features/subscriptions/read-subscription.ts';
import { controlAddress } from '../../../electron/engine/local-socket/address.ts';
import type { AccountId, InboundId } from '../../../shared/messaging/types.ts';
import { openConsole } from '../open-console.ts';
import { rawRequest } from '../raw-http.ts';
import { inbounds, reports } from './samples.ts';
import type { Started, Target, Verdict } from './target.ts';

const token = '0123456789abcdef0123456789abcdef';
const password = 'correct horse';
const account = 'account-1' as AccountId;
const number = 'number-1' as InboundId;

function callbackRequest(
  report: string,
  headers: Readonly<Record<string, string>>,
  path = `/dlr/${token}/0123456789abcdef`,
): Buffer {
  const body = Buffer.from(report);
  const signed = { 'Content-Type': 'application/json', 'X-Messente-Signature': sign(body, password) };
  return rawRequest('POST', path, { ...signed, ...headers }, body);
}

/** Writes the bytes, then the end, and returns what the server answered until it closed. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(received));
    socket.end(bytes);
  });
}

/** Whole requests as bytes: the request line, the headers, the signature, the body. */
async function startCallbacks(): Promise<Started> {
  let kept = 0;
  const count = async (): Promise<void> => {
    kept += 1;
  };
  const started = await startCallbackServer(
    { port: 0, lingerMs: 20, headersTimeoutMs: 500, bodyTimeoutMs: 500, sweepIntervalMs: 100 },
    {
      now: Date.now,
      accountOfToken: (text) => (text === token ? account : null),
      inboundOfToken: (text) => (text === token ? { accountId: account, inboundId: number } : null),
      passwords: () => ({ kind: 'known', current: password, earlier: [] }),
      keep: count,
      subscriptions: {
        isToken: (text) => text === token,
        async keep(text, query) {
          const isRead = readSubscription(query, text) !== null;
          if (isRead) kept += 1;
          return isRead ? 'kept' : 'unreadable';
        },
      },
      postpone: async () => true,
      log: () => undefined,
      noteFailure: (event, error) => {
        throw new Error(event, { cause: error });
      },
    },
  );
  if (!started.ok) throw new Error(started.problem.code);
  const { port, stop } = started.value;
  return {
    async parse(input): Promise<Verdict> {
      const before = kept;
      const answers = await exchange(port, input);
      const taken = answers.match(/^HTTP\/1\.1 200 /gmu)?.length ?? 0;
      if (taken > kept - before) throw new Error(`${taken} answers 200, ${kept - before} kept`);
      return taken > 0 ? 'accepted' : 'refused';
    },
    stop,
  };
}

const frame = (id: string, path: string, json: unknown): string =>
  JSON.stringify({ i: id, p: { u: `/${path}`, b: { json } } });

/** Frames of the contract on the control socket of a whole console; a closed socket is opened again. */
async function startFrames(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-fuzz-'));
  const console = await openConsole(folder);
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`ws+unix://${controlAddress(folder)}:/`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket.on('error', () => socket.terminate());
  };
  let socket = await open();
  let asked = 0;
  return {
    async parse(input): Promise<Verdict> {
      asked += 1;
      const id = `probe-${asked}`;
      const text = input.toString('utf8');
      const outcome = new Promise<Verdict>((resolve) => {
        const settle = (one: Verdict): void => {
          socket.off('message', read).off('close', closed);
          resolve(one);
        };
        const closed = (): void => settle('refused');
        // Answers come in any order, but a console that is alive answers the question that follows.
        const read = (data: unknown): void => {
          if (String(data).includes(id)) settle('accepted');
        };
        socket.on('message', read).once('close', closed);
      });
      socket.send(text);
      socket.send(frame(id, 'console/info', undefined));
      const verdict = await outcome;
      // Subscriptions that an input began end with their socket.
      if (verdict === 'refused' || asked % 200 === 0) {
        socket.terminate();
        socket = await open();
      }
      return verdict;
    },
    async stop() {
      socket.terminate();
      await console.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const serverTargets: readonly Target[] = [
  {
    name: 'callback request',
    seeds: [
      ...reports.map((report) => callbackRequest(report, {})),
      ...inbounds.map((message) => callbackRequest(message, {}, `/inbound/${token}`)),
      callbackRequest(reports[0] ?? '', {
        Expect: '100-continue',
        Connection: 'close',
        'Accept-Encoding': 'gzip',
      }),
      rawRequest('GET', '/', {}),
    ],
    words: [
      '\r\n',
      '\r\n\r\n',
      'Content-Length: ',
      'Transfer-Encoding: chunked\r\n',
      'Host: a\r\n',
      'X-Messente-Signature: ',
      '/dlr/',
      '/inbound/',
      token,
      'HTTP/1.1',
      'HTTP/1.0',
      'GET / ',
      'POST /dlr/',
      'Expect: 100-continue\r\n',
      'Upgrade: websocket\r\nConnection: upgrade\r\n',
      '0\r\n\r\n',
      'CONNECT a:1 ',
      '%2e%2e/',
      '//',
      '?',
      '#',
      ' ',
      ':',
      ';',
      'ffffffff\r\n',
    ],
    start: startCallbacks,
  },
  {
    name: 'page frame',
    seeds: [
      frame('1', 'console/info', undefined),
      frame('2', 'messages/list', {
        filter: { search: '19.90', states: ['failed'] },
        limit: 20,
        after: null,
      }),
      frame('3', 'messages/get', { id: 'abcdef0123456789' }),
      frame('4', 'compose/listDrafts', {}),
      JSON.stringify({ i: '1', t: 4 }),
    ].map((text) => Buffer.from(text)),
    words: [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"i"',
      '"t"',
      '"p"',
      '"u"',
      '"b"',
      '"h"',
      '"m"',
      '"json"',
      '"meta"',
      '1',
      '3',
      '4',
      'null',
      '"/console/info"',
      'messages/',
      'accounts/list',
      'settings/get',
      '../',
      '__proto__',
      '{"a":',
      '"GET"',
      '"event-stream"',
      '1e400',
      '"orpc://x"',
      '[[0,"a"]]',
    ],
    start: startFrames,
  },
];
