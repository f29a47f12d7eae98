/** The exports for other features' statements, used by the database's threads. */
export { pauseWithoutCredit } from './pause-account.ts';
