/** localtunnel 2.0.2 has no types; these are the parts that are used. */
declare module 'localtunnel' {
  import type { EventEmitter } from 'node:events';

  type LocaltunnelOptions = {
    readonly port: number;
    readonly host: string;
    readonly subdomain: string;
  };

  type LocaltunnelClient = EventEmitter & { readonly url?: unknown; close(): void };

  function localtunnel(
    options: LocaltunnelOptions,
    callback: (error: Error | null, client?: LocaltunnelClient) => void,
  ): LocaltunnelClient;

  export = localtunnel;
}
