/** A status as an icon, a label and a colour: shapes differ, so it is recognisable without colour. */
import {
  IconAlertTriangleFilled,
  IconBan,
  IconCalendarTime,
  IconChecks,
  IconCircleArrowRight,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  IconClockX,
  IconHelpCircle,
  IconMoon,
  IconShieldCheck,
  IconShieldCheckFilled,
  IconShieldOff,
  IconShieldPause,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { ShieldXFilled } from './shield-x-filled.tsx';
import type { StatusKind, Tone } from './status-kind.ts';
import classes from './status-mark.module.css';
import { WaitRing } from './wait-ring.tsx';

type IconOf = ComponentType<{ size?: number; stroke?: number; className?: string }>;

const table: Readonly<Record<Exclude<StatusKind, 'waiting'>, readonly [IconOf, Tone]>> = {
  delivered: [IconCircleCheckFilled, 'ok'],
  seen: [IconChecks, 'ok'],
  accepted: [IconCircleArrowRight, 'accent'],
  expired: [IconClockX, 'warn'],
  'delivered-twice': [IconAlertTriangleFilled, 'warn'],
  failed: [IconCircleXFilled, 'bad'],
  rejected: [IconBan, 'bad'],
  unknown: [IconHelpCircle, 'warn'],
  scheduled: [IconCalendarTime, 'fg2'],
  held: [IconMoon, 'fg2'],
  'not-sent': [IconCircleDashed, 'fg2'],
  'not-needed': [IconCircleMinus, 'fg3'],
  verified: [IconShieldCheckFilled, 'ok'],
  repeated: [IconShieldCheck, 'ok'],
  forged: [ShieldXFilled, 'bad'],
  unsigned: [IconShieldOff, 'bad'],
  postponed: [IconShieldPause, 'warn'],
};

export function toneOf(kind: StatusKind): Tone {
  return kind === 'waiting' ? 'accent' : table[kind][1];
}

/** Only the icon; a label must be beside it. `share`: the elapsed part of a wait, 0 to 1. */
export function StatusIcon({
  kind,
  share,
  size = 16,
}: {
  kind: StatusKind;
  share?: number | null;
  size?: number;
}) {
  if (kind === 'waiting') return <WaitRing share={share ?? null} size={size} />;
  const [Icon, tone] = table[kind];
  return <Icon size={size} stroke={1.6} className={classes[`icon-${tone}`] ?? ''} aria-hidden />;
}

type MarkProps = {
  kind: StatusKind;
  word: string;
  share?: number | null;
  size?: number;
  /** Success is unobtrusive: in a list the label of a good or finished status is plain. */
  quiet?: boolean;
  strong?: boolean;
};

export function StatusMark({
  kind,
  word,
  share = null,
  size = 16,
  quiet = false,
  strong = false,
}: MarkProps) {
  const tone = toneOf(kind);
  const plain = quiet && (tone === 'ok' || tone === 'fg2' || tone === 'fg3');
  const colour = plain ? (tone === 'ok' ? classes.plain : classes['text-fg2']) : classes[`text-${tone}`];
  return (
    <span className={classes.mark}>
      <StatusIcon kind={kind} share={share} size={size} />
      <span className={`${colour} ${strong ? classes.strong : ''} tnum`}>{word}</span>
    </span>
  );
}
