import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { Registry } from '../accounts/index.ts';
import { signatureOf, verifySignature } from './signature.ts';

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Verifies an account's stored callbacks that had no valid signature with the currently known passwords:
 * after a password was changed, or the key store was unlocked, they may prove to be genuine.
 * @returns how many were
 */
export async function checkKeptCallbacks(
  { store, registry, now, log }: Needs,
  accountId: string,
): Promise<number> {
  const passwords = registry.passwords(accountId);
  if (passwords.kind !== 'known') return 0;
  const kept = await store.read('refusedCallbacks', { accountId });
  let accepted = 0;
  for (const callback of kept) {
    const verdict = verifySignature(callback.body, signatureOf(callback.headers), passwords);
    if (verdict.kind !== 'verified') continue;
    await store.write('acceptKept', {
      callbackId: callback.id,
      secret: verdict.secret,
      now: now(),
    });
    accepted += 1;
  }
  if (accepted > 0) log('kept-callbacks-accepted', { accepted });
  return accepted;
}
