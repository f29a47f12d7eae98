/** The exports for other features' statements, used by the database's threads. */
export { addDoNotSend, liftByReply } from './do-not-send.ts';
export { carryConsent } from './entries.ts';
