/** The data that the worker is started with. */
export type TunnelWorkerData = {
  readonly localPort: number;
  /** Without a trailing slash. */
  readonly host: string;
  readonly subdomain: string;
};

/**
 * The worker's messages. They contain only the minimum, because localtunnel's own view of its state is not
 * reliable.
 */
export type TunnelWorkerMessage =
  /** The tunnel server gave an address; whether it works is checked separately. */
  | { readonly kind: 'opened'; readonly url: string }
  /** The tunnel server is unreachable (`code`), refused (`status`), or gave an unexpected answer (2xx). */
  | { readonly kind: 'refused'; readonly status: number | null; readonly code: string | null }
  /** A socket failed: a reason to check the address. */
  | { readonly kind: 'trouble' };
