/** The exports of the reports feature for other features and the shells. */
export { type ReportNeeds, reportChecks } from './checks.ts';
export { checkKept } from './kept-callbacks.ts';
export type { PublicAddress } from './public-address.ts';
export { shortenToken } from './refused.ts';
export { parseTunnelHost, parseTunnelOption } from './tunnel/option.ts';
export type { TunnelKind } from './tunnel/types.ts';
export type { CallbackServer } from './types.ts';
