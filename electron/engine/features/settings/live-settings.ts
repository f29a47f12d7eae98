import type { Settings } from '../../../../shared/contract/settings.ts';
import type { Events } from '../../events.ts';
import type { Store } from '../../store.ts';
import { defaultSettings, readSettings } from './settings.ts';

/**
 * Values stored by name in the database: the user's settings, and what the console remembers between runs.
 */
export type LiveSettings = {
  /** Returns the console's current settings. */
  readonly settings: () => Settings;
  /** Returns a remembered value as stored; undefined if there is none. */
  remembered(key: string): string | undefined;
  remember(key: string, value: string): Promise<void>;
  /** Reloads all values. */
  reload(): Promise<void>;
};

/** Reads the settings. */
export async function loadSettings(store: Store, { emit }: Events): Promise<LiveSettings> {
  let settings = defaultSettings;
  let stored: Readonly<Record<string, string>> = {};
  const reload = async (): Promise<void> => {
    stored = await store.read('readSettings', {});
    settings = readSettings(stored.settings);
    emit({ type: 'settings-changed' });
  };
  await reload();
  return {
    settings: () => settings,
    remembered: (key) => stored[key],
    async remember(key, value) {
      await store.write('setSetting', { key, value });
      stored = { ...stored, [key]: value };
    },
    reload,
  };
}
