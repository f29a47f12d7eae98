import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useActions, useDeck } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { sorts } from './view.ts';

const icons = {
  newest: IconArrowsSort,
  oldest: IconSortAscending,
  'cost-high': IconSortDescending,
  'cost-low': IconSortAscending,
} as const;

export function SortMenu() {
  const words = useWords().history.sort;
  const { messages } = useActions();
  const sort = useDeck((state) => state.messages.view.sort);
  const Icon = icons[sort];
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          aria-label={words.now(words[sort])}
          title={words.now(words[sort])}
          style={sort === 'newest' ? {} : { color: 'var(--accent)' }}
        >
          <Icon size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.label}>
        <Menu.RadioGroup
          value={sort}
          onChange={(value) => {
            const wanted = sorts.find((one) => one === value);
            if (wanted) messages.setView({ sort: wanted });
          }}
        >
          {sorts.map((one) => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick>
              {words[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
