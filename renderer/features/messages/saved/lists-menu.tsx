/** The menu of all lists and views, for a window in which their tabs do not fit. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { tabs } from '../row-order.ts';
import { chosenView } from '../view-address.ts';

export function ListsMenu() {
  const { words, format } = useLanguage();
  const { messages } = useActions();
  const counts = useDeck((state) => state.messages.counts);
  const current = useDeck((state) => state.messages.view.tab);
  const saved = useDeck((state) => state.messages.saved) ?? [];
  const chosen = useDeck(({ messages: { saved: views, view } }) => chosenView(views, view)?.id ?? null);
  const label = words.messages.allLists;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={24} aria-label={label} title={label}>
          <IconChevronDown size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {tabs.map((tab) => (
          <Menu.Item
            key={tab}
            aria-current={chosen === null && tab === current}
            rightSection={counts && <span className="tnum">{format.number(counts[tab])}</span>}
            onClick={() => messages.setTab(tab)}
          >
            {words.messages.tabs[tab]}
          </Menu.Item>
        ))}
        {saved.length > 0 && <Menu.Label>{words.messages.views.label}</Menu.Label>}
        {saved.map((one) => (
          <Menu.Item key={one.id} aria-current={chosen === one.id} onClick={() => messages.showSaved(one)}>
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
