import { pauseSchema } from '../../../../shared/contract/accounts.ts';
import type { Overview } from '../../../../shared/contract/console.ts';
import { type Settings, settingsSchema } from '../../../../shared/contract/settings.ts';
import { parseWithProblems } from '../../../../shared/contract/stored-problem.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Obligations } from '../../obligations.ts';
import { allObligations } from '../../obligations-registry.ts';

/**
 * Composes the defaults of all settings from what the features declare.
 * @throws ZodError if a setting has no owner, or its default is not within its limits
 */
export function composeDefaults(declared: readonly Obligations[]): Settings {
  const defaults = declared.flatMap(({ choices = {} }) =>
    Object.entries(choices).map(([name, choice]) => [name, choice.default] as const),
  );
  return settingsSchema.parse(Object.fromEntries(defaults));
}

export const defaultSettings = composeDefaults(allObligations);

/** Reads the stored settings one by one: an unreadable or newer value falls back to its default. */
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
    // A value of an older version lacks newer fields; only these get their defaults.
    const whole = name === 'beforeSending' ? { ...settings.beforeSending, ...(item as object) } : item;
    const parsed = settingsSchema.safeParse({ ...settings, [name]: whole });
    if (parsed.success) settings = parsed.data;
  }
  return settings;
}

/** Returns the remembered port; 0 (any port) if there is none, or the stored value is not a port. */
export function rememberedPort(stored: string | undefined): number {
  const port = Number(stored ?? 0);
  return isPort(port) ? port : 0;
}

/** Returns whether a server can listen on this port; 0 means any free port. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

/**
 * Reads the pause of all sending. An unreadable pause is still a pause, so that a damaged row causes no
 * sending.
 */
export function readPause(stored: string | undefined): Overview['pause'] {
  if (stored === undefined) return null;
  try {
    return pauseSchema.parse(parseWithProblems(stored));
  } catch {
    return { reason: 'person', problem: messagesProblem('paused'), at: 0 };
  }
}
