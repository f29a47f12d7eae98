/** The exports of the reports feature for other features and the shells. */
export { verifySignature } from './signature.ts';
export { parseTunnelHost, parseTunnelOption } from './tunnel/option.ts';
export { probeAddress } from './tunnel/probe.ts';
export type { Tunnel, TunnelKind } from './tunnel/types.ts';
export type { CallbackServer } from './types.ts';
