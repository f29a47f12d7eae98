/** The parts of a running console, as the handlers of the contract and the shells take them. */
import { ok } from '../../shared/messaging/problem.ts';
import type { Changes } from './changes.ts';
import type { ConsoleOptions } from './console-options.ts';
import type { Registry } from './features/accounts/registry.ts';
import type { SecretOpener } from './features/accounts/secret-opener.ts';
import type { Senders } from './features/messages/senders.ts';
import type { Retention } from './features/privacy/retention.ts';
import { checkKeptCallbacks } from './features/reports/kept-callbacks.ts';
import type { Reports } from './features/reports/start-reports.ts';
import type { Runner } from './features/runs/runner.ts';
import type { LiveSettings } from './features/settings/live-settings.ts';
import { saveText } from './files/save-text.ts';
import type { RouterNeeds } from './router.ts';

export type ConsoleParts = RouterNeeds &
  Senders & {
    readonly registry: Registry;
    readonly retention: Retention;
    readonly runner: Runner;
    readonly changes: Changes;
  };

/** What is made from other parts here, or is called otherwise by the handlers. */
type Named =
  | keyof Senders
  | 'about'
  | 'address'
  | 'applyTunnel'
  | 'callbackBase'
  | 'callbacks'
  | 'checkKeptCallbacks'
  | 'openBrowserUi'
  | 'ownReplays'
  | 'passphrase'
  | 'refused'
  | 'reloadSettings'
  | 'saveText'
  | 'secrets'
  | 'settings'
  | 'settlePostponed'
  | 'subscriptions'
  | 'tunnel';

type Made = Omit<ConsoleParts, Named> & {
  readonly secrets: SecretOpener;
  readonly settings: LiveSettings;
  readonly senders: Senders;
  readonly reports: Reports;
  readonly startedAt: number;
};

export function partsForHandlers(options: ConsoleOptions, made: Made): ConsoleParts {
  const { folder, version, shell, passphrase, openBrowserUi, downloads = null } = options;
  const { settings, secrets, reports, startedAt, now } = made;
  const { address, callbacks, refused, ownReplays, subscriptions } = reports;
  return {
    ...made,
    ...made.senders,
    ...{ callbacks, refused, ownReplays, subscriptions, passphrase, openBrowserUi },
    about: { version, folder, shell, startedAt },
    secrets: secrets.open,
    settings: settings.settings,
    reloadSettings: settings.reload,
    tunnel: address.tunnel,
    address,
    applyTunnel: address.apply,
    callbackBase: address.callbackBase,
    async saveText(named) {
      const saved = await saveText(named, { folder, downloads, now: now() });
      return saved.ok ? ok({ ...saved.value, openId: made.backups.openable(saved.value.file) }) : saved;
    },
    settlePostponed: reports.keeper.postponed.settle,
    checkKeptCallbacks: (accountId) => checkKeptCallbacks(made, accountId),
  };
}
