/** The kinds of actors and of changes in the journal. Apart from the contract, so that the window loads no schemas. */

export const actorKinds = ['window', 'command-line', 'rule', 'engine'] as const;

/** What can be changed. Public values: the command line and exports show them. */
export const changeKinds = [
  'account-added',
  'account-changed',
  'account-paused',
  'account-removed',
  'account-resumed',
  'backup-restored',
  'cost-approved',
  'database-set-aside',
  'do-not-send-added',
  'do-not-send-removed',
  'handset-answered',
  'live-run-approved',
  'messages-imported',
  'note-changed',
  'password-changed',
  'password-removed',
  'person-erased',
  'retention-applied',
  'run-paused',
  'run-resumed',
  'run-retried',
  'run-stopped',
  'scenarios-changed',
  'sending-paused',
  'sending-resumed',
  'setting-changed',
  'tag-added',
  'tag-removed',
  'template-added',
  'template-changed',
  'template-removed',
  'tunnel-agreed',
  'view-added',
  'view-changed',
  'view-removed',
  'warnings-overridden',
] as const;
export type ChangeKind = (typeof changeKinds)[number];
