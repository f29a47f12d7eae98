import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { Probe } from '../types.ts';

export type TunnelKind =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'localtunnel';
      /** The tunnel server's own address, default https://localtunnel.me. */
      readonly host: string;
      /**
       * The name to request, stored by the caller so that it survives a restart; null means a new random one.
       */
      readonly subdomain: string | null;
    }
  | { readonly kind: 'fixed' /** Without a trailing slash; may have a path. */; readonly url: string };

export type TunnelState = {
  readonly kind: TunnelKind['kind'];
  /**
   * `open`: recently proven. `unproven`: it may work, but there is no proof. `down`: it does not work, and is
   * being replaced.
   */
  readonly status: 'off' | 'starting' | 'open' | 'unproven' | 'down';
  /**
   * The part of a callback URL before CallbackServer.pathFor(...), without a trailing slash. It stays while a
   * tunnel is replaced, because the same name is requested again; null before the first opening.
   */
  readonly publicUrl: string | null;
  /** When the status last changed, UTC epoch milliseconds. */
  readonly sinceAt: number;
  readonly lastProofAt: number | null;
  /** The kind of the last proof. */
  readonly proof: 'probe' | 'callback' | null;
  readonly problem: Problem | null;
};

export type TunnelChange = {
  readonly state: TunnelState;
  readonly previous: TunnelState;
  /**
   * True if an announced address has been replaced by another: messages that were sent with it keep the old
   * one.
   */
  readonly publicUrlChanged: boolean;
};

export type Tunnel = {
  state(): TunnelState;
  /** Starts and returns at once; the state shows the progress. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Records that a verified callback arrived through the public address (UTC epoch milliseconds). Only for
   * accounts whose callbacks use it: one of the built-in sandbox proves nothing.
   */
  noteVerifiedCallback(at: number): void;
  /**
   * Probes now and resolves with the result; if the address is down, requests a new attempt and resolves at
   * once.
   */
  probeNow(): Promise<TunnelState>;
  /** Called after sleep, or when the network is back: probes at once, replaces a dead tunnel, ends waits. */
  wake(): void;
  onChange(listener: (change: TunnelChange) => void): () => void;
};

export type TunnelTimings = {
  /** Between two probes while the address works, milliseconds; default 60,000. */
  readonly probeIntervalMs: number;
  /** The time limit of one probe, milliseconds; default 10,000. */
  readonly probeTimeoutMs: number;
  /** Between a failed probe and the next, milliseconds; default 2,000. */
  readonly probeRetryMs: number;
  /** How many probes in a row must fail; default 3. */
  readonly probeTries: number;
  /** How long a verified callback counts as a proof, milliseconds; default 180,000. */
  readonly proofFreshMs: number;
  /** The time limit for the tunnel server to give an address, milliseconds; default 15,000. */
  readonly openTimeoutMs: number;
  /**
   * The wait before the same name is requested again, milliseconds; default 2,000. Below 1,500 the server
   * still reserves it.
   */
  readonly reopenWaitMs: number;
  /** How often the name is requested again if another was given; default 3. */
  readonly nameTries: number;
  /** The first wait after a failed attempt, milliseconds; doubled each time; default 2,000. */
  readonly backoffFirstMs: number;
  /** The longest wait, milliseconds; default 300,000. */
  readonly backoffMostMs: number;
};

export type TunnelOptions = {
  readonly target: TunnelKind;
  /**
   * The port of the callback server, which must listen before the tunnel is started (a tunnel without it
   * hangs).
   */
  readonly localPort: number;
  /**
   * The prefix of the callback server. If a fixed URL ends with it, the proxy forwards it, and it is not
   * added twice.
   */
  readonly pathPrefix: string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly probe: () => Probe;
  /** tunnel-worker.ts or its build; the shell knows where it is. */
  readonly workerUrl: URL;
  /** Gets no credentials. The tunnel's name is similar to one, so it is not logged. */
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /**
   * Where the probe connects instead of the public host, with an unchanged Host header. Default: the tunnel
   * server itself if it is on loopback (its names are in no DNS), otherwise null.
   */
  readonly connectTo?: { readonly host: string; readonly port: number } | null;
  readonly timings?: Partial<TunnelTimings>;
};
