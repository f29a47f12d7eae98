/** The calls about the console itself, its settings and its browser UI. */

import type { Overview } from '../../../../shared/contract/console.ts';
import { contractVersion } from '../../../../shared/contract/contract.ts';
import { type Settings, type SettingsChange, settingsSchema } from '../../../../shared/contract/settings.ts';
import { checkPurposes } from '../../../../shared/messaging/check-purposes.ts';
import { checkAutomaticAnswers, checkReplyWords } from '../../../../shared/messaging/own-reply-words.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { checkSpendCaps } from '../../../../shared/messaging/spend-caps.ts';
import { settingsProblem } from '../../../../shared/problems/settings.ts';
import type { Changes } from '../../changes.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';
import { parseTunnelHost, parseTunnelOption } from '../reports/index.ts';

/** Returns the handlers for information about the console. */
export function consoleHandlers(
  os: ContractImplementer,
  needs: {
    readonly about: {
      readonly version: string;
      readonly folder: string;
      readonly shell: 'desktop' | 'headless';
      readonly startedAt: number;
    };
    readonly overview: () => Promise<Overview>;
    readonly changes: Changes;
  },
) {
  const { version, folder, startedAt, shell } = needs.about;
  return {
    info: os.console.info.handler(() => ({
      version,
      dataFolder: folder,
      pid: process.pid,
      startedAt,
      shell,
      contract: contractVersion,
    })),
    overview: os.console.overview.handler(() => needs.overview()),
    changes: os.console.changes.handler(({ input, signal }) => needs.changes.subscribe(signal, input?.rows)),
  };
}

type SettingsNeeds = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly reloadSettings: () => Promise<void>;
  /** Applies the tunnel setting, unless an option of this run overrides it. */
  readonly applyTunnel: () => Promise<void>;
};

export function settingsHandlers(os: ContractImplementer, needs: SettingsNeeds) {
  const { store, settings } = needs;
  let last: Promise<unknown> = Promise.resolve();

  async function change(input: SettingsChange): Promise<Result<Settings>> {
    const changed = changeSettings(settings(), input);
    if (!changed.ok) return changed;
    await store.write('setSetting', { key: 'settings', value: JSON.stringify(changed.value) });
    await needs.reloadSettings();
    await needs.applyTunnel();
    return ok(settings());
  }

  return {
    get: os.settings.get.handler(() => settings()),
    /** One after the other: each change is made to what the one before it has stored. */
    set: os.settings.set.handler(({ input }) => {
      const made = last.then(() => change(input));
      last = made.catch(() => undefined);
      return made;
    }),
  };
}

/**
 * Returns the changed settings.
 * @returns problems `tunnel-invalid`, `tunnel-host-invalid`, `setting-invalid`, and those of checkPurposes, checkSpendCaps,
 * checkReplyWords and checkAutomaticAnswers
 */
function changeSettings(before: Settings, input: SettingsChange): Result<Settings> {
  const tunnel = input.tunnel === undefined ? ok(null) : parseTunnelOption(input.tunnel);
  if (!tunnel.ok) return tunnel;
  const host = input.tunnelHost == null ? ok(null) : parseTunnelHost(input.tunnelHost);
  if (!host.ok) return host;
  const parsed = settingsSchema.safeParse({
    ...before,
    ...input,
    spendCaps: { ...before.spendCaps, ...input.spendCaps },
    automaticAnswers: { ...before.automaticAnswers, ...input.automaticAnswers },
    replyWords: { ...before.replyWords, ...input.replyWords },
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(
      settingsProblem(
        'setting-invalid/value',
        { why: issue?.message ?? 'unknown' },
        issue?.path.join('.') ?? null,
      ),
    );
  }
  const { quietHours } = parsed.data.beforeSending;
  if (quietHours.from === quietHours.to) return fail(noQuietHours);
  const caps = checkSpendCaps(parsed.data.spendCaps);
  if (!caps.ok) return caps;
  const replyWords = checkReplyWords(parsed.data.replyWords);
  if (!replyWords.ok) return replyWords;
  const automaticAnswers = checkAutomaticAnswers(parsed.data.automaticAnswers);
  if (!automaticAnswers.ok) return automaticAnswers;
  const purposes = checkPurposes(parsed.data.purposes);
  if (!purposes.ok) return purposes;
  return ok({
    ...parsed.data,
    purposes: purposes.value,
    replyWords: replyWords.value,
    automaticAnswers: automaticAnswers.value,
  });
}

export function pageHandlers(
  os: ContractImplementer,
  { openBrowserUi }: { readonly openBrowserUi: (() => Promise<Result<{ url: string | null }>>) | undefined },
) {
  return { open: os.page.open.handler(async () => openBrowserUi?.() ?? fail(noPage)) };
}

const noQuietHours = settingsProblem('setting-invalid', {}, 'beforeSending.quietHours');

const noPage = settingsProblem('no-page');
