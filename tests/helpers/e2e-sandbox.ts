/**
 * Sandboxes that act as Messente: a separate one for a single test, which can be stopped, and the built-in
 * one.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { testEnvironment } from './e2e-console.ts';
import { startOmnideck } from './omnideck-process.ts';

export type StandaloneSandbox = {
  /** The value for the form's API address. */
  readonly baseUrl: string;
  readonly plainUrl: string;
  stop(): Promise<void>;
};

/** Starts `omnideck sandbox` on a free port with these credentials. */
export async function startSandbox(username: string, password: string): Promise<StandaloneSandbox> {
  const words = ['sandbox', '--port', '0', '--username', username, '--password', password];
  const running = startOmnideck(words, { env: testEnvironment() });
  const ready = await running.ready();
  const baseUrl = String(ready.base_url);
  return {
    baseUrl,
    plainUrl: new URL(baseUrl).origin,
    async stop() {
      await running.kill();
    },
  };
}

/** An omnimessage as stored by the sandbox. */
export type Accepted = {
  /** The request as received. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly steps: readonly { readonly channel: string; readonly status: string | null }[];
};

/**
 * Returns what the built-in sandbox of a data folder accepted for a recipient, from its control API.
 * @param to E.164
 */
export async function acceptedBySandbox(folder: string, to: string): Promise<readonly Accepted[]> {
  const database = new Database(join(folder, 'omnideck.db'), { readonly: true });
  const port = database.prepare("SELECT value FROM setting WHERE key = 'sandbox_port'").pluck().get();
  database.close();
  const answer = await fetch(`http://127.0.0.1:${port}/sandbox/messages?to=${encodeURIComponent(to)}`);
  const arrived = (await answer.json()) as { messages: readonly Accepted[] };
  return arrived.messages;
}
