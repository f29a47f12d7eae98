/** The exports for other features' statements, used by the database's threads. */
export { chargedPrices } from './charged-prices.ts';
