import type { Settings } from '../../../../shared/contract/settings.ts';
import type { Store } from '../../store.ts';
import { defaultSettings, readSettings } from './settings.ts';

/** What is kept by name in the database: the person's settings, and what the console remembers between two runs. */
export type LiveSettings = {
  /** The folded settings of the console. */
  readonly settings: () => Settings;
  /** A remembered value as it is stored; undefined: there is none. */
  remembered(key: string): string | undefined;
  remember(key: string, value: string): Promise<void>;
  /** Reads everything again. */
  reload(): Promise<void>;
};

export async function loadSettings(store: Store): Promise<LiveSettings> {
  let settings = defaultSettings;
  let stored: Readonly<Record<string, string>> = {};
  const reload = async (): Promise<void> => {
    stored = await store.read('readSettings', {});
    settings = readSettings(stored.settings);
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
