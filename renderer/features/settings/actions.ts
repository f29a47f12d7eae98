/** Actions that open the parts of the settings, and settings that the palette can change. */
import {
  IconBaselineDensityMedium,
  IconDeviceDesktop,
  IconLanguage,
  IconMoon,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { Action, ActionDeck } from '../../lib/action.ts';
import { type SettingsSection, settingsSections } from '../../lib/route.ts';
import { showResult } from '../../lib/ui/show-result.ts';
import { languageCodes, languageNames } from '../../lib/words/languages.ts';

const goTo = (section: SettingsSection): Action => ({
  id: `settings.go.${section}`,
  label: ({ settings }) => `${settings.title}: ${settings.sections[section]}`,
  icon: IconSettings,
  keys: [],
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'settings', section }),
});

export const goToSettings: Action = {
  ...goTo('accounts'),
  id: 'settings.go',
  label: ({ frame }) => frame.settings,
  keys: ['mod+,'],
  sheet: 'everywhere',
};

export const actionsForSettings: readonly Action[] = [goToSettings, ...settingsSections.map(goTo)];

/** The settings that the palette can change, without current values. */
export function actionsThatSet({ store, language }: ActionDeck): readonly Action[] {
  const now = store.getState().console.settings;
  if (now === null) return [];
  const { palette, settings } = language.words;
  const texts = settings.appearance;
  const set = (id: string, label: string, icon: Action['icon'], patch: Partial<Settings>): Action => ({
    id: `settings.set.${id}`,
    label: () => label,
    ...(icon && { icon }),
    keys: [],
    palette: 'set',
    isEnabled: () => true,
    run: async ({ actions }) => void showResult(await actions.settings.setSettings(patch)),
  });
  const languages = { system: texts.languageSystem, ...languageNames };
  return [
    set('light', palette.light, IconSun, { theme: 'light' }),
    set('dark', palette.dark, IconMoon, { theme: 'dark' }),
    set('system', palette.system, IconDeviceDesktop, { theme: 'system' }),
    ...(['system', ...languageCodes] as const)
      .filter((code) => code !== now.language)
      .map((code) =>
        set(`language-${code}`, `${texts.language}: ${languages[code]}`, IconLanguage, { language: code }),
      ),
    ...(['comfortable', 'compact'] as const)
      .filter((density) => density !== now.density)
      .map((density) =>
        set(`rows-${density}`, `${texts.density}: ${texts.densities[density]}`, IconBaselineDensityMedium, {
          density,
        }),
      ),
  ];
}
