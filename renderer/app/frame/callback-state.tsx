import { Anchor } from '@mantine/core';
import type { Overview } from '../../../shared/contract/schemas.ts';
import { StatusIcon, type StatusKind } from '../../ui/status-mark.tsx';
import { useActions, useDeck } from '../deck.tsx';
import { useLanguage } from '../language.tsx';
import { useMinutes } from '../now.ts';
import type { Words } from '../words/words.ts';
import classes from './status-bar.module.css';

type Tunnel = Overview['callbacks']['tunnel'];
type Reach = { kind: StatusKind; text: string; why: string | null; mend: string | null };

/** Whether callbacks reach this machine, in words, and what to do where they don't. */
function reachOf(tunnel: Tunnel, sandbox: boolean, ago: string | null, words: Words): Reach {
  const texts = words.frame;
  if (sandbox)
    return { kind: 'delivered', text: texts.callbacksSandbox, why: texts.callbacksSandboxWhy, mend: null };
  const host = tunnel.publicUrl?.replace(/^https?:\/\//, '').replace(/\/.*$/, '') ?? null;
  switch (tunnel.status) {
    case 'off':
      return {
        kind: 'not-needed',
        text: texts.callbacksOff,
        why: texts.callbacksOffWhy,
        mend: texts.callbacksSetUp,
      };
    case 'starting':
      return { kind: 'accepted', text: texts.callbacksStarting, why: host, mend: null };
    case 'open': {
      const parts = [host, ago === null ? null : texts.checked(ago)].filter((part) => part !== null);
      return { kind: 'delivered', text: texts.callbacksReach, why: parts.join(' · '), mend: null };
    }
    case 'unproven':
      return { kind: 'unknown', text: texts.callbacksUnproven, why: host, mend: texts.callbacksSee };
    case 'down':
      return {
        kind: 'failed',
        text: texts.callbacksDown,
        why: texts.callbacksOffWhy,
        mend: texts.callbacksSee,
      };
  }
}

export function CallbackState() {
  const { words, format } = useLanguage();
  const { frame } = useActions();
  const tunnel = useDeck((state) => state.console.overview?.callbacks.tunnel);
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  const now = useMinutes();
  if (!tunnel) return null;
  const ago = tunnel.lastProofAt === null ? null : format.length(Math.max(0, now - tunnel.lastProofAt));
  const reach = reachOf(tunnel, sandbox, ago, words);
  return (
    <span className={classes.reach}>
      <StatusIcon kind={reach.kind} size={14} />
      <strong>{reach.text}</strong>
      {reach.why && <span className={`cut ${classes.wideOnly}`}>· {reach.why}</span>}
      {reach.mend && (
        <Anchor
          component="button"
          fz={12}
          onClick={() => frame.go({ screen: 'settings', section: 'callbacks' })}
        >
          {reach.mend}
        </Anchor>
      )}
    </span>
  );
}
