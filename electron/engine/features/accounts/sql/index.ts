/** The exports for other features' statements, used by the database's threads. */
export { reachesNobody } from '../reaches-nobody.ts';
export { pauseWithoutCredit } from './pause-account.ts';
export { readPrices } from './read-prices.ts';
