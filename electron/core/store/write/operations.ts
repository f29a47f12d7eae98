/** Every operation that the writer knows, by name. Each runs inside the writer's transaction, in its own savepoint. */
import {
  addAccount,
  agreeTunnel,
  pauseAccount,
  removeAccount,
  resumeAccount,
  setPause,
  updateAccount,
} from './accounts.ts';
import { beginAttempts, finishAttempt, recoverAttempts, startScheduled } from './attempts.ts';
import {
  cancelThese,
  finishCancellation,
  forgetPassword,
  markCancelled,
  settleCancellations,
} from './cancellations.ts';
import { removeDraft, saveDraft } from './drafts.ts';
import { eraseNumber } from './erase.ts';
import { foldAgain } from './fold-again.ts';
import { importMessages } from './import.ts';
import { cancelQueued, createMessages } from './messages.ts';
import { postponeCallback, settlePostponed } from './postponed.ts';
import { acceptKept, keepCallback, keepPoll } from './reports.ts';
import { retain } from './retention.ts';
import { confirmCell, createRun, finishCell, retryFailedCells, sendCell, setRunState } from './runs.ts';
import { addDoNotSend, removeDoNotSend, savePrices, setSetting } from './settings.ts';
import { forgetSpent } from './spent.ts';
import { setNote, tagMessages } from './tags.ts';
import { removeTemplate, saveTemplate } from './templates.ts';
import { removeView, saveView } from './views.ts';
import { saveWhatsappTemplates } from './whatsapp-templates.ts';

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
