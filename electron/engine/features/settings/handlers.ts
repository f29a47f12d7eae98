import { contractVersion } from '../../../../shared/contract/contract.ts';
import { settingsSchema } from '../../../../shared/contract/settings.ts';
import { fail, ok, problem } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { createPriceReader } from '../accounts/prices.ts';
import { cancelPatienceMs } from '../messages/cancelling.ts';
import { checkKeptCallbacks } from '../reports/kept-callbacks.ts';
import { parseTunnelHost, parseTunnelOption } from '../reports/tunnel/tunnel.ts';

/** The console itself, the outbox, settings, secrets, the tunnel and prices. */
export function consoleService(os: ContractImplementer, core: Core) {
  const countryPrices = createPriceReader(core);
  const pauseAll = async () => {
    await core.store.write('setPause', {
      pause: {
        reason: 'person',
        problem: problem('paused', 'All sending is paused.', 'Resume sending when you are ready.'),
        at: core.now(),
      },
    });
    await afterPause();
    return core.overview();
  };
  const afterPause = async (): Promise<void> => {
    await core.reloadSettings();
    await core.registry.reload();
    core.changes.accounts();
    core.outbox.kick();
  };

  return {
    console: {
      info: os.console.info.handler(() => ({
        version: core.options.version,
        dataFolder: core.options.folder,
        pid: process.pid,
        startedAt: core.startedAt,
        shell: core.options.shell,
        contract: contractVersion,
      })),
      overview: os.console.overview.handler(() => core.overview()),
      changes: os.console.changes.handler(({ signal }) => core.changes.subscribe(signal)),
    },
    outbox: {
      pause: os.outbox.pause.handler(pauseAll),
      resume: os.outbox.resume.handler(async () => {
        await core.store.write('setPause', { pause: null });
        await afterPause();
        return core.overview();
      }),
    },
    secrets: {
      ready: os.secrets.ready.handler(async () => {
        await core.secrets();
        return core.overview();
      }),
      unlock: os.secrets.unlock.handler(async ({ input }) => {
        const secrets = await core.secrets();
        const unlocked = await secrets.unlock(input.passphrase);
        if (!unlocked.ok) return unlocked;
        await core.registry.reload();
        for (const account of core.registry.active()) await checkKeptCallbacks(core, account.id);
        core.changes.accounts();
        core.outbox.kick();
        core.reconciler.kick();
        await core.canceller.tried(cancelPatienceMs);
        return ok({});
      }),
      startOver: os.secrets.startOver.handler(async ({ input }) => {
        const secrets = await core.secrets();
        const started = await secrets.startOver(input.passphrase);
        if (!started.ok) return started;
        core.log('secrets-started-over');
        await core.registry.reload();
        core.changes.accounts();
        core.changes.overview();
        const accounts = core.registry.active().filter((account) => account.kind === 'messente');
        return ok({ movedTo: started.value.movedTo, accounts: accounts.map(({ name }) => name) });
      }),
    },
    settings: {
      get: os.settings.get.handler(() => core.settings()),
      set: os.settings.set.handler(async ({ input }) => {
        const tunnel = input.tunnel === undefined ? ok(null) : parseTunnelOption(input.tunnel);
        if (!tunnel.ok) return tunnel;
        const host = input.tunnelHost == null ? ok(null) : parseTunnelHost(input.tunnelHost);
        if (!host.ok) return host;
        const parsed = settingsSchema.safeParse({ ...core.settings(), ...input });
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          return fail(
            problem(
              'setting-invalid',
              `The setting is not valid: ${issue?.message ?? 'unknown'}.`,
              'Correct it.',
              issue?.path.join('.') ?? null,
            ),
          );
        }
        const { quietHours } = parsed.data.beforeSending;
        if (quietHours.from === quietHours.to) return fail(noQuietHours);
        await core.store.write('setSetting', { key: 'settings', value: JSON.stringify(parsed.data) });
        await core.reloadSettings();
        await core.applyTunnel();
        void core.retention.apply();
        core.changes.settings();
        core.changes.overview();
        core.reconciler.kick();
        return ok(core.settings());
      }),
    },
    page: {
      open: os.page.open.handler(async () => core.options.openPage?.() ?? fail(noPage)),
    },
    tunnel: {
      probe: os.tunnel.probe.handler(async () => {
        const state = await core.tunnel().probeNow();
        core.changes.overview();
        return state;
      }),
    },
    prices: {
      country: os.prices.country.handler(({ input }) =>
        countryPrices(input.accountId ?? null, input.country),
      ),
    },
  };
}

const noQuietHours = problem(
  'setting-invalid',
  'Quiet hours can not begin when they end.',
  'Choose two different times, or turn quiet hours off.',
  'beforeSending.quietHours',
);

const noPage = problem(
  'no-page',
  'The console that runs on this folder is a command that is about to end; it has no page.',
  'Wait for it, then open the page with "serve".',
);
