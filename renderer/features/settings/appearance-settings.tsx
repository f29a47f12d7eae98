import { SegmentedControl } from '@mantine/core';
import type { Settings } from '../../../shared/contract/settings.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { Group } from '../../lib/ui/group.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { languageNames } from '../../lib/words/languages.ts';

type PickProps<T extends string> = {
  title: string;
  hint?: string;
  value: T;
  choices: Readonly<Record<T, string>>;
  onPick: (value: T) => void;
};

function Pick<T extends string>({ title, hint, value, choices, onPick }: PickProps<T>) {
  const names = Object.keys(choices) as T[];
  return (
    <Group title={title} {...(hint === undefined ? {} : { text: hint })}>
      <SegmentedControl
        aria-label={title}
        value={value}
        data={names.map((name) => ({ value: name, label: choices[name] }))}
        onChange={(picked) => onPick(names.find((name) => name === picked) ?? value)}
      />
    </Group>
  );
}

export function AppearanceSettings() {
  const texts = useWords().settings.appearance;
  const { setSettings } = useActions().settings;
  const settings = useDeck((state) => state.console.settings);
  if (!settings) return null;
  const set = (patch: Partial<Settings>) => void setSettings(patch).then((answer) => showResult(answer));
  return (
    <>
      <Pick
        title={texts.theme}
        value={settings.theme}
        choices={texts.themes}
        onPick={(theme) => set({ theme })}
      />
      <Pick
        title={texts.language}
        value={settings.language}
        choices={{ system: texts.languageSystem, ...languageNames }}
        onPick={(language) => set({ language })}
      />
      <Pick
        title={texts.density}
        value={settings.density}
        choices={texts.densities}
        onPick={(density) => set({ density })}
      />
      <Pick
        title={texts.notifications}
        hint={texts.notificationsHint}
        value={settings.notifications}
        choices={texts.notificationKinds}
        onPick={(notifications) => set({ notifications })}
      />
      <p className={classes.about}>{texts.zoom}</p>
    </>
  );
}
