/** The exports of the reports feature for other features and the shells. */
export { type ReportNeeds, reportChecks } from './checks.ts';
export { parseTunnelHost, parseTunnelOption } from './tunnel/option.ts';
export type { TunnelKind } from './tunnel/types.ts';
