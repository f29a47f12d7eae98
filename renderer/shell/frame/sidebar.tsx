import { Button } from '@mantine/core';
import { IconCloudStorm, IconPlus } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { newMessage } from '../../features/compose/actions.ts';
import { goToAnswers } from '../../features/inbound/actions.ts';
import { goToMessages } from '../../features/messages/actions.ts';
import { goToReports } from '../../features/reports/actions.ts';
import { goToRuns } from '../../features/runs/actions.ts';
import { goToSandbox } from '../../features/sandbox/actions.ts';
import { foulParts, useSandboxPulse } from '../../features/sandbox/index.ts';
import { goToSettings } from '../../features/settings/actions.ts';
import type { Action } from '../../lib/action.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { formatRoute, type Route } from '../../lib/route.ts';
import { Keys } from '../../lib/ui/keys.tsx';
import { useRun } from '../../lib/use-action.ts';
import icon from '../icon.svg';
import classes from './frame.module.css';

type NavItemProps = {
  /** Opens the item's screen; its label and icon are the item's. */
  action: Action;
  to: Route;
  current: Route;
  /** A badge that is visible from everywhere. */
  warning?: string | null;
};

function NavItem({ action, to, current, warning = null }: NavItemProps) {
  const run = useRun();
  const label = action.label(useWords());
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    run(action);
  };
  const here = to.screen === current.screen;
  return (
    <a
      className={classes.item}
      href={formatRoute(to)}
      onClick={follow}
      aria-current={here ? 'page' : undefined}
      aria-label={warning === null ? label : `${label}: ${warning}`}
      title={warning ?? undefined}
      data-warning={warning !== null}
    >
      {action.icon && <action.icon size={16} stroke={1.6} aria-hidden />}
      <span className={classes.label}>{label}</span>
      {warning !== null && <IconCloudStorm className={classes.warning} size={16} stroke={1.6} aria-hidden />}
    </a>
  );
}

/** The sandbox, and whether its conditions are bad, visible from every screen. */
function SandboxItem({ current }: { current: Route }) {
  const words = useWords().frame.sandboxPanel;
  useSandboxPulse(15_000);
  const foul = useDeck(({ sandbox: { now } }) => now !== null && foulParts(now.weather).length > 0);
  return (
    <NavItem
      action={goToSandbox}
      to={{ screen: 'sandbox', section: 'weather' }}
      current={current}
      warning={foul ? words.foul : null}
    />
  );
}

export function Sidebar({ route, welcome }: { route: Route; welcome: boolean }) {
  const words = useWords();
  const run = useRun();
  return (
    <nav className={classes.sidebar} aria-label={words.frame.nav}>
      <div className={classes.brand}>
        <img src={icon} alt="" />
        <span className={classes.label}>{words.app}</span>
      </div>
      <Button
        className={classes.new ?? ''}
        size="sm"
        h={32}
        px={10}
        fullWidth
        aria-label={words.frame.newMessage}
        justify="space-between"
        variant={welcome ? 'default' : 'filled'}
        disabled={welcome}
        leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}
        rightSection={<Keys keys={newMessage.keys[0] ?? ''} tone="accent" />}
        styles={{ label: { flex: 1, justifyContent: 'flex-start' } }}
        onClick={() => run(newMessage)}
      >
        <span className={classes.label}>{words.frame.newMessage}</span>
      </Button>
      <div className={classes.nav}>
        <NavItem action={goToMessages} to={{ screen: 'messages', id: null }} current={route} />
        <NavItem action={goToAnswers} to={{ screen: 'answers', tab: 'messages', id: null }} current={route} />
        <NavItem action={goToRuns} to={{ screen: 'runs', id: null }} current={route} />
        <NavItem action={goToReports} to={{ screen: 'reports', id: null, messageId: null }} current={route} />
        <SandboxItem current={route} />
        <div className={classes.bottom}>
          <NavItem action={goToSettings} to={{ screen: 'settings', section: 'accounts' }} current={route} />
        </div>
      </div>
    </nav>
  );
}
