/** The window's frame: navigation at the left, the screen, and the status bar at the bottom. */
import { lazy, Suspense } from 'react';
import { MessagesScreen } from '../../features/messages/messages-screen.tsx';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useActionKeys } from '../../lib/keys.ts';
import { useWords } from '../../lib/language.tsx';
import type { Route } from '../../lib/route.ts';
import { later } from '../../lib/ui/later.tsx';
import { actions } from '../actions.ts';
import { CrashNotice } from '../crash-notice.tsx';
import { CancellingNotice } from './cancelling-notice.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import classes from './frame.module.css';
import { LockedNotice } from './locked-notice.tsx';
import { ProblemTeller } from './problem-teller.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TroubleBar } from './trouble-bar.tsx';
import { UndoTeller } from './undo-teller.tsx';

const ComposeScreen = lazy(async () => ({
  default: (await import('../../features/compose/compose-screen.tsx')).ComposeScreen,
}));
const AnswersScreen = lazy(async () => ({
  default: (await import('../../features/inbound/answers-screen.tsx')).AnswersScreen,
}));
const ReportsScreen = lazy(async () => ({
  default: (await import('../../features/reports/reports-screen.tsx')).ReportsScreen,
}));
const RunsScreen = lazy(async () => ({
  default: (await import('../../features/runs/runs-screen.tsx')).RunsScreen,
}));
const SandboxScreen = lazy(async () => ({
  default: (await import('../../features/sandbox/sandbox-screen.tsx')).SandboxScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../../features/settings/settings-screen.tsx')).SettingsScreen,
}));
const WelcomeScreen = lazy(async () => ({
  default: (await import('../../features/accounts/welcome-screen.tsx')).WelcomeScreen,
}));
const ConnectDialog = later(
  async () => (await import('../../features/accounts/connect-dialog.tsx')).ConnectDialog,
);
const ExportDialog = later(
  async () => (await import('../../features/messages/export/export-dialog.tsx')).ExportDialog,
);
const PersonDialog = later(
  async () => (await import('../../features/privacy/person-dialog.tsx')).PersonDialog,
);
const Palette = later(async () => (await import('./palette.tsx')).Palette);
const ShortcutsSheet = later(async () => (await import('./shortcuts-sheet.tsx')).ShortcutsSheet);

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'messages':
      return <MessagesScreen id={route.id} />;
    case 'compose':
      return <ComposeScreen />;
    case 'reports':
      return <ReportsScreen id={route.id} messageId={route.messageId} />;
    case 'answers':
      return <AnswersScreen tab={route.tab} id={route.id} />;
    case 'runs':
      return <RunsScreen id={route.id} />;
    case 'sandbox':
      return <SandboxScreen section={route.section} />;
    case 'settings':
      return <SettingsScreen section={route.section} />;
  }
}

function Dialogs() {
  const palette = useDeck((state) => state.frame.paletteOpen);
  const shortcuts = useDeck((state) => state.frame.shortcutsOpen);
  const connecting = useDeck((state) => state.frame.connecting);
  const exporting = useDeck((state) => state.frame.exporting);
  const person = useDeck((state) => state.frame.person);
  const { frame } = useActions();
  return (
    <Suspense fallback={null}>
      <Palette opened={palette} onClose={() => frame.showPalette(false)} />
      {shortcuts && <ShortcutsSheet onClose={() => frame.showShortcuts(false)} />}
      {connecting && <ConnectDialog onClose={() => frame.showConnect(false)} />}
      {person && <PersonDialog key={person.number} asked={person} onClose={() => frame.showPerson(null)} />}
      {exporting && <ExportDialog ids={null} onClose={() => frame.showExport(false)} />}
    </Suspense>
  );
}

export function Frame() {
  const words = useWords();
  const route = useDeck((state) => state.frame.route);
  const known = useDeck((state) => state.console.accounts !== null);
  const welcome = useDeck((state) => state.console.accounts?.length === 0) && route.screen !== 'settings';
  useActionKeys(actions);
  return (
    <div className={classes.window}>
      <button
        type="button"
        className={classes.skip}
        onClick={() => document.querySelector<HTMLElement>('#content')?.focus()}
      >
        {words.common.skip}
      </button>
      <ConnectionBar />
      <TroubleBar />
      <LockedNotice />
      <CancellingNotice />
      <div className={classes.middle}>
        <Sidebar route={route} welcome={welcome} />
        <main id="content" tabIndex={-1} className={classes.screen}>
          <CrashNotice key={route.screen}>
            <Suspense fallback={null}>
              {known && (welcome ? <WelcomeScreen /> : <Screen route={route} />)}
            </Suspense>
          </CrashNotice>
        </main>
      </div>
      <StatusBar />
      <ProblemTeller />
      <UndoTeller />
      {known && <Dialogs />}
    </div>
  );
}
