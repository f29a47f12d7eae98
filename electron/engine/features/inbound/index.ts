/** The exports of the inbound feature for other features. */
export { answerTroubles, noAnswerFigures, readAnswerFigures } from './answer-troubles.ts';
export { type InboundNeeds, inboundChecks } from './checks.ts';
export type { InboundNumbers } from './inbound-numbers.ts';
export { type AddressNeeds, addressTroubles, stayingAddress } from './number-address.ts';
