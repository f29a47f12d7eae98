import { start } from './0001-start.ts';
import { history } from './0002-history.ts';
import { runs } from './0003-runs.ts';
import { cancellations } from './0004-cancellations.ts';
import { runSandbox } from './0005-run-sandbox.ts';
import { doNotSendRemovals } from './0006-do-not-send-removals.ts';
import { postponedCallbacks } from './0007-postponed-callbacks.ts';
import { journal } from './0008-journal.ts';
import { viewContent } from './0009-view-content.ts';
import { recipientNames } from './0010-recipient-names.ts';
import { inbound } from './0011-inbound.ts';
import { movedAccounts } from './0012-moved-accounts.ts';
import { answers } from './0013-answers.ts';
import { consent } from './0014-consent.ts';
import { erasedPeople } from './0015-erased-people.ts';
import { purposes } from './0016-purposes.ts';
import { blacklists } from './0017-blacklists.ts';
import { spending } from './0018-spending.ts';
import { subscriptions } from './0019-subscriptions.ts';
import { automaticAnswers } from './0020-automatic-answers.ts';
import type { Migration } from './migration.ts';

/** All migrations, in order and without gaps. */
export const migrations: readonly Migration[] = [
  start,
  history,
  runs,
  cancellations,
  runSandbox,
  doNotSendRemovals,
  postponedCallbacks,
  journal,
  viewContent,
  recipientNames,
  inbound,
  movedAccounts,
  answers,
  consent,
  erasedPeople,
  purposes,
  blacklists,
  spending,
  subscriptions,
  automaticAnswers,
];
