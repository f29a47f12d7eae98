import type { SettingsSection } from '../app/route.ts';
export function SettingsScreen(_: { section: SettingsSection }) {
  return null;
}
