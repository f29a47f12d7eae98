/** The exports for other features' statements, used by the database's threads. */
export { carrySubscriptions } from './carry-subscriptions.ts';
