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
 * Checks an account's kept callbacks that had no good signature against the passwords that are known now: after a
 * password was changed, or the key store opened, they may turn out to have been true all along.
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
