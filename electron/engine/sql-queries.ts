/** Every query that the readers know, by name. */

import { listAccounts, listTokens, readSettings } from './features/accounts/sql/list-accounts.ts';
import { exportPiece } from './features/backups/sql/export-piece.ts';
import { chargedPrices } from './features/compose/sql/charged-prices.ts';
import { listTemplates } from './features/compose/sql/list-templates.ts';
import { listDrafts, readDraft } from './features/compose/sql/read-drafts.ts';
import { readWhatsappTemplates } from './features/compose/sql/read-whatsapp-templates.ts';
import { sameText } from './features/compose/sql/same-text.ts';
import { databaseHealth } from './features/doctor/sql/database-health.ts';
import {
  cancellationsOf,
  cancellationWork,
  dueCancellations,
  openCancellations,
} from './features/messages/sql/cancellations.ts';
import { countFound, facets } from './features/messages/sql/facets.ts';
import { listMessages } from './features/messages/sql/list-messages.ts';
import { listViews } from './features/messages/sql/list-views.ts';
import { findMessage, messageDetail, pollsOf } from './features/messages/sql/message-detail.ts';
import { countMessages } from './features/messages/sql/message-rows.ts';
import { messageRows } from './features/messages/sql/packed-rows.ts';
import {
  duePolls,
  listDoNotSend,
  messageSource,
  openMessages,
  outboxWork,
  pollWork,
  readPrices,
} from './features/messages/sql/work.ts';
import { aboutNumber } from './features/privacy/sql/about-number.ts';
import { doNotSendAmong } from './features/privacy/sql/do-not-send-among.ts';
import { searchCallbacks } from './features/reports/sql/callback-search.ts';
import {
  callbackStory,
  keptReplay,
  newestCallback,
  replaySource,
} from './features/reports/sql/callback-story.ts';
import { callbackDetail, listCallbacks, refusedCallbacks } from './features/reports/sql/callbacks.ts';
import { countPostponed, postponedCallbacks } from './features/reports/sql/postponed.ts';
import {
  callbackVerdicts,
  listRuns,
  openRunAccounts,
  openRuns,
  ownAccountOf,
  readRun,
} from './features/runs/sql/read-runs.ts';

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
  dueCancellations,
  cancellationWork,
  cancellationsOf,
  openCancellations,
  messageSource,
  listDoNotSend,
  aboutNumber,
  exportPiece,
  readPrices,
  readWhatsappTemplates,
  listDrafts,
  readDraft,
  listTemplates,
  listRuns,
  readRun,
  openRunAccounts,
  ownAccountOf,
  openRuns,
  callbackVerdicts,
  databaseHealth,
  chargedPrices,
  sameText,
  doNotSendAmong,
};

export type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryInput<N extends QueryName> = Parameters<Queries[N]>[1];
export type QueryResult<N extends QueryName> = ReturnType<Queries[N]>;
