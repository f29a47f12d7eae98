/** The exports for other features' statements, used by the database's threads. */
export { optedOutIn } from './act-on-answer.ts';
export { carryInbound } from './carry-inbound.ts';
export { eraseInboundAgain } from './erase-inbound.ts';
export { bodyHolds, numbersInBody } from './search-body.ts';
export { isInboundGone, type StoredInbound, storeInbound } from './store-inbound.ts';
