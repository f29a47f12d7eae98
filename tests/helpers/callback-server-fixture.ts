/**
 * A real callback server that stores callbacks in an array. Tests can read the stored callbacks, and can
 * delay or refuse storing.
 */

import { createHmac } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { AccountPasswords } from '../../electron/engine/features/accounts/passwords.ts';
import { startCallbackServer } from '../../electron/engine/features/reports/server.ts';
import type {
  CallbackServer,
  CallbackServerOptions,
  PostponedCallback,
  ReceivedCallback,
} from '../../electron/engine/features/reports/types.ts';
import type { AccountId, InboundId } from '../../shared/messaging/types.ts';
import { englishText } from '../../shared/problems/english-text.ts';

export const token = '0123456789abcdef0123456789abcdef';
export const account = 'account-1' as AccountId;
const inboundId = 'number-1' as InboundId;
export const localId = '0123456789abcdef';

export type TestCallbackServer = {
  readonly server: CallbackServer;
  readonly kept: ReceivedCallback[];
  readonly logged: { event: string; details: Record<string, unknown> }[];
  passwords: AccountPasswords;
  /** Replaces the store's work; the callback is added to the array in any case. */
  keep: (callback: ReceivedCallback) => Promise<void>;
  /** Decides whether a callback that arrives while the passwords are locked is kept. */
  postpone: (callback: PostponedCallback) => Promise<boolean>;
};

/** Starts a callback server on a free port. It is stopped when the test ends. */
export async function startTestCallbackServer(
  options: Partial<CallbackServerOptions> = {},
): Promise<TestCallbackServer> {
  const kept: ReceivedCallback[] = [];
  const logged: TestCallbackServer['logged'] = [];
  const started = await startCallbackServer(
    { port: 0, ...options },
    {
      now: () => 1_700_000_000_000,
      accountOfToken: (text) => (text === token ? account : null),
      inboundOfToken: (text) => (text === token ? { accountId: account, inboundId } : null),
      passwords: () => desk.passwords,
      keep: async (callback) => {
        await desk.keep(callback);
        kept.push(callback);
      },
      postpone: (callback) => desk.postpone(callback),
      subscriptions: { isToken: (text) => text === token, keep: async () => 'kept' },
      log: (event, details) => logged.push({ event, details }),
      noteFailure: (event) => logged.push({ event, details: {} }),
    },
  );
  if (!started.ok) throw new Error(englishText(started.problem).message);
  const desk: TestCallbackServer = {
    server: started.value,
    kept,
    logged,
    passwords: { kind: 'known', current: 'correct horse', earlier: ['old battery', 'older staple'] },
    keep: async () => undefined,
    postpone: async () => true,
  };
  onTestFinished(() => started.value.stop());
  return desk;
}

/** Computes an HMAC with node:crypto, not with the code under test. */
export function hmac(body: Uint8Array, password = 'correct horse'): string {
  return createHmac('sha256', password).update(body).digest('hex');
}
