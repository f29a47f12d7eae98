import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { Probe } from '../types.ts';

export type TunnelKind =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'localtunnel';
      /** The tunnel server's own address, default https://localtunnel.me. */
      readonly host: string;
      /** The name to ask for, kept by the caller so that it survives a restart; null: a new random one. */
      readonly subdomain: string | null;
    }
  | { readonly kind: 'fixed' /** Without a trailing slash; may have a path. */; readonly url: string };

export type TunnelState = {
  readonly kind: TunnelKind['kind'];
  /** `open`: proven lately. `unproven`: it may work, no proof has come back. `down`: it doesn't, and is being replaced. */
  readonly status: 'off' | 'starting' | 'open' | 'unproven' | 'down';
  /**
   * What goes before CallbackServer.pathFor(...) in a callback URL; no trailing slash. Stays while a tunnel is
   * replaced, because the same name is asked for again; null before the first opening.
   */
  readonly publicUrl: string | null;
  /** When the status became what it is, UTC epoch milliseconds. */
  readonly sinceAt: number;
  readonly lastProofAt: number | null;
  /** What the last proof was. */
  readonly proof: 'probe' | 'callback' | null;
  readonly problem: Problem | null;
};

export type TunnelChange = {
  readonly state: TunnelState;
  readonly previous: TunnelState;
  /** True when an address that was told before has been replaced by another: messages sent with it keep the old one. */
  readonly publicUrlChanged: boolean;
};

export type Tunnel = {
  state(): TunnelState;
  /** Returns at once; the state tells. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * A verified callback came through the public address at that time (UTC epoch milliseconds). Only for accounts
   * whose callbacks take that way: one of the built-in sandbox proves nothing.
   */
  noteVerifiedCallback(at: number): void;
  /** Probes now and resolves with the judgement; where it is down, asks for a new attempt and resolves at once. */
  probeNow(): Promise<TunnelState>;
  /** After sleep, or when the network is back: probe at once, replace when dead, no more waiting. */
  wake(): void;
  onChange(listener: (change: TunnelChange) => void): () => void;
};

export type TunnelTimings = {
  /** Between two probes while all is well, milliseconds; default 60,000. */
  readonly probeIntervalMs: number;
  /** For one probe, milliseconds; default 10,000. */
  readonly probeTimeoutMs: number;
  /** Between a failed probe and the next, milliseconds; default 2,000. */
  readonly probeRetryMs: number;
  /** So many probes must fail in a row; default 3. */
  readonly probeTries: number;
  /** How long a verified callback counts as a proof, milliseconds; default 180,000. */
  readonly proofFreshMs: number;
  /** For the tunnel server to give an address, milliseconds; default 15,000. */
  readonly openTimeoutMs: number;
  /** Before the same name is asked for again, milliseconds; default 2,000. Below 1,500 the server still holds it. */
  readonly reopenWaitMs: number;
  /** So often the name is asked for again when another came back; default 3. */
  readonly nameTries: number;
  /** The first wait after a failed attempt, milliseconds; doubled each time; default 2,000. */
  readonly backoffFirstMs: number;
  /** The longest, milliseconds; default 300,000. */
  readonly backoffMostMs: number;
};

export type TunnelOptions = {
  readonly target: TunnelKind;
  /** Of the callback server, which must listen before the tunnel is started (a tunnel without one hangs). */
  readonly localPort: number;
  /** Of the callback server. Where a fixed URL ends with it, the proxy passes it on, and it isn't counted twice. */
  readonly pathPrefix: string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly probe: () => Probe;
  /** tunnel-worker.ts or what it was built into: the shell knows. */
  readonly workerUrl: URL;
  /** Gets no credential. The tunnel's name is one in a way: it is not told. */
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /**
   * Where the probe connects to instead of where the public name leads, its Host header unchanged. Default: the
   * tunnel server itself where that is on loopback (its names are in no DNS), else null.
   */
  readonly connectTo?: { readonly host: string; readonly port: number } | null;
  readonly timings?: Partial<TunnelTimings>;
};
