import { Button } from '@mantine/core';
import {
  IconCloudStorm,
  IconFlask,
  IconPlus,
  IconSend,
  IconSettings,
  IconTestPipe,
  IconWebhook,
} from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { foulParts, useSandboxPulse } from '../../features/sandbox/index.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { formatRoute, type Route } from '../../lib/route.ts';
import { Keys } from '../../lib/ui/keys.tsx';
import icon from '../icon.svg';
import classes from './frame.module.css';

type NavItemProps = {
  to: Route;
  current: Route;
  go: (route: Route) => void;
  icon: ReactNode;
  children: string;
  /** What is to be seen of it from everywhere. */
  warning?: string | null;
};

function NavItem({ to, current, go, icon, children, warning = null }: NavItemProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  const here = to.screen === current.screen;
  return (
    <a
      className={classes.item}
      href={formatRoute(to)}
      onClick={follow}
      aria-current={here ? 'page' : undefined}
      aria-label={warning === null ? children : `${children}: ${warning}`}
      title={warning ?? undefined}
      data-warning={warning !== null}
    >
      {icon}
      <span className={classes.label}>{children}</span>
      {warning !== null && <IconCloudStorm className={classes.warning} size={16} stroke={1.6} aria-hidden />}
    </a>
  );
}

/** The sandbox, and whether its weather is foul: seen from every screen. */
function SandboxItem(item: Pick<NavItemProps, 'current' | 'go'>) {
  const words = useWords().frame.sandboxPanel;
  useSandboxPulse(15_000);
  const foul = useDeck(({ sandbox: { now } }) => now !== null && foulParts(now.weather).length > 0);
  return (
    <NavItem
      {...item}
      to={{ screen: 'sandbox', section: 'weather' }}
      icon={<IconFlask size={16} stroke={1.6} aria-hidden />}
      warning={foul ? words.foul : null}
    >
      {words.title}
    </NavItem>
  );
}

export function Sidebar({
  route,
  go,
  welcome,
}: {
  route: Route;
  go: (route: Route) => void;
  welcome: boolean;
}) {
  const words = useWords();
  const item = { current: route, go };
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
        rightSection={<Keys keys="mod+N" tone="accent" />}
        styles={{ label: { flex: 1, justifyContent: 'flex-start' } }}
        onClick={() => go({ screen: 'compose' })}
      >
        <span className={classes.label}>{words.frame.newMessage}</span>
      </Button>
      <div className={classes.nav}>
        <NavItem
          {...item}
          to={{ screen: 'messages', id: null }}
          icon={<IconSend size={16} stroke={1.6} aria-hidden />}
        >
          {words.frame.messages}
        </NavItem>
        <NavItem
          {...item}
          to={{ screen: 'runs', id: null }}
          icon={<IconTestPipe size={16} stroke={1.6} aria-hidden />}
        >
          {words.frame.testRuns.title}
        </NavItem>
        <NavItem
          {...item}
          to={{ screen: 'callbacks', id: null, messageId: null }}
          icon={<IconWebhook size={16} stroke={1.6} aria-hidden />}
        >
          {words.frame.callbacks}
        </NavItem>
        <SandboxItem {...item} />
        <div className={classes.bottom}>
          <NavItem
            {...item}
            to={{ screen: 'settings', section: 'accounts' }}
            icon={<IconSettings size={16} stroke={1.6} aria-hidden />}
          >
            {words.frame.settings}
          </NavItem>
        </div>
      </div>
    </nav>
  );
}
