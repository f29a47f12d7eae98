/**
 * Starts a sandbox in this process and a receiver for its callbacks, and makes calls as a plain HTTP client
 * would.
 */

import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export type SandboxFixture = {
  readonly sandbox: Sandbox;
  readonly receiver: CallbackReceiver;
  /** Calls the JSON API with the right credentials, unless the headers override them. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Calls the control API. */
  control(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  [Symbol.asyncDispose](): Promise<void>;
};

export const basicAuth = (username = 'demo', password = 'demo') =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Starts a sandbox. @throws if it cannot be started */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const started = await startSandbox({ port: 0, speed: 20, ...options });
  if (!started.ok) throw new Error(`${started.problem.code}: ${englishText(started.problem).message}`);
  return started.value;
}

export async function call(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export async function sandboxFixture(options: Partial<SandboxOptions> = {}): Promise<SandboxFixture> {
  const receiver = await startCallbackReceiver();
  const sandbox = await openSandbox(options);
  return {
    sandbox,
    receiver,
    api: (method, path, body, headers = {}) =>
      call(method, `${sandbox.baseUrl}${path}`, body, { authorization: basicAuth(), ...headers }),
    control: (method, path, body, headers = {}) =>
      call(method, `${sandbox.controlUrl}${path}`, body, headers),
    async [Symbol.asyncDispose]() {
      await sandbox.stop();
      await receiver.close();
    },
  };
}

/** Returns the epoch ms of a time of the control API, with the microseconds as fractions. */
export const epochOf = (time: string): number => Date.parse(time) + Number(time.slice(23, 26)) / 1_000;

/** Repeats the read until it returns the expected value, within the limit of vitest.config.ts. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read);
}
