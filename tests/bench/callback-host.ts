/** One of the servers that the callbacks benchmark sends requests to, in its own process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCallbackServer } from '../../electron/engine/features/reports/server.ts';
import { newCallbackToken, newLocalId } from '../../electron/engine/ids.ts';
import type { AccountId, E164 } from '../../shared/messaging/types.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { openConsole } from '../helpers/open-console.ts';

const [kind, countText] = process.argv.slice(2);
const accountId = 'benchaccount' as AccountId;
const token = newCallbackToken();
const ids = Array.from({ length: Number(countText) }, () => newLocalId());

function ready(port: number): void {
  console.log(JSON.stringify({ port, token, ids }));
}

/** Reads the body and answers 204: the minimum work of any receiver. */
function bare(): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      Buffer.concat(chunks);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    ready(typeof address === 'object' && address !== null ? address.port : 0);
  });
}

/** Omnideck's HTTP server and signature check, without storing anything. */
async function unkept(): Promise<void> {
  const server = await startCallbackServer(
    { port: 0 },
    {
      now: Date.now,
      accountOfToken: (asked) => (asked === token ? accountId : null),
      inboundOfToken: () => null,
      subscriptions: { isToken: () => false, keep: async () => 'unreadable' },
      passwords: () => ({ kind: 'known', current: 'demo', earlier: [] }),
      postpone: async () => true,
      keep: async () => undefined,
      log: () => undefined,
      noteFailure: () => undefined,
    },
  );
  if (!server.ok) throw new Error(englishText(server.problem).message);
  ready(server.value.port);
}

/** The complete console. */
async function full(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { parts, router: _router } = await openConsole(folder, { callbackPort: 0 });
  const { store } = parts;
  await store.write('addAccount', {
    id: accountId,
    kind: 'messente',
    token,
    now: Date.now(),
    values: {
      name: 'Bench',
      colour: 'blue',
      username: 'bench',
      baseUrl: 'http://127.0.0.1:9/v1',
      plainUrl: 'http://127.0.0.1:9',
      backupPlainUrl: null,
      textStore: 'nostore',
      passwordSet: true,
      wabaId: null,
      telegram: false,
    },
  });
  // Nothing is sent, because only receiving is measured.
  await store.write('setPause', {
    pause: {
      reason: 'person',
      problem: { code: 'paused', field: null, message: 'Paused.', hint: '' },
      at: 0,
    },
  });
  await (await parts.secrets()).set(accountId, 'demo');
  await parts.registry.reload();
  for (let from = 0; from < ids.length; from += 2_000) {
    await store.write('createMessages', {
      now: Date.now(),
      accountId,
      batchId: `bench${from}`,
      requestKey: `bench${from}`,
      draft: { steps: [{ channel: 'viber', text: 'Your parcel is at the locker.' }] },
      messages: ids.slice(from, from + 2_000).map((id, index) => ({
        id,
        to: `+3725${String(from + index).padStart(7, '0')}` as E164,
        country: 'EE',
      })),
      resendOf: null,
    });
  }
  ready(parts.callbacks.port);
}

if (kind === 'bare') bare();
else if (kind === 'unkept') await unkept();
else await full();
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
