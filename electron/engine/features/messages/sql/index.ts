/** The exports for other features' statements, used by the database's threads. */
export {
  cancelAllTo,
  cancelScheduledOf,
  cancelThese,
  cancelWhatIsOwed,
  cancelWithheldTo,
  carryCancellations,
  hearOfErased,
  type Ordered,
} from './cancel.ts';
export { createConsentCheck, ledgerOf } from './consent-check.ts';
export { cancelQueuedOf, createMessages, refuseQueuedTo, refuseWithheldTo } from './create-messages.ts';
export { foldImported } from './fold-again.ts';
export { holdOf, holdQueuedTo, isUndecided } from './held.ts';
export { pageSeqs } from './list-messages.ts';
export { type EventRow, eventColumns, eventOf, refold } from './refold.ts';
export { indexMessages } from './search-index.ts';
export {
  applyKept,
  countSame,
  insertEvent,
  noteSign,
  readReportBytes,
  type Target,
} from './status-events.ts';
export { isErased, withdrawalOf } from './withdrawal.ts';
