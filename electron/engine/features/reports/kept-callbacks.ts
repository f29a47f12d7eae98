import type { Core } from '../../start.ts';
import { signatureOf, verifySignature } from './signature.ts';

/**
 * Checks an account's kept callbacks that had no good signature against the passwords that are known now: after a
 * password was changed, or the key store opened, they may turn out to have been true all along.
 * @returns how many were
 */
export async function checkKeptCallbacks(core: Core, accountId: string): Promise<number> {
  const passwords = core.registry.passwords(accountId);
  if (passwords.kind !== 'known') return 0;
  const kept = await core.store.read('refusedCallbacks', { accountId });
  let accepted = 0;
  for (const callback of kept) {
    const verdict = verifySignature(callback.body, signatureOf(callback.headers), passwords);
    if (verdict.kind !== 'verified') continue;
    await core.store.write('acceptKept', {
      callbackId: callback.id,
      secret: verdict.secret,
      now: core.now(),
    });
    accepted += 1;
  }
  if (accepted > 0) core.log('kept-callbacks-accepted', { accepted });
  return accepted;
}
