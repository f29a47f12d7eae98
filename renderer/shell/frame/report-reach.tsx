import { Anchor } from '@mantine/core';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { reachOf } from '../../lib/reach.ts';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import classes from './status-bar.module.css';

export function ReportReach() {
  const { words, format } = useLanguage();
  const { frame } = useActions();
  const tunnel = useDeck((state) => state.console.overview?.callbacks.tunnel);
  const account = useDeck((state) => state.console.accounts?.find((one) => one.current));
  const now = useMinutes();
  if (!tunnel) return null;
  const ago = tunnel.lastProofAt === null ? null : format.length(Math.max(0, now - tunnel.lastProofAt));
  const reach = reachOf(tunnel, account, ago, words);
  return (
    <span className={classes.reach}>
      <StatusIcon kind={reach.kind} size={14} />
      <strong className="cut" title={reach.text}>
        {reach.text}
      </strong>
      {reach.why && <span className={`cut ${classes.reachWhy} ${classes.wideOnly}`}>· {reach.why}</span>}
      {reach.action && (
        <Anchor
          component="button"
          fz={12}
          className={classes.action ?? ''}
          onClick={() => frame.go({ screen: 'settings', section: 'reports' })}
        >
          {reach.action}
        </Anchor>
      )}
    </span>
  );
}
