/** The exports for other features' statements, used by the database's threads. */
export { carrySpending } from './carry-spending.ts';
export { releaseAllHeld, releaseHeld, releasePriced } from './held.ts';
export { rebook } from './rebook.ts';
export { createReserver, type Reserver } from './reserve.ts';
export { storedCaps } from './stored-caps.ts';
