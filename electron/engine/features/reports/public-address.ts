/** The address where reports can arrive: this computer's own, or a public one that leads to it. */
import { randomInt } from 'node:crypto';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { Log } from '../../log.ts';
import { type Registry, reachesNobody } from '../accounts/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { readPathPrefix } from './routes.ts';
import { usesTunnel } from './stored-address.ts';
import { createReplaceableTunnel, type ReplaceableTunnel } from './tunnel/replaceable-tunnel.ts';
import {
  createTunnel,
  defaultTunnelHost,
  newTunnelName,
  parseTunnelOption,
  type Tunnel,
  type TunnelKind,
} from './tunnel/tunnel.ts';
import type { CallbackServer } from './types.ts';

export type PublicAddress = {
  readonly tunnel: ReplaceableTunnel;
  /** Applies the tunnel setting, unless an option of this run overrides it. */
  readonly apply: () => Promise<void>;
  /** Returns the public (or local) address for this account's reports; null: nowhere. */
  readonly callbackBase: (accountId: string) => string | null;
  /** Returns whether the account's reports use the public address. */
  isUsedBy(accountId: string): boolean;
  /** Returns whether the account's reports will use an address that is still being opened. */
  isAwaitedBy(accountId: string): boolean;
};

type Asked = {
  /** null: as in the settings. */
  readonly tunnel: TunnelKind | null;
  /** null: as in the settings. */
  readonly tunnelHost: string | null;
};

/**
 * Creates the public address; nothing happens before its tunnel is started.
 * @returns problem `tunnel-invalid` if the settings contain an invalid one
 */
export async function createPublicAddress(options: {
  readonly asked: Asked;
  readonly pathPrefix: string;
  readonly settings: LiveSettings;
  readonly registry: Registry;
  readonly callbacks: CallbackServer;
  readonly worker: URL;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}): Promise<Result<PublicAddress>> {
  const { asked, settings, registry, callbacks, now, random, log } = options;
  const prefix = readPathPrefix(options.pathPrefix) ?? '';
  const target = await tunnelTarget(asked, settings);
  if (!target.ok) return target;
  const tunnel = createReplaceableTunnel(target.value, (to) =>
    createTunnel({
      target: to,
      localPort: callbacks.port,
      pathPrefix: prefix,
      now,
      random,
      probe: () => callbacks.expectProbe(),
      workerUrl: options.worker,
      log,
    }),
  );
  const isUsedBy = (accountId: string): boolean => {
    const account = registry.get(accountId);
    if (account === null) return false;
    return usesTunnel(account, reachesNobody(account), tunnel.state().kind);
  };
  return ok({
    tunnel,
    async apply() {
      const wanted = await tunnelTarget(asked, settings);
      if (wanted.ok) await tunnel.replace(wanted.value);
    },
    isUsedBy,
    callbackBase(accountId) {
      if (isUsedBy(accountId)) {
        const { publicUrl } = tunnel.state();
        return publicUrl === null ? null : `${publicUrl}${publicPrefix(publicUrl, prefix)}`;
      }
      const account = registry.get(accountId);
      return account !== null && reachesNobody(account) ? `${callbacks.localUrl}${prefix}` : null;
    },
    isAwaitedBy(accountId) {
      const { status, publicUrl } = tunnel.state();
      return status === 'starting' && publicUrl === null && isUsedBy(accountId);
    },
  });
}

/** A fixed address that ends with the prefix already contains it: the proxy forwards it. */
function publicPrefix(publicUrl: string, prefix: string): string {
  return prefix !== '' && publicUrl.endsWith(prefix) ? '' : prefix;
}

async function tunnelTarget(asked: Asked, { settings, ...kept }: LiveSettings): Promise<Result<TunnelKind>> {
  const wanted = asked.tunnel === null ? parseTunnelOption(settings().tunnel) : ok(asked.tunnel);
  if (!wanted.ok || wanted.value.kind !== 'localtunnel') return wanted;
  let subdomain = wanted.value.subdomain ?? kept.remembered('tunnel_name') ?? null;
  if (subdomain === null) {
    subdomain = newTunnelName(() => randomInt(256));
    // Stored, so that the addresses of messages under way are valid again after a restart.
    await kept.remember('tunnel_name', subdomain);
  }
  const host = asked.tunnelHost ?? settings().tunnelHost ?? wanted.value.host ?? defaultTunnelHost;
  return ok({ kind: 'localtunnel', host, subdomain });
}

/** Resolves once the public address is known; null if it is not available now. */
export async function publicUrlOf(tunnel: Tunnel, waitMs: number): Promise<string | null> {
  const known = tunnel.state();
  if (known.kind === 'none' || known.status === 'open' || known.kind === 'fixed') return known.publicUrl;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, waitMs);
    const off = tunnel.onChange(({ state }) => {
      if (state.status === 'open' || state.status === 'down') done();
    });
    function done(): void {
      clearTimeout(timer);
      off();
      resolve();
    }
  });
  return tunnel.state().status === 'open' ? tunnel.state().publicUrl : null;
}
