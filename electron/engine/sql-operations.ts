/** Every operation that the writer knows, by name. Each runs inside the writer's transaction, in its own savepoint. */

import {
  addAccount,
  agreeTunnel,
  pauseAccount,
  removeAccount,
  resumeAccount,
  setPause,
  updateAccount,
} from './features/accounts/sql/save-accounts.ts';
import { importMessages } from './features/backups/sql/import-messages.ts';
import { removeDraft, saveDraft } from './features/compose/sql/save-drafts.ts';
import { removeTemplate, saveTemplate } from './features/compose/sql/save-templates.ts';
import { saveWhatsappTemplates } from './features/compose/sql/save-whatsapp-templates.ts';
import {
  beginAttempts,
  finishAttempt,
  recoverAttempts,
  startScheduled,
} from './features/messages/sql/attempts.ts';
import {
  cancelThese,
  finishCancellation,
  forgetPassword,
  markCancelled,
  settleCancellations,
} from './features/messages/sql/cancel.ts';
import { cancelQueued, createMessages } from './features/messages/sql/create-messages.ts';
import { foldAgain } from './features/messages/sql/fold-again.ts';
import { removeView, saveView } from './features/messages/sql/save-views.ts';
import { forgetSpent } from './features/messages/sql/spent-requests.ts';
import { setNote, tagMessages } from './features/messages/sql/tags.ts';
import { eraseNumber } from './features/privacy/sql/erase.ts';
import { retain } from './features/privacy/sql/retain.ts';
import { acceptKept, keepCallback, keepPoll } from './features/reports/sql/keep-reports.ts';
import { postponeCallback, settlePostponed } from './features/reports/sql/settle-postponed.ts';
import {
  confirmCell,
  createRun,
  finishCell,
  retryFailedCells,
  sendCell,
  setRunState,
} from './features/runs/sql/save-runs.ts';
import {
  addDoNotSend,
  removeDoNotSend,
  savePrices,
  setSetting,
} from './features/settings/sql/save-settings.ts';

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
  recoverAttempts,
  startScheduled,
  keepCallback,
  keepPoll,
  acceptKept,
  postponeCallback,
  settlePostponed,
  foldAgain,
  setSetting,
  addDoNotSend,
  removeDoNotSend,
  savePrices,
  saveWhatsappTemplates,
  saveDraft,
  removeDraft,
  saveTemplate,
  removeTemplate,
  eraseNumber,
  importMessages,
  forgetSpent,
  retain,
  createRun,
  sendCell,
  finishCell,
  setRunState,
  retryFailedCells,
  confirmCell,
  tagMessages,
  setNote,
  saveView,
  removeView,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> = Parameters<Operations[N]>[1];
export type OperationResult<N extends OperationName> = ReturnType<Operations[N]>;
