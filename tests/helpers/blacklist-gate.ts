/**
 * A gate in front of a sandbox, through which an account calls it. It makes the answers about the blacklist go wrong in chosen
 * ways, and knows who wrote each entry, which the console cannot see.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { startScriptedHttp } from './scripted-messente.ts';

/**
 * What happens to a change: `pass`, or a failure before or after the sandbox has made the change. `crash`: whoever asked is gone
 * before the answer.
 */
export type Mishap = 'pass' | 'busy' | `${'error' | 'cut' | 'crash'}-${'before' | 'after'}`;

const path = '/phonebook/blacklist';

export async function startBlacklistGate(sandbox: Sandbox) {
  let mishap: (method: string) => Mishap | Promise<Mishap> = () => 'pass';
  let between: (() => Promise<void>) | null = null;
  let crash: (() => unknown) | null = null;
  /** Entries that Omnideck wrote, and deletions of any other: `USER NUMBER`. */
  const own = new Set<string>();
  const wrongDeletions: string[] = [];
  const calls: string[] = [];

  async function forward(request: IncomingMessage, body: string) {
    const answer = await fetch(`${sandbox.plainUrl}${request.url}`, {
      method: request.method ?? 'GET',
      headers: {
        'content-type': request.headers['content-type'] ?? '',
        authorization: request.headers.authorization ?? '',
      },
      ...(body === '' ? {} : { body }),
    });
    const type = answer.headers.get('content-type');
    const headers = type === null ? {} : { 'content-type': type };
    return { status: answer.status, headers, content: Buffer.from(await answer.arrayBuffer()) };
  }

  /** Notes who an entry belongs to, after the sandbox has answered. */
  function note(request: IncomingMessage, body: string, status: number): void {
    const user = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64')
      .toString()
      .split(':')[0];
    const number =
      request.method === 'POST'
        ? (JSON.parse(body) as { phoneNumber: string }).phoneNumber
        : decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const key = `${user} ${number}`;
    if (status !== 204) return;
    if (request.method === 'POST') own.add(key);
    else if (!own.delete(key)) wrongDeletions.push(key);
  }

  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const isAbout = request.url?.includes(path) === true;
    if (isAbout) calls.push(`${request.method} ${request.url?.split(path)[1] ?? ''}`.trim());
    const isChange = isAbout && request.method !== 'GET';
    const how = isChange ? await mishap(request.method ?? '') : 'pass';
    if (how === 'crash-before') await crash?.();
    if (how === 'busy') return void response.writeHead(429).end();
    if (how === 'error-before') return void response.writeHead(500).end();
    if (how === 'cut-before' || how === 'crash-before') return void request.socket.destroy();
    const forwarded = await forward(request, body);
    if (isChange) note(request, body, forwarded.status);
    if (isChange) await between?.();
    if (how === 'error-after') return void response.writeHead(500).end();
    if (how === 'crash-after') await crash?.();
    if (how === 'cut-after' || how === 'crash-after') return void request.socket.destroy();
    response.writeHead(forwarded.status, forwarded.headers).end(forwarded.content);
  }

  const server = await startScriptedHttp((request, response, body) => {
    answer(request, response, body).catch(() => request.socket.destroy());
  });

  /** Changes an account's blacklist as somebody does in the Dashboard. */
  async function dashboard(
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
    user = 'demo',
  ): Promise<void> {
    const answered = await fetch(`${sandbox.controlUrl}/blacklist?account=${user}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
    if (!answered.ok) throw new Error(`the blacklist did not change: ${await answered.text()}`);
    for (const number of change.remove ?? []) own.delete(`${user} ${number}`);
  }

  return {
    baseUrl: `${server.url}${new URL(sandbox.baseUrl).pathname}`,
    own,
    wrongDeletions,
    /** The calls about the blacklist: `POST`, `GET`, `DELETE /NUMBER`. */
    calls,
    /** Decides about each following change. */
    set(next: (method: string) => Mishap | Promise<Mishap>): void {
      mishap = next;
    },
    /** Performs this after the sandbox has made a change, and before its answer. */
    setBetween(next: (() => Promise<void>) | null): void {
      between = next;
    },
    /** Ends whoever asked, at a crash. */
    onCrash(end: (() => unknown) | null): void {
      crash = end;
    },
    dashboard,
    async listed(user = 'demo'): Promise<readonly string[]> {
      const answered = await fetch(`${sandbox.controlUrl}/blacklist?account=${user}`);
      return ((await answered.json()) as { phone_numbers: string[] }).phone_numbers;
    },
    close: server.close,
  };
}

export type BlacklistGate = Awaited<ReturnType<typeof startBlacklistGate>>;
