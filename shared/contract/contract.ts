/**
 * Every call and event between the core and whatever shows it: the window, the page, the commands.
 * One contract over WebSocket, worker ports and Electron's MessagePort; expected failures are values.
 */
import { accountsContract, pricesContract } from './accounts.ts';
import { archiveContract } from './backups.ts';
import { composingContract } from './compose.ts';
import { consoleContract, outboxContract, pageContract, secretsContract, tunnelContract } from './console.ts';
import { doctorContract } from './doctor.ts';
import { historyContract, messagesContract } from './messages.ts';
import { doNotSendContract, privacyContract } from './privacy.ts';
import { callbacksContract } from './reports.ts';
import { runsContract } from './runs.ts';
import { sandboxContract } from './sandbox.ts';
import { settingsContract } from './settings.ts';

/** Raised when a change would break an older client on the same socket. */
export const contractVersion = 1;

export const contract = {
  console: consoleContract,
  accounts: accountsContract,
  messages: messagesContract,
  history: historyContract,
  composing: composingContract,
  archive: archiveContract,
  runs: runsContract,
  sandbox: sandboxContract,
  doctor: doctorContract,
  outbox: outboxContract,
  callbacks: callbacksContract,
  doNotSend: doNotSendContract,
  privacy: privacyContract,
  secrets: secretsContract,
  settings: settingsContract,
  page: pageContract,
  tunnel: tunnelContract,
  prices: pricesContract,
};

export type Contract = typeof contract;
