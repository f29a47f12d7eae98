/** What the worker is given. */
export type TunnelWorkerData = {
  readonly localPort: number;
  /** Without a trailing slash. */
  readonly host: string;
  readonly subdomain: string;
};

/** What the worker tells. It is the least that can be: nothing that localtunnel believes of itself is relied on. */
export type TunnelWorkerMessage =
  /** The tunnel server gave an address; whether it works is another question. */
  | { readonly kind: 'opened'; readonly url: string }
  /** The tunnel server can't be reached (`code`), said no (`status`), or answered with something else (2xx). */
  | { readonly kind: 'refused'; readonly status: number | null; readonly code: string | null }
  /** A socket failed: a reason to look, not a verdict. */
  | { readonly kind: 'trouble' };
