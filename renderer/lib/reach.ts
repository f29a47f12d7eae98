/**
 * Describes whether delivery reports can reach this computer for the selected account, and what to do if they
 * cannot.
 */
import type { AccountView } from '../../shared/contract/accounts.ts';
import type { Overview } from '../../shared/contract/console.ts';
import { isLoopbackHost } from '../../shared/messaging/loopback.ts';
import type { StatusKind } from './ui/status-kind.ts';
import type { Words } from './words/words.ts';

type Tunnel = Overview['callbacks']['tunnel'];
type AccountLike = Pick<AccountView, 'kind' | 'baseUrl' | 'tunnelAgreedAt'>;

type Reach = {
  readonly kind: StatusKind;
  readonly text: string;
  readonly why: string | null;
  readonly action: string | null;
};

/** Returns whether an account's API is on this computer, so that its reports need no public address. */
export function isOnThisMachine(account: Pick<AccountView, 'kind' | 'baseUrl'>): boolean {
  if (account.kind === 'sandbox') return true;
  const url = URL.parse(account.baseUrl);
  return url !== null && isLoopbackHost(url);
}

/**
 * Returns whether localtunnel is used, and its consequences for privacy were not accepted for this account.
 */
export function lacksAgreement(account: AccountLike, tunnel: Pick<Tunnel, 'kind'>): boolean {
  return tunnel.kind === 'localtunnel' && account.tunnelAgreedAt === null && !isOnThisMachine(account);
}

/**
 * Returns the description. @param ago how long ago the public address was last proven, as text; null means
 * never
 */
export function reachOf(
  tunnel: Tunnel,
  account: AccountLike | undefined,
  ago: string | null,
  words: Words,
): Reach {
  const texts = words.frame;
  const reached = { kind: 'delivered', text: texts.reportsReach, action: null } as const;
  const notReached = { kind: 'not-needed', text: texts.reportsOff } as const;
  if (account?.kind === 'sandbox') return { ...reached, why: texts.reportsSandboxWhy };
  if (account && tunnel.kind === 'none' && isOnThisMachine(account)) {
    return { ...reached, why: texts.reportsLocalWhy };
  }
  if (account && lacksAgreement(account, tunnel)) {
    return { ...notReached, why: texts.reportsNotAgreedWhy, action: texts.reportsAgree };
  }
  const host = tunnel.publicUrl?.replace(/^https?:\/\//, '').split('/', 1)[0] ?? null;
  switch (tunnel.status) {
    case 'off':
      return { ...notReached, why: texts.reportsOffWhy, action: texts.reportsSetUp };
    case 'starting':
      return { kind: 'accepted', text: texts.reportsStarting, why: host, action: null };
    case 'open': {
      const parts = [host, ago === null ? null : texts.checked(ago)].filter((part) => part !== null);
      return { ...reached, why: parts.join(' · ') };
    }
    case 'unproven':
      return { kind: 'unknown', text: texts.reportsUnproven, why: host, action: texts.reportsSee };
    case 'down':
      return {
        kind: 'unknown',
        text: texts.reportsDown,
        why: texts.reportsOffWhy,
        action: texts.reportsSee,
      };
  }
}
