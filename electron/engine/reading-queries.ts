/**
 * The queries of commands that only read. Their files load little: the statements of the other queries and of the writer
 * load plans, schemas and the obligations of all features.
 */
import type { Reading } from './db/serve-reads.ts';
import { listAccounts, listTokens, readSettings } from './features/accounts/sql/list-accounts.ts';
import { pageOfDoNotSend } from './features/consent/sql/do-not-send.ts';
import { consentOf } from './features/consent/sql/entries.ts';
import { listBlacklists } from './features/consent/sql/list-blacklists.ts';
import { openCancellations } from './features/messages/sql/cancellations.ts';
import { countFound } from './features/messages/sql/facets.ts';
import { listMessages } from './features/messages/sql/list-messages.ts';
import { findMessage, messageDetail } from './features/messages/sql/message-detail.ts';
import { countMessages } from './features/messages/sql/message-rows.ts';
import { findRuns, listRuns, readRun } from './features/runs/sql/read-runs.ts';
import { spendingAt } from './features/spending/sql/show-spending.ts';

const queries = {
  listAccounts,
  listTokens,
  readSettings,
  openCancellations,
  countFound,
  listMessages,
  findMessage,
  messageDetail,
  countMessages,
  pageOfDoNotSend,
  consentOf,
  listBlacklists,
  findRuns,
  listRuns,
  readRun,
  spendingAt,
};

type Query = Reading['queries'][string];

/** Returns a query by its name. @throws if commands that only read do not have it */
export async function readingQuery(name: string): Promise<Query> {
  // Loads the schemas of the contract, which only an export needs.
  if (name === 'exportPiece') return (await import('./features/backups/sql/export-piece.ts')).exportPiece;
  const known: Reading['queries'] = queries;
  const query = Object.hasOwn(known, name) ? known[name] : undefined;
  if (query === undefined) throw new Error(`no query ${name}`);
  return query;
}
