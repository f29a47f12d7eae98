/** The address of a number's messages, which a person types into Messente's Dashboard, and whether it is still right. */
import type { Overview } from '../../../../shared/contract/console.ts';
import type { InboundNumber } from '../../../../shared/contract/inbound.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { inboundProblem } from '../../../../shared/problems/inbound.ts';
import { type Registry, reachesNobody } from '../accounts/index.ts';
import { type CallbackServer, type PublicAddress, shortenToken } from '../reports/index.ts';
import type { InboundNumbers } from './inbound-numbers.ts';
import type { StoredInboundNumber } from './sql/inbound-numbers.ts';

export type AddressNeeds = {
  readonly registry: Registry;
  readonly inbound: InboundNumbers;
  readonly callbacks: CallbackServer;
  readonly address: Pick<PublicAddress, 'callbackBase' | 'tunnel'>;
};

/** Returns today's address of a number; null if its account has no address that stays. */
export function addressOf(
  needs: AddressNeeds,
  { accountId, token }: Pick<StoredInboundNumber, 'accountId' | 'token'>,
): string | null {
  return stayingAddress(needs, accountId, {
    local: needs.callbacks.inboundPathFor(token),
    outside: `/inbound/${token}`,
  });
}

/**
 * Returns today's address of a path for an account; null if the account has no address that stays. The name of a localtunnel may
 * be lost at any time, so it is not one.
 * @param path of the callback server, with its prefix (`local`), and behind a public address (`outside`)
 */
export function stayingAddress(
  { registry, callbacks, address }: Omit<AddressNeeds, 'inbound'>,
  accountId: string,
  path: { readonly local: string; readonly outside: string },
): string | null {
  const account = registry.get(accountId);
  if (account === null) return null;
  const { kind } = address.tunnel.state();
  const isLocal = reachesNobody(account);
  // The built-in sandbox, and a server on this computer, do not need a public address.
  if (isLocal && kind !== 'fixed') return `${callbacks.localUrl}${path.local}`;
  const base = isLocal || kind === 'fixed' ? address.callbackBase(accountId) : null;
  return base === null ? null : `${base}${path.outside}`;
}

/** Returns why the messages of a number do not arrive, as far as Omnideck knows; null: nothing is known. */
function warningOf(needs: AddressNeeds, stored: StoredInboundNumber, today: string | null): Problem | null {
  const { number, shownAddress: shown } = stored;
  if (needs.inbound.passwords(stored.id).kind === 'none')
    return inboundProblem('inbound-no-secret', { number });
  if (today === null) return noAddress(stored);
  if (shown === null) return inboundProblem('inbound-address-unconfirmed', { number });
  return shown === today
    ? null
    : inboundProblem('inbound-address-changed', {
        number,
        shown: shortenToken(shown),
        today: shortenToken(today),
      });
}

/** Like each warning, it shows only the beginning of a token: whoever knows the token can post to the address. */
export function noAddress(
  { number, shownAddress: shown }: Pick<StoredInboundNumber, 'number' | 'shownAddress'>,
  field?: string,
): Problem {
  return shown === null
    ? inboundProblem('inbound-no-address', { number }, field)
    : inboundProblem('inbound-no-address/shown', { number, shown: shortenToken(shown) }, field);
}

/** Returns a number as the contract shows it, without its secrets. */
export function viewNumber(needs: AddressNeeds, stored: StoredInboundNumber): InboundNumber {
  const address = addressOf(needs, stored);
  return {
    id: stored.id,
    number: stored.number,
    accountId: stored.accountId,
    accountName: needs.registry.get(stored.accountId)?.name ?? '',
    address,
    shownAddress: stored.shownAddress,
    secretSet: needs.inbound.passwords(stored.id).kind !== 'none',
    lastMessageAt: stored.lastMessageAt,
    createdAt: stored.createdAt,
    warning: warningOf(needs, stored, address),
  };
}

/**
 * Returns the warnings as troubles of the console. They end when a person confirms an address, so they are computed, and
 * not reported: a command that sends does not fail because of them.
 */
export function addressTroubles(needs: AddressNeeds): Overview['troubles'] {
  return needs.inbound.all().flatMap((stored) => {
    const problem = warningOf(needs, stored, addressOf(needs, stored));
    return problem === null ? [] : [{ problem, kind: 'lasting' as const, at: stored.createdAt }];
  });
}
