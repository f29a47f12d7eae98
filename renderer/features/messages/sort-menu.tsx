import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { isSchedule, type Sort, sorts } from './view.ts';

const icons = {
  newest: IconArrowsSort,
  oldest: IconSortAscending,
  'cost-high': IconSortDescending,
  'cost-low': IconSortAscending,
} as const;

export function SortMenu() {
  const words = useWords().messages.sort;
  const { messages } = useActions();
  const view = useDeck((state) => state.messages.view);
  const { sort } = view;
  const wordOf = (one: Sort) => (isSchedule({ ...view, sort: one }) ? words['goes-out'] : words[one]);
  const Icon = icons[sort];
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          aria-label={words.now(wordOf(sort))}
          title={words.now(wordOf(sort))}
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
              {wordOf(one)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
