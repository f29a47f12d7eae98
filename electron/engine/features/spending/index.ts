/** The exports of the spending feature for other features and the shells. */
export { spendingTroubles } from './spending-troubles.ts';
