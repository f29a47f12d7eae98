/** The exports for other features' statements, used by the database's threads. */
export { delayBlacklisting, endBlacklistingOf, isUndoing } from './blacklist-orders.ts';
export { carryBlacklists } from './carry-blacklists.ts';
export { addDoNotSend, liftByReply } from './do-not-send.ts';
export { addEntry, carryConsent } from './entries.ts';
