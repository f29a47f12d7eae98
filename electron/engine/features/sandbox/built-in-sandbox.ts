import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDecimal } from '../../../../shared/messaging/money.ts';
import { fail, type Result } from '../../../../shared/messaging/problem.ts';
import { englishText } from '../../../../shared/problems/english-text.ts';
import { sandboxProblem } from '../../../../shared/problems/sandbox.ts';
import type { Health } from '../../health.ts';
import { type Own, startProblem } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import type { MessenteEndpoint } from '../../messente/types.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import { type Registry, sandboxCredentials } from '../accounts/index.ts';
import type { OpenedSandbox } from '../runs/index.ts';
import { type LiveSettings, rememberedPort } from '../settings/index.ts';

/** The sandbox in this process, started when it is first needed. */
export type BuiltInSandbox = {
  /** Starts the sandbox if it is not running. */
  ensure(): Promise<Result<Sandbox>>;
  /** Returns its address; null while it is not running. */
  endpoint(): MessenteEndpoint | null;
  /** Opens the account of a test run, or finds it unchanged. */
  openRunAccount(sandbox: Sandbox, account: OpenedSandbox): Promise<void>;
  /**
   * Opens the accounts of unfinished runs, because another database may have replaced the one that the
   * sandbox knows.
   */
  openRunAccounts(sandbox: Sandbox): Promise<void>;
  /** Deletes everything about a number from the sandbox's data. */
  forget(number: string): Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  readonly folder: string;
  readonly store: Store;
  readonly settings: LiveSettings;
  readonly now: () => number;
  readonly log: Log;
  readonly yaml: YamlReader;
};

export function createBuiltInSandbox({ folder, store, settings, now, log, yaml }: Options): BuiltInSandbox {
  let running: Sandbox | null = null;
  let starting: Promise<Result<Sandbox>> | null = null;

  const openRunAccounts = async (sandbox: Sandbox): Promise<void> => {
    for (const one of await store.read('openRunAccounts', {})) await openRunAccount(sandbox, one);
  };

  async function start(forget: string | null): Promise<Result<Sandbox>> {
    const at = (port: number): Promise<Result<Sandbox>> =>
      startSandbox({
        ...sandboxCredentials,
        port,
        dataDir: join(folder, 'sandbox'),
        now,
        readScenario: yaml.scenario,
        log: (line) => log('sandbox', { line }),
        ...(forget === null ? {} : { forget }),
      });
    const last = rememberedPort(settings.remembered('sandbox_port'));
    let started = await at(last);
    if (!started.ok && last !== 0 && started.problem.code === 'port-taken') started = await at(0);
    if (!started.ok) return started;
    running = started.value;
    try {
      await openRunAccounts(running);
      await settings.remember('sandbox_port', String(running.port));
    } catch (error) {
      // The caller drops a failed start, so no later stop() would reach this sandbox.
      running = null;
      await started.value.stop();
      throw error;
    }
    return started;
  }

  async function end(begun: Promise<Result<Sandbox>> | null): Promise<void> {
    const started = await begun;
    running = null;
    if (started?.ok) await started.value.stop();
  }

  const stop = (): Promise<void> => {
    const begun = starting;
    starting = null;
    return end(begun);
  };

  return {
    ensure() {
      starting ??= start(null).then(
        (result) => {
          if (!result.ok) starting = null;
          return result;
        },
        (error: unknown) => {
          starting = null;
          return fail(startProblem(error));
        },
      );
      return starting;
    },
    endpoint: () =>
      running === null
        ? null
        : { baseUrl: running.baseUrl, plainUrl: running.plainUrl, backupPlainUrl: null },
    openRunAccount,
    openRunAccounts,
    async forget(number) {
      if (!existsSync(join(folder, 'sandbox'))) return;
      const before = starting;
      // Concurrent callers share this start: two sandboxes would contend for the same folder.
      starting = end(before).then(() => start(number));
      const again = await starting;
      if (!again.ok) throw new Error(englishText(again.problem).message);
      if (before === null) await stop();
    },
    stop,
  };
}

async function openRunAccount(
  sandbox: Sandbox,
  { account, credit, seed, speed, air }: OpenedSandbox,
): Promise<void> {
  await sandbox.openAccount(account, {
    ...{ seed, speed, weather: air },
    ...(isDecimal(credit) ? { credit } : {}),
  });
}

/**
 * Starts the built-in sandbox if an account needs it: it continues with what was sent to it before the restart. A sandbox
 * that cannot start is reported, and the console runs without it.
 */
export async function startNeededSandbox(
  needs: {
    readonly sandbox: BuiltInSandbox;
    readonly registry: Registry;
    readonly store: Store;
    readonly health: Health;
    readonly now: () => number;
    readonly log: Log;
  },
  own: Own,
): Promise<void> {
  const { sandbox, registry, store, health, now, log } = needs;
  own.onStop(() => sandbox.stop());
  if (!(await needsSandbox(registry, store, now()))) return;
  const started = await sandbox.ensure();
  if (started.ok) return;
  log('sandbox-failed', { code: started.problem.code });
  health.report(sandboxProblem('sandbox-not-started', { why: started.problem }), 'lasting');
}

/** Opens the accounts of the runs of another database in the sandbox. */
export async function readSandboxAnew(
  sandbox: BuiltInSandbox,
  registry: Registry,
  store: Store,
  now: number,
): Promise<void> {
  if (!(await needsSandbox(registry, store, now))) return;
  const started = await sandbox.ensure();
  if (started.ok) await sandbox.openRunAccounts(started.value);
}

/**
 * Returns whether the sandbox must run: for an account, or to cancel messages that a removed account has
 * scheduled there.
 */
async function needsSandbox(registry: Registry, store: Store, now: number): Promise<boolean> {
  return (
    registry.active().some((account) => account.kind === 'sandbox') ||
    (await store.read('cancellationWork', { now, except: [] })).sandbox
  );
}
