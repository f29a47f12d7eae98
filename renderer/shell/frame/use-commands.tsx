/** Every command of the window by its name: what can be gone to, done, shown and set, and what the screen itself can do. */
import {
  IconBaselineDensityMedium,
  IconBookmark,
  IconDatabaseExport,
  IconDeviceDesktop,
  IconDownload,
  IconFileText,
  IconFlask,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSend,
  IconSettings,
  IconSun,
  IconTemplate,
  IconTestPipe,
  IconWebhook,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { tabs } from '../../features/messages/index.ts';
import { isPaused } from '../../lib/console-slice.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { pressKey } from '../../lib/keys.ts';
import { useLanguage, useWords } from '../../lib/language.tsx';
import { type Route, sandboxSections, settingsSections } from '../../lib/route.ts';
import { AccountDot } from '../../lib/ui/account-dot.tsx';
import { tell } from '../../lib/ui/tell.ts';
import { languageCodes, languageNames } from '../../lib/words/languages.ts';

type IconOf = ComponentType<{ size?: number; stroke?: number }>;

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** What is told of it besides its name. */
  readonly about?: string;
  /** Keys that do the same, as Keys writes them: "mod+N". */
  readonly keys?: string;
};
export type CommandGroup = { readonly name: string; readonly commands: readonly Command[] };

const mostKept = 5;

function command(id: string, label: string, Icon: IconOf, run: () => void, keys?: string): Command {
  const icon = <Icon size={16} stroke={1.6} />;
  return keys === undefined ? { id, label, icon, run } : { id, label, icon, run, keys };
}

/** What the screen that is shown can do, by its own keys. */
function useOwnCommands(route: Route): readonly Command[] {
  const { shortcuts, history } = useWords();
  const { items } = shortcuts;
  const own = (key: string, label: string, keys: string) =>
    command(`own-${key}`, label, IconKeyboard, () => pressKey(key), keys);
  if (route.screen === 'compose') {
    return [own('mod+enter', items.send, 'mod+enter'), own('mod+shift+a', items.add, 'mod+shift+A')];
  }
  if (route.screen !== 'messages') return [];
  const ofList = [own('f', history.shortcuts.filter, 'F'), own('mod+a', history.shortcuts.all, 'mod+A')];
  if (route.id === null) return ofList;
  return [
    own('r', items.resend, 'R'),
    own('e', history.shortcuts.edit, 'E'),
    own('b', items.raw, 'B'),
    own('c', items.copyId, 'C'),
    own('t', history.shortcuts.tag, 'T'),
    own('m', history.shortcuts.note, 'M'),
    ...ofList,
  ];
}

function useDoing(): readonly Command[] {
  const words = useWords();
  const { frame, console, jobs, accounts } = useActions();
  const paused = useDeck(isPaused);
  const some = useDeck((state) => (state.console.accounts?.length ?? 0) > 0);
  const hasSandbox = useDeck((state) => state.console.accounts?.some((one) => one.kind === 'sandbox'));
  const always = [
    command('connect', words.frame.addAccount, IconPlus, () => frame.showConnect(true)),
    ...(hasSandbox
      ? []
      : [command('sandbox', words.frame.startSandbox, IconFlask, () => void accounts.startSandbox())]),
    command('shortcuts', words.palette.shortcuts, IconKeyboard, () => frame.showShortcuts(true), '?'),
  ];
  if (!some) return always;
  return [
    command('compose', words.frame.newMessage, IconPlus, () => frame.go({ screen: 'compose' }), 'mod+N'),
    command('search', words.palette.search, IconSearch, () => pressKey('/'), '/'),
    paused
      ? command('resume', words.frame.resume, IconPlayerPlay, () => void console.resume())
      : command('pause', words.frame.pause, IconPlayerPause, () => void console.pause()),
    command('export', words.palette.export, IconDownload, () => frame.showExport(true)),
    command('backup', words.palette.backup, IconDatabaseExport, async () => {
      tell(await jobs.startBackup(), words.palette.backupBegun);
    }),
    command('probe', words.palette.probe, IconRefresh, () => void accounts.probeTunnel()),
    ...always,
  ];
}

function useSetting(): readonly Command[] {
  const words = useWords();
  const { setSettings } = useActions().settings;
  const texts = words.settings.appearance;
  const settings = useDeck((state) => state.console.settings);
  if (settings === null) return [];
  const set = async (patch: Partial<Settings>) => {
    tell(await setSettings(patch));
  };
  const languages = { system: texts.languageSystem, ...languageNames };
  const named = (name: string, value: string) => `${name}: ${value}`;
  return [
    command('light', words.palette.light, IconSun, () => void set({ theme: 'light' })),
    command('dark', words.palette.dark, IconMoon, () => void set({ theme: 'dark' })),
    command('system', words.palette.system, IconDeviceDesktop, () => void set({ theme: 'system' })),
    ...(['system', ...languageCodes] as const)
      .filter((language) => language !== settings.language)
      .map((language) =>
        command(`language-${language}`, named(texts.language, languages[language]), IconLanguage, () => {
          void set({ language });
        }),
      ),
    ...(['comfortable', 'compact'] as const)
      .filter((density) => density !== settings.density)
      .map((density) =>
        command(
          `rows-${density}`,
          named(texts.density, texts.densities[density]),
          IconBaselineDensityMedium,
          () => {
            void set({ density });
          },
        ),
      ),
  ];
}

function useGoing(): readonly Command[] {
  const words = useWords();
  const { frame } = useActions();
  return [
    command(
      'messages',
      words.frame.messages,
      IconSend,
      () => frame.go({ screen: 'messages', id: null }),
      'mod+1',
    ),
    command(
      'callbacks',
      words.frame.callbacks,
      IconWebhook,
      () => frame.go({ screen: 'callbacks', id: null, messageId: null }),
      'mod+2',
    ),
    command(
      'runs',
      words.frame.testRuns.title,
      IconTestPipe,
      () => frame.go({ screen: 'runs', id: null }),
      'mod+3',
    ),
    command('new-run', `${words.frame.testRuns.title}: ${words.frame.testRuns.new}`, IconTestPipe, () =>
      frame.go({ screen: 'runs', id: 'new' }),
    ),
    ...sandboxSections.map((section) =>
      command(
        `sandbox-${section}`,
        `${words.frame.sandboxPanel.title}: ${words.frame.sandboxPanel.sections[section]}`,
        IconFlask,
        () => frame.go({ screen: 'sandbox', section }),
        section === 'weather' ? 'mod+4' : undefined,
      ),
    ),
    ...settingsSections.map((section) =>
      command(
        `settings-${section}`,
        `${words.settings.title}: ${words.settings.sections[section]}`,
        IconSettings,
        () => frame.go({ screen: 'settings', section }),
      ),
    ),
  ];
}

function useShowing(): readonly Command[] {
  const words = useWords();
  const { frame, messages } = useActions();
  const saved = useDeck((state) => state.messages.saved) ?? [];
  const toList = () => frame.go({ screen: 'messages', id: null });
  return [
    ...tabs.map((tab) =>
      command(`tab-${tab}`, `${words.frame.messages}: ${words.messages.tabs[tab]}`, IconSend, () => {
        messages.setTab(tab);
        toList();
      }),
    ),
    ...saved.map((view) =>
      command(`view-${view.id}`, view.name, IconBookmark, () => {
        messages.showSaved(view);
        toList();
      }),
    ),
  ];
}

/** Drafts and templates; each opens where messages are written. */
function useWritten(): readonly Command[] {
  const { words, format } = useLanguage();
  const { frame, compose } = useActions();
  const drafts = useDeck((state) => state.compose.drafts) ?? [];
  const templates = useDeck((state) => state.compose.templates) ?? [];
  const { useTemplate: nameOf } = words.drafts;
  const open = async (begun: Promise<ProblemView | null>) => {
    const problem = await begun;
    if (problem === null) frame.go({ screen: 'compose' });
    else tell({ ok: false, problem });
  };
  return [
    ...drafts
      .filter((draft) => draft.preview !== '')
      .slice(0, mostKept)
      .map((draft) => ({
        ...command(`draft-${draft.id}`, words.drafts.openDraft(draft.preview), IconFileText, () => {
          void open(compose.openDraft(draft.id));
        }),
        about: `${words.drafts.toPeople(draft.people)} · ${format.moment(draft.updatedAt, Date.now())}`,
      })),
    ...templates.map((template) =>
      command(`template-${template.id}`, nameOf(template.name), IconTemplate, () => {
        void open(compose.templates.use(template.chain as DraftChain));
      }),
    ),
  ];
}

function useSwitching(): readonly Command[] {
  const words = useWords();
  const { switchAccount } = useActions().accounts;
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  return accounts
    .filter((account) => !account.current)
    .map((account) => ({
      id: `account-${account.id}`,
      label: account.kind === 'sandbox' ? words.frame.sandbox : account.name,
      icon: <AccountDot account={account} />,
      run: () => void switchAccount(account.id),
    }));
}

/** @returns the commands that there are now, in groups; none is empty */
export function useCommands(): readonly CommandGroup[] {
  const words = useWords();
  const route = useDeck((state) => state.frame.route);
  const groups: readonly CommandGroup[] = [
    { name: words.palette.here, commands: useOwnCommands(route) },
    { name: words.palette.do, commands: useDoing() },
    { name: words.palette.go, commands: useGoing() },
    { name: words.palette.tabs, commands: useShowing() },
    { name: words.palette.written, commands: useWritten() },
    { name: words.frame.switchAccount, commands: useSwitching() },
    { name: words.palette.set, commands: useSetting() },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}
