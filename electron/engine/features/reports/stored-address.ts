/** The address of an account's reports, as far as it is known without a console. */
import type { StoredAccount } from '../accounts/index.ts';
import { parseTunnelOption } from './tunnel/option.ts';
import type { TunnelKind } from './tunnel/types.ts';

/**
 * Returns whether the account's reports come through a tunnel of this kind.
 * @param isLocal whether the account sends no real messages
 */
export function usesTunnel(
  account: Pick<StoredAccount, 'kind' | 'tunnelAgreedAt'>,
  isLocal: boolean,
  kind: TunnelKind['kind'],
): boolean {
  if (account.kind === 'sandbox' || kind === 'none') return false;
  return kind === 'fixed' || isLocal || account.tunnelAgreedAt !== null;
}

/**
 * Returns the part of a callback URL before its path, as the next console will use it; null if only that console can
 * know.
 * @param stored the setting of the tunnel, and the port on which the callback server listened last (0: it never did)
 */
export function storedCallbackBase(
  account: Pick<StoredAccount, 'kind' | 'tunnelAgreedAt'>,
  isLocal: boolean,
  stored: { readonly tunnel: string; readonly port: number },
): string | null {
  const target = parseTunnelOption(stored.tunnel);
  if (target.ok && usesTunnel(account, isLocal, target.value.kind))
    return target.value.kind === 'fixed' ? target.value.url : null;
  return isLocal && stored.port !== 0 ? `http://127.0.0.1:${stored.port}` : null;
}
