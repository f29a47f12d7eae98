/**
 * Starts a complete console in this process on a temporary folder, with a client of its contract and with a
 * sandbox.
 */

import { createHmac } from 'node:crypto';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { takeFolder } from '../../electron/engine/db/folder-lock.ts';
import { attachToConsole, type Client } from '../../electron/engine/local-socket/attach.ts';
import type { Sandbox, SandboxOptions } from '../../electron/engine/sandbox/sandbox.ts';
import { type Console, type ConsoleOptions, startConsole } from '../../electron/engine/start.ts';
import type { MessageDetail } from '../../shared/contract/messages.ts';
import type { Result } from '../../shared/messaging/problem.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { workers } from './engine-files.ts';
import { openSandbox } from './sandbox-fixture.ts';
import { temporaryFolder } from './store-fixture.ts';
import { testPassphrase } from './test-passphrase.ts';

export type TestConsole = {
  readonly console: Console;
  readonly client: Client;
  readonly folder: string;
  stop(): Promise<void>;
};

/** Returns the value of a result. @throws the result's problem */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${englishText(result.problem).message}`);
  return result.value;
}

/** Attaches to the console that runs on a folder in another process. */
export async function attachTo(folder: string) {
  const session = await attachToConsole(folder, 'test');
  if (session === null) throw new Error('no console runs on the folder');
  return must(session);
}

/** Returns the code of a result's problem. @throws if the result has no problem */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error(`no problem: ${JSON.stringify(result.value)}`);
  return result.problem.code;
}

/** Returns whether no process is the console of a folder. */
export function isFree(folder: string): boolean {
  const release = takeFolder(folder);
  release?.();
  return release !== null;
}

/** Returns the names of everything that keeps a process alive: servers, sockets and threads. */
export function openResources(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /Server|MessagePort/u.test(name))
    .toSorted();
}

export async function openConsole(options: Partial<ConsoleOptions> = {}): Promise<TestConsole> {
  const folder = options.folder ?? temporaryFolder();
  const started = await startConsole({
    shell: 'headless',
    version: 'test',
    workers,
    passphrase: testPassphrase,
    keyring: () => Promise.resolve(null),
    callbackPort: null,
    tunnel: null,
    tunnelHost: null,
    ...options,
    folder,
  });
  const console = must(started);
  const stop = async (): Promise<void> => {
    await console.stop();
  };
  onTestFinished(stop);
  return { console, client: createRouterClient(console.router), folder, stop };
}

export async function openTestSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** Starts a console with an account at its own sandbox. */
export async function consoleWithSandbox(
  options: Partial<ConsoleOptions> = {},
  sandboxOptions: Partial<SandboxOptions> = {},
): Promise<TestConsole & { readonly sandbox: Sandbox; readonly accountId: string }> {
  const sandbox = await openTestSandbox(sandboxOptions);
  const open = await openConsole(options);
  const added = must(
    await open.client.accounts.add({
      name: 'T',
      username: 'demo',
      password: sandboxOptions.password ?? 'demo',
      baseUrl: sandbox.baseUrl,
    }),
  );
  return { ...open, sandbox, accountId: added.account.id };
}

let keys = 0;
/** Returns a request key that no other send of this process has. */
export function requestKey(): string {
  keys += 1;
  return `test-request-${process.pid}-${keys}`;
}

export const viberThenSms = {
  steps: [
    { channel: 'viber' as const, text: 'Tere', ttlSeconds: 60 },
    { channel: 'sms' as const, text: 'Tere', validityMinutes: 5 },
  ],
};

/** Queues one message for sending. @returns its local id */
export async function sendOne(
  client: Client,
  to: string,
  more: Partial<Parameters<Client['messages']['send']>[0]> = {},
): Promise<string> {
  const sent = must(
    await client.messages.send({ to: [to], chain: viberThenSms, requestKey: requestKey(), ...more }),
  );
  const [message] = sent.messages;
  if (!message) throw new Error('nothing was written');
  return message.id;
}

export async function messageOf(client: Client, id: string): Promise<MessageDetail> {
  return must(await client.messages.get({ id }));
}

type Listed = { readonly omnimessage_id: string; readonly to: string; readonly dlr_url: string | null };

/** Returns the messages that the sandbox has accepted, from its control API. */
export async function acceptedBy(sandbox: Sandbox): Promise<readonly Listed[]> {
  const answer = await fetch(`${sandbox.controlUrl}/messages`);
  return ((await answer.json()) as { messages: Listed[] }).messages;
}

export async function changeWeather(
  sandbox: Sandbox,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await fetch(`${sandbox.controlUrl}/weather`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(`the weather did not change: ${await answer.text()}`);
}

/** Returns the local URL that receives an account's delivery reports: `http://127.0.0.1:PORT/dlr/TOKEN`. */
export async function reportUrl(client: Client, accountId: string): Promise<string> {
  return must(await client.accounts.callbackUrl({ id: accountId })).localUrl;
}

/**
 * Posts a delivery report as Messente would. @param password null sends it unsigned. @returns the status of
 * the answer
 */
export async function postReport(
  url: string,
  body: unknown,
  password: string | null = 'demo',
): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = password === null ? null : createHmac('sha256', password).update(text).digest('hex');
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-messente-signature': signature }),
    },
    body: text,
  });
  await answer.arrayBuffer();
  return answer.status;
}
