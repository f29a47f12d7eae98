/**
 * Every call and event between the engine and its clients: the window, the browser UI, the commands. The same
 * contract is used over WebSocket, worker ports and Electron's MessagePort; expected failures are values.
 */
import { accountsContract, pricesContract } from './accounts.ts';
import { backupsContract } from './backups.ts';
import { composeContract } from './compose.ts';
import { consentContract } from './consent.ts';
import { consoleContract, outboxContract, pageContract, secretsContract, tunnelContract } from './console.ts';
import { doctorContract } from './doctor.ts';
import { inboundContract } from './inbound.ts';
import { journalContract } from './journal.ts';
import { messagesContract } from './messages.ts';
import { doNotSendContract, privacyContract } from './privacy.ts';
import { quietHoursContract } from './quiet-hours.ts';
import { reportsContract } from './reports.ts';
import { runsContract } from './runs.ts';
import { sandboxContract } from './sandbox.ts';
import { settingsContract } from './settings.ts';
import { spendingContract } from './spending.ts';
import { subscriptionsContract } from './subscriptions.ts';

/** Increased when a change would break an older client on the same socket. */
export const contractVersion = 4;

export const contract = {
  console: consoleContract,
  accounts: accountsContract,
  messages: messagesContract,
  compose: composeContract,
  backups: backupsContract,
  runs: runsContract,
  sandbox: sandboxContract,
  doctor: doctorContract,
  journal: journalContract,
  outbox: outboxContract,
  reports: reportsContract,
  inbound: inboundContract,
  doNotSend: doNotSendContract,
  consent: consentContract,
  subscriptions: subscriptionsContract,
  quietHours: quietHoursContract,
  privacy: privacyContract,
  secrets: secretsContract,
  settings: settingsContract,
  spending: spendingContract,
  page: pageContract,
  tunnel: tunnelContract,
  prices: pricesContract,
};

export type Contract = typeof contract;
