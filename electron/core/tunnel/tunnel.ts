import type { Tunnel, TunnelOptions } from './types.ts';

export { parseTunnelOption } from './option.ts';
export type * from './types.ts';

/** Makes the supervised public address; nothing happens before start(). */
export function createTunnel(_options: TunnelOptions): Tunnel {
  throw new Error('being written');
}
