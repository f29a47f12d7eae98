/** Every query that the readers know, by name. */
import { aboutNumber } from './about-number.ts';
import { listAccounts, listTokens, readSettings } from './accounts.ts';
import { searchCallbacks } from './callback-search.ts';
import { callbackStory, keptReplay, newestCallback, replaySource } from './callback-story.ts';
import { callbackDetail, listCallbacks, refusedCallbacks } from './callbacks.ts';
import { cancellationsOf, cancellationWork, dueCancellations, openCancellations } from './cancellations.ts';
import { chargedPrices } from './charged-prices.ts';
import { doNotSendAmong } from './do-not-send-among.ts';
import { listDrafts, readDraft } from './drafts.ts';
import { exportPiece } from './export-piece.ts';
import { countFound, facets } from './facets.ts';
import { databaseHealth } from './health.ts';
import { findMessage, messageDetail, pollsOf } from './message-detail.ts';
import { listMessages } from './message-page.ts';
import { countMessages } from './message-rows.ts';
import { messageRows } from './packed-rows.ts';
import { countPostponed, postponedCallbacks } from './postponed.ts';
import { callbackVerdicts, listRuns, openRunAccounts, openRuns, ownAccountOf, readRun } from './runs.ts';
import { sameText } from './same-text.ts';
import { listTemplates } from './templates.ts';
import { listViews } from './views.ts';
import { readWhatsappTemplates } from './whatsapp-templates.ts';
import {
  duePolls,
  listDoNotSend,
  messageSource,
  openMessages,
  outboxWork,
  pollWork,
  readPrices,
} from './work.ts';

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
