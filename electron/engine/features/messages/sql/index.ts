/** The exports for other features' statements, used by the database's threads. */
export {
  cancelAllTo,
  cancelScheduledOf,
  cancelThese,
  cancelWhatIsOwed,
  carryCancellations,
  hearOfErased,
  type Ordered,
  reachableUntil,
} from './cancel.ts';
export { countToCancel } from './cancellations.ts';
export { cancelQueuedOf, createMessages, refuseQueuedTo } from './create-messages.ts';
export { foldImported } from './fold-again.ts';
export { listMessages } from './list-messages.ts';
export { type EventRow, eventColumns, eventOf, refold } from './refold.ts';
export { indexMessage, unindexMessage } from './search-index.ts';
export {
  applyKept,
  countSame,
  insertEvent,
  noteSign,
  readReportBytes,
  type Target,
} from './status-events.ts';
