/** A real callback server whose store is an array: what was kept can be looked at, and keeping can be held or refused. */
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
import type { AccountId } from '../../shared/messaging/types.ts';

export const token = '0123456789abcdef0123456789abcdef';
export const account = 'account-1' as AccountId;
export const localId = '0123456789abcdef';

export type TestCallbackServer = {
  readonly server: CallbackServer;
  readonly kept: ReceivedCallback[];
  readonly logged: { event: string; details: Record<string, unknown> }[];
  passwords: AccountPasswords;
  /** Replaces what keeping does besides remembering. */
  keep: (callback: ReceivedCallback) => Promise<void>;
  /** What becomes of one that comes while the passwords are locked: whether it is kept. */
  postpone: (callback: PostponedCallback) => Promise<boolean>;
};

/** Starts one on a free port; stopped when the test is over. */
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
      passwords: () => desk.passwords,
      keep: async (callback) => {
        await desk.keep(callback);
        kept.push(callback);
      },
      postpone: (callback) => desk.postpone(callback),
      log: (event, details) => logged.push({ event, details }),
    },
  );
  if (!started.ok) throw new Error(started.problem.message);
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

/** By node:crypto directly, not by the code under test. */
export function hmac(body: Uint8Array, password = 'correct horse'): string {
  return createHmac('sha256', password).update(body).digest('hex');
}
