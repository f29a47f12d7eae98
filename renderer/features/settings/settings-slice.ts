/** Changes settings. The settings are in `state.console`. */
import type { SettingsChange } from '../../../shared/contract/settings.ts';
import { consoleLoaders } from '../../lib/console-slice.ts';
import type { SliceContext } from '../../lib/state.ts';

export function settingsActions(context: Pick<SliceContext, 'store' | 'engine'>) {
  const { set } = consoleLoaders(context);
  return {
    async setSettings(patch: SettingsChange) {
      const answer = await context.engine.ask((client) => client.settings.set(patch));
      if (answer.ok) set({ settings: answer.value });
      return answer;
    },
    quietRules: () => context.engine.read((client) => client.quietHours.rules()),
  };
}

type SettingsActions = ReturnType<typeof settingsActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly settings: SettingsActions;
  }
}
