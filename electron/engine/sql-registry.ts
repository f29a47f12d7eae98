/**
 * Lists every statement that the features register with the database, by name: operations for the writer,
 * queries for the readers. This is the only file that knows all of them; the worker entries load it, the
 * engine's thread uses only its types.
 */

import { listAccounts, listTokens, readSettings } from './features/accounts/sql/list-accounts.ts';
import { pauseAccount } from './features/accounts/sql/pause-account.ts';
import { savePrices } from './features/accounts/sql/prices.ts';
import { readPrices } from './features/accounts/sql/read-prices.ts';
import {
  addAccount,
  agreeTunnel,
  removeAccount,
  resumeAccount,
  setPause,
  updateAccount,
} from './features/accounts/sql/save-accounts.ts';
import { exportPiece } from './features/backups/sql/export-piece.ts';
import { importMessages } from './features/backups/sql/import-messages.ts';
import { chargedPrices } from './features/compose/sql/charged-prices.ts';
import { listTemplates } from './features/compose/sql/list-templates.ts';
import { listDrafts, readDraft } from './features/compose/sql/read-drafts.ts';
import { readWhatsappTemplates } from './features/compose/sql/read-whatsapp-templates.ts';
import { sameText } from './features/compose/sql/same-text.ts';
import { removeDraft, saveDraft } from './features/compose/sql/save-drafts.ts';
import { removeTemplate, saveTemplate } from './features/compose/sql/save-templates.ts';
import { saveWhatsappTemplates } from './features/compose/sql/save-whatsapp-templates.ts';
import {
  beginBlacklistRequest,
  dueBlacklistOrders,
  endStaleOrders,
  finishBlacklistRequest,
} from './features/consent/sql/blacklist-orders.ts';
import {
  addConsent,
  addDoNotSend,
  importDoNotSend,
  listDoNotSend,
  pageOfDoNotSend,
  removeDoNotSend,
  withdrawConsent,
} from './features/consent/sql/do-not-send.ts';
import { doNotSendAmong } from './features/consent/sql/do-not-send-among.ts';
import { consentOf } from './features/consent/sql/entries.ts';
import {
  forgetBlacklisted,
  keepBlacklisted,
  knownBlacklisted,
  noteBlacklistReading,
} from './features/consent/sql/found-on-blacklist.ts';
import { listBlacklists } from './features/consent/sql/list-blacklists.ts';
import { stoppedAmong } from './features/consent/sql/stopped-among.ts';
import { withheldAmong } from './features/consent/sql/withheld-among.ts';
import { databaseHealth } from './features/doctor/sql/database-health.ts';
import {
  applyStart,
  decideAnswer,
  pendingStarts,
  scheduledDespiteAnswers,
  undecidedAnswers,
} from './features/inbound/sql/decide.ts';
import {
  addInboundNumber,
  confirmInboundAddress,
  listInboundNumbers,
  removeInboundNumber,
  setInboundSecret,
} from './features/inbound/sql/inbound-numbers.ts';
import { inboundAfter, listInbound, newestInbound } from './features/inbound/sql/list-inbound.ts';
import { listJournal } from './features/journal/sql/list-journal.ts';
import {
  beginAttempts,
  finishAttempt,
  recoverAttempts,
  requeueAttempts,
  startScheduled,
} from './features/messages/sql/attempts.ts';
import {
  cancelThese,
  finishCancellation,
  forgetPassword,
  markCancelled,
  settleCancellations,
} from './features/messages/sql/cancel.ts';
import {
  cancellationsOf,
  cancellationWork,
  dueCancellations,
  openCancellations,
} from './features/messages/sql/cancellations.ts';
import { cancelQueued, createMessages } from './features/messages/sql/create-messages.ts';
import { countFound, facets } from './features/messages/sql/facets.ts';
import { foldAgain } from './features/messages/sql/fold-again.ts';
import { listMessages } from './features/messages/sql/list-messages.ts';
import { listViews } from './features/messages/sql/list-views.ts';
import { findMessage, messageDetail, pollsOf } from './features/messages/sql/message-detail.ts';
import { countMessages } from './features/messages/sql/message-rows.ts';
import { messageRows } from './features/messages/sql/packed-rows.ts';
import { judgeHeldAgain, sendInQuietHours } from './features/messages/sql/quiet-holds.ts';
import { refold } from './features/messages/sql/refold.ts';
import { removeView, saveView } from './features/messages/sql/save-views.ts';
import { forgetSpent } from './features/messages/sql/spent-requests.ts';
import { keepPoll } from './features/messages/sql/status-events.ts';
import { setNote, tagMessages } from './features/messages/sql/tags.ts';
import { duePolls, messageSource, openMessages, outboxWork, pollWork } from './features/messages/sql/work.ts';
import { aboutNumber } from './features/privacy/sql/about-number.ts';
import { eraseNumber } from './features/privacy/sql/erase.ts';
import { endHolding, erasureState, sealErasureKeys } from './features/privacy/sql/erasure-keys.ts';
import { finishErasure } from './features/privacy/sql/finish-erasure.ts';
import { retain } from './features/privacy/sql/retain.ts';
import { searchCallbacks } from './features/reports/sql/callback-search.ts';
import {
  callbackStory,
  keptReplay,
  newestCallback,
  replaySource,
} from './features/reports/sql/callback-story.ts';
import { callbackDetail, listCallbacks, refusedCallbacks } from './features/reports/sql/callbacks.ts';
import { acceptKept, keepCallback } from './features/reports/sql/keep-reports.ts';
import { countPostponed, postponedCallbacks } from './features/reports/sql/postponed.ts';
import { postponeCallback, settlePostponed } from './features/reports/sql/settle-postponed.ts';
import {
  callbackVerdicts,
  findRuns,
  listRuns,
  openRunAccounts,
  openRuns,
  readRun,
  readRunCells,
  readRunSummary,
  runCharges,
} from './features/runs/sql/read-runs.ts';
import {
  interruptedRun,
  messageProgress,
  planUnderWay,
  runMark,
  runUnderWay,
} from './features/runs/sql/read-under-way.ts';
import {
  confirmCell,
  createRun,
  finishCell,
  retryFailedCells,
  sendCells,
  setRunState,
} from './features/runs/sql/save-runs.ts';
import { setSetting } from './features/settings/sql/settings.ts';
import { heldMessages, spendingAt, unpricedCountries } from './features/spending/sql/show-spending.ts';
import {
  addSubscriptionAddress,
  countSubscriptions,
  decideSubscriptions,
  keepSubscription,
  listSubscriptionAddresses,
  listSubscriptions,
} from './features/subscriptions/sql/subscriptions.ts';

/** Each runs inside the writer's transaction, in its own savepoint. */
export const operations = {
  addAccount,
  updateAccount,
  removeAccount,
  agreeTunnel,
  pauseAccount,
  resumeAccount,
  setPause,
  createMessages,
  cancelQueued,
  markCancelled,
  cancelThese,
  finishCancellation,
  settleCancellations,
  forgetPassword,
  beginAttempts,
  finishAttempt,
  sendInQuietHours,
  judgeHeldAgain,
  recoverAttempts,
  requeueAttempts,
  startScheduled,
  keepCallback,
  keepPoll,
  acceptKept,
  postponeCallback,
  settlePostponed,
  foldAgain,
  setSetting,
  addDoNotSend,
  importDoNotSend,
  removeDoNotSend,
  addConsent,
  withdrawConsent,
  beginBlacklistRequest,
  finishBlacklistRequest,
  endStaleOrders,
  keepBlacklisted,
  forgetBlacklisted,
  noteBlacklistReading,
  savePrices,
  saveWhatsappTemplates,
  saveDraft,
  removeDraft,
  saveTemplate,
  removeTemplate,
  eraseNumber,
  finishErasure,
  sealErasureKeys,
  endHolding,
  importMessages,
  forgetSpent,
  retain,
  createRun,
  sendCells,
  finishCell,
  setRunState,
  retryFailedCells,
  confirmCell,
  tagMessages,
  setNote,
  saveView,
  removeView,
  decideAnswer,
  applyStart,
  addInboundNumber,
  removeInboundNumber,
  setInboundSecret,
  confirmInboundAddress,
  addSubscriptionAddress,
  keepSubscription,
  decideSubscriptions,
};

export const queries = {
  listAccounts,
  listTokens,
  readSettings,
  listCallbacks,
  searchCallbacks,
  callbackDetail,
  callbackStory,
  replaySource,
  newestCallback,
  keptReplay,
  refusedCallbacks,
  countPostponed,
  postponedCallbacks,
  findMessage,
  messageDetail,
  pollsOf,
  listMessages,
  countFound,
  facets,
  listViews,
  messageRows,
  countMessages,
  outboxWork,
  duePolls,
  openMessages,
  pollWork,
  dueBlacklistOrders,
  knownBlacklisted,
  listBlacklists,
  dueCancellations,
  cancellationWork,
  cancellationsOf,
  openCancellations,
  messageSource,
  listDoNotSend,
  pageOfDoNotSend,
  consentOf,
  aboutNumber,
  exportPiece,
  readPrices,
  readWhatsappTemplates,
  listDrafts,
  readDraft,
  listTemplates,
  listRuns,
  readRun,
  readRunCells,
  readRunSummary,
  findRuns,
  runMark,
  interruptedRun,
  planUnderWay,
  runUnderWay,
  runCharges,
  messageProgress,
  openRunAccounts,
  openRuns,
  callbackVerdicts,
  databaseHealth,
  listJournal,
  chargedPrices,
  sameText,
  doNotSendAmong,
  withheldAmong,
  stoppedAmong,
  erasureState,
  listInboundNumbers,
  listInbound,
  inboundAfter,
  newestInbound,
  pendingStarts,
  undecidedAnswers,
  scheduledDespiteAnswers,
  heldMessages,
  spendingAt,
  unpricedCountries,
  listSubscriptionAddresses,
  listSubscriptions,
  countSubscriptions,
};

/** Answers a query as text if the answer is sent from the reader's thread as text. */
export { askPacked } from './features/messages/sql/packed-answers.ts';

/** How the writer treats some operations. */
export const writing = {
  /** Folds a message whose events changed, once per group. */
  fold: refold,
  /** These do not read unfolded messages, so that a burst of reports is folded once. */
  mayPrecedeFolding: new Set<string>(['keepCallback']),
  /** These erase data, which must not remain in the write-ahead log. */
  emptyLogAfter: new Set<string>(['eraseNumber', 'finishErasure', 'retain']),
};
