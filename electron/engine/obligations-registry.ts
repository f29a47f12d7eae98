/** The obligations of all features; the only file that lists them. */
import { accountsObligations } from './features/accounts/obligations.ts';
import { backupsObligations } from './features/backups/obligations.ts';
import { composeObligations } from './features/compose/obligations.ts';
import { consentObligations } from './features/consent/obligations.ts';
import { inboundObligations } from './features/inbound/obligations.ts';
import { journalObligations } from './features/journal/obligations.ts';
import { messagesObligations } from './features/messages/obligations.ts';
import { privacyObligations } from './features/privacy/obligations.ts';
import { reportsObligations } from './features/reports/obligations.ts';
import { runsObligations } from './features/runs/obligations.ts';
import { sandboxObligations } from './features/sandbox/obligations.ts';
import { settingsObligations } from './features/settings/obligations.ts';
import { spendingObligations } from './features/spending/obligations.ts';
import { subscriptionsObligations } from './features/subscriptions/obligations.ts';
import type { Obligations } from './obligations.ts';

/**
 * By feature, in the order of erasures and of the retention rule: a message is deleted after what belongs to it, and
 * messages use up the rule's limit before runs. Inbound messages are found by the requests that brought them, which
 * reports delete.
 */
export const obligations = {
  consent: consentObligations,
  subscriptions: subscriptionsObligations,
  privacy: privacyObligations,
  settings: settingsObligations,
  accounts: accountsObligations,
  journal: journalObligations,
  inbound: inboundObligations,
  reports: reportsObligations,
  compose: composeObligations,
  sandbox: sandboxObligations,
  messages: messagesObligations,
  spending: spendingObligations,
  runs: runsObligations,
  backups: backupsObligations,
} satisfies Readonly<Record<string, Obligations>>;

export const allObligations: readonly Obligations[] = Object.values(obligations);

/** Tables whose rows the replacement of a damaged database gets. */
export const tablesThatOutliveDamage: readonly string[] = allObligations.flatMap(({ tables }) =>
  Object.entries(tables).flatMap(([name, { outlivesDamage }]) => (outlivesDamage === true ? [name] : [])),
);

/** Keys of values that belong to this data folder and are never taken from a backup. */
export const settingsOfThisFolder: readonly string[] = allObligations.flatMap(({ settings = {} }) =>
  Object.entries(settings).flatMap(([key, { ofThisFolder }]) => (ofThisFolder === true ? [key] : [])),
);

/** Names of the settings that belong to this data folder and are never taken from a backup. */
export const choicesOfThisFolder: readonly string[] = allObligations.flatMap(({ choices = {} }) =>
  Object.entries(choices).flatMap(([name, { ofThisFolder }]) => (ofThisFolder === true ? [name] : [])),
);

/** Columns of a table whose values are never taken from a backup. */
export function columnsOfThisFolder(table: string): readonly string[] {
  return allObligations.flatMap(({ columnsOfThisFolder: columns = {} }) => columns[table] ?? []);
}
