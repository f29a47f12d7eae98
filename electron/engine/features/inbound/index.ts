/** The exports of the inbound feature for other features. */
export { type InboundNeeds, inboundChecks } from './checks.ts';
export type { InboundNumbers } from './inbound-numbers.ts';
export { addressTroubles } from './number-address.ts';
