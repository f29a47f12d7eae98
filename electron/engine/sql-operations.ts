/** Every operation that the writer knows, by name. Each runs inside the writer's transaction, in its own savepoint. */
import {
  addAccount,
  agreeTunnel,
  pauseAccount,
  removeAccount,
  resumeAccount,
  setPause,
  updateAccount,
} from '../core/store/write/accounts.ts';
import {
  beginAttempts,
  finishAttempt,
  recoverAttempts,
  startScheduled,
} from '../core/store/write/attempts.ts';
import {
  cancelThese,
  finishCancellation,
  forgetPassword,
  markCancelled,
  settleCancellations,
} from '../core/store/write/cancellations.ts';
import { removeDraft, saveDraft } from '../core/store/write/drafts.ts';
import { eraseNumber } from '../core/store/write/erase.ts';
import { foldAgain } from '../core/store/write/fold-again.ts';
import { importMessages } from '../core/store/write/import.ts';
import { cancelQueued, createMessages } from '../core/store/write/messages.ts';
import { postponeCallback, settlePostponed } from '../core/store/write/postponed.ts';
import { acceptKept, keepCallback, keepPoll } from '../core/store/write/reports.ts';
import { retain } from '../core/store/write/retention.ts';
import {
  confirmCell,
  createRun,
  finishCell,
  retryFailedCells,
  sendCell,
  setRunState,
} from '../core/store/write/runs.ts';
import { addDoNotSend, removeDoNotSend, savePrices, setSetting } from '../core/store/write/settings.ts';
import { forgetSpent } from '../core/store/write/spent.ts';
import { setNote, tagMessages } from '../core/store/write/tags.ts';
import { removeTemplate, saveTemplate } from '../core/store/write/templates.ts';
import { removeView, saveView } from '../core/store/write/views.ts';
import { saveWhatsappTemplates } from '../core/store/write/whatsapp-templates.ts';

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
