import type { Events } from '../../events.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { AccountPasswords, Registry } from '../accounts/index.ts';
import { announceInbound } from './announce-inbound.ts';
import { signatureOf, verifySignature } from './signature.ts';

type Needs = {
  readonly store: Store;
  readonly events: Events;
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Verifies an account's stored delivery reports that had no valid signature with the currently known passwords:
 * after a password was changed, or the key store was unlocked, they may prove to be genuine.
 * @returns how many were
 */
export function checkKeptCallbacks(
  needs: Needs & { readonly registry: Registry },
  accountId: string,
): Promise<number> {
  return checkKept(needs, { accountId, inboundId: null }, needs.registry.passwords(accountId));
}

/** Does the same with the stored inbound messages of a number, after its secret was changed. */
export async function checkKept(
  { store, events, now, log }: Needs,
  addressee: { readonly accountId: string; readonly inboundId: string | null },
  passwords: AccountPasswords,
): Promise<number> {
  if (passwords.kind !== 'known') return 0;
  const kept = await store.read('refusedCallbacks', addressee);
  let accepted = 0;
  for (const callback of kept) {
    const verdict = verifySignature(callback.body, signatureOf(callback.headers), passwords);
    if (verdict.kind !== 'verified') continue;
    const settled = await store.write('acceptKept', {
      callbackId: callback.id,
      secret: verdict.secret,
      now: now(),
    });
    announceInbound(events.emit, settled?.newInbound ?? null);
    accepted += 1;
  }
  if (accepted > 0) log('kept-callbacks-accepted', { accepted });
  return accepted;
}
