/**
 * The status bar: the account, whether delivery reports reach this computer, what is waiting, and a button that
 * pauses sending.
 */
import { Anchor, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowUp,
  IconLock,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRefresh,
} from '@tabler/icons-react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { engineHasStopped } from '../../lib/console-slice.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ReportReach } from './report-reach.tsx';
import classes from './status-bar.module.css';

type PauseView = NonNullable<AccountView['pause']>;

function Waiting() {
  const { words } = useLanguage();
  const queued = useDeck((state) => state.console.overview?.outbox.queued ?? 0);
  const inFlight = useDeck((state) => state.console.overview?.outbox.inFlight ?? 0);
  if (queued === 0 && inFlight === 0) return null;
  return (
    <span className={classes.part}>
      <IconArrowUp size={14} stroke={1.6} aria-hidden />
      {queued > 0 ? words.frame.waiting(queued) : words.frame.sendingNow(inFlight)}
    </span>
  );
}

function Reconciled() {
  const { words, format } = useLanguage();
  const reconcile = useDeck((state) => state.console.overview?.reconcile);
  const now = useMinutes();
  if (!reconcile) return null;
  const text =
    reconcile.lastAt === null
      ? words.frame.notReconciled
      : words.frame.reconciled(format.moment(reconcile.lastAt, now));
  const why = words.frame.reconciledWhy(reconcile.waiting, reconcile.used, reconcile.budget);
  return (
    <Tooltip label={why} multiline w={280}>
      <span className={`${classes.part} ${classes.narrowHidden}`}>
        <IconRefresh size={14} stroke={1.6} aria-hidden />
        {text}
      </span>
    </Tooltip>
  );
}

/** Why nothing is sent; if the account is the reason, with a link to the solution. */
function PausedFor({ pause, byAccount, why }: { pause: PauseView; byAccount: boolean; why: string }) {
  const { words } = useLanguage();
  const { frame } = useActions();
  const text = words.frame.pausedFor[pause.reason];
  return (
    <span className={classes.paused} title={why}>
      <IconAlertTriangleFilled size={14} aria-hidden />
      {byAccount ? (
        <Anchor
          component="button"
          c="inherit"
          fz={12}
          underline="always"
          onClick={() => frame.go({ screen: 'settings', section: 'accounts' })}
        >
          {text}
        </Anchor>
      ) : (
        text
      )}
    </span>
  );
}

function Pause() {
  const { words } = useLanguage();
  const textOf = useProblemText();
  const { console } = useActions();
  const pause = useDeck((state) => state.console.overview?.pause ?? null);
  const account = useDeck((state) => state.console.accounts?.find((one) => one.current)?.pause ?? null);
  const held = pause ?? account;
  const why = held ? textOf.whole(held.problem) : words.frame.pauseWhy;
  const label = held ? words.frame.resume : words.frame.pause;
  return (
    <>
      {held && <PausedFor pause={held} byAccount={pause === null} why={why} />}
      <Tooltip label={why} multiline w={280}>
        <UnstyledButton
          className={`${classes.part} ${classes.button} ${held ? classes.held : ''}`}
          onClick={() => void (held ? console.resume() : console.pause())}
        >
          {held ? (
            <IconPlayerPlayFilled size={12} aria-hidden />
          ) : (
            <IconPlayerPauseFilled size={12} aria-hidden />
          )}
          {label}
        </UnstyledButton>
      </Tooltip>
    </>
  );
}

export function StatusBar() {
  const { words } = useLanguage();
  const ready = useDeck((state) => state.console.accounts !== null);
  const some = useDeck((state) => (state.console.accounts?.length ?? 0) > 0);
  const version = useDeck((state) => state.console.info?.version);
  const stopped = useDeck(engineHasStopped);
  if (stopped) {
    return (
      <footer className={`${classes.bar} ${classes.stopped}`}>
        <AccountMenu />
        <span className={classes.part}>
          <StatusIcon kind="unknown" size={14} />
          {words.frame.engineStopped}
        </span>
      </footer>
    );
  }
  return (
    <footer className={classes.bar}>
      <AccountMenu />
      {ready && !some && (
        <span className={classes.part}>
          <IconLock size={14} stroke={1.6} aria-hidden />
          {words.frame.nothingLeft}
        </span>
      )}
      {some && <ReportReach />}
      <span className={classes.grow} />
      {some && (
        <>
          <Waiting />
          <Reconciled />
          <Pause />
        </>
      )}
      {ready && !some && version !== undefined && (
        <span className={classes.part}>
          {words.app} {version}
        </span>
      )}
    </footer>
  );
}
