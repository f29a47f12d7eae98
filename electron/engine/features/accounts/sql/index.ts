/** The exports for other features' statements, used by the database's threads. */
export { reachesNobody } from '../reaches-nobody.ts';
export { pauseWithoutCredit } from './pause-account.ts';
