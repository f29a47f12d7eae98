import { type Settings, settingsSchema } from '../../shared/contract/schemas.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  density: 'comfortable',
  defaultCountry: null,
  tunnel: 'none',
  tunnelHost: null,
  reconcileBudget: 1_000,
  notifications: 'attention',
  retention: { kind: 'forever' },
  dailyBackups: true,
  beforeSending: {
    quietHours: { on: true, from: '21:00', to: '08:00' },
    sameText: true,
    inSandbox: false,
    manyPeople: 20,
    highCost: '10.00',
    zones: {},
  },
};

/** Reads what is stored, setting by setting: one that a newer or broken version wrote falls back to its default. */
export function readSettings(stored: string | undefined): Settings {
  if (stored === undefined) return defaultSettings;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return defaultSettings;
  }
  if (typeof value !== 'object' || value === null) return defaultSettings;
  let settings = defaultSettings;
  for (const [name, item] of Object.entries(value)) {
    // What an older version wrote lacks what was added since: that alone is its default.
    const whole = name === 'beforeSending' ? { ...settings.beforeSending, ...(item as object) } : item;
    const parsed = settingsSchema.safeParse({ ...settings, [name]: whole });
    if (parsed.success) settings = parsed.data;
  }
  return settings;
}
