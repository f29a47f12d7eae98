/** Every command by its name: Ctrl/⌘+K. */
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconSend,
  IconSettings,
  IconSun,
  IconWebhook,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { tabs } from '../../messages/row-order.ts';
import { isPaused } from '../console-slice.ts';
import { useActions, useDeck } from '../deck.tsx';
import { useWords } from '../language.tsx';
import { settingsSections } from '../route.ts';
import { AccountDot } from './account-menu.tsx';
import { focusSearch } from './use-global-keys.ts';

type IconOf = ComponentType<{ size?: number; stroke?: number }>;

function useGroups(): SpotlightActionGroupData[] {
  const words = useWords();
  const { frame, console, messages } = useActions();
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const paused = useDeck(isPaused);
  const action = (id: string, label: string, Icon: IconOf, onClick: () => void) => ({
    id,
    label,
    leftSection: <Icon size={16} stroke={1.6} />,
    onClick,
  });
  const toMessages = () => frame.go({ screen: 'messages', id: null });
  const act = [
    action('compose', words.frame.newMessage, IconPlus, () => frame.go({ screen: 'compose' })),
    action('search', words.palette.search, IconSearch, () => {
      toMessages();
      setTimeout(focusSearch, 60);
    }),
    paused
      ? action('resume', words.frame.resume, IconPlayerPlay, () => void console.resume())
      : action('pause', words.frame.pause, IconPlayerPause, () => void console.pause()),
    action('shortcuts', words.palette.shortcuts, IconKeyboard, () => frame.showShortcuts(true)),
    action('light', words.palette.light, IconSun, () => void console.setSettings({ theme: 'light' })),
    action('dark', words.palette.dark, IconMoon, () => void console.setSettings({ theme: 'dark' })),
    action(
      'system',
      words.palette.system,
      IconDeviceDesktop,
      () => void console.setSettings({ theme: 'system' }),
    ),
  ];
  const go = [
    action('messages', words.frame.messages, IconSend, toMessages),
    action('callbacks', words.frame.callbacks, IconWebhook, () =>
      frame.go({ screen: 'callbacks', id: null, messageId: null }),
    ),
    ...settingsSections.map((section) =>
      action(
        `settings-${section}`,
        `${words.settings.title}: ${words.settings.sections[section]}`,
        IconSettings,
        () => frame.go({ screen: 'settings', section }),
      ),
    ),
  ];
  const show = tabs.map((tab) =>
    action(`tab-${tab}`, `${words.frame.messages}: ${words.messages.tabs[tab]}`, IconSend, () => {
      messages.setTab(tab);
      toMessages();
    }),
  );
  const use = accounts.map((account) => ({
    id: `account-${account.id}`,
    label: account.kind === 'sandbox' ? words.frame.sandbox : account.name,
    leftSection: <AccountDot account={account} />,
    onClick: () => void console.switchAccount(account.id),
  }));
  return [
    { group: words.palette.do, actions: act },
    { group: words.palette.go, actions: go },
    { group: words.palette.tabs, actions: show },
    { group: words.frame.switchAccount, actions: use },
  ];
}

export function Palette() {
  const words = useWords();
  const groups = useGroups();
  return (
    <Spotlight
      actions={groups}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': words.palette.open } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      nothingFound={words.palette.nothing}
      searchProps={{
        placeholder: words.palette.placeholder,
        'aria-label': words.palette.placeholder,
        leftSection: <IconSearch size={16} stroke={1.6} />,
      }}
    />
  );
}
