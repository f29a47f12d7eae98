import { useState } from 'react';
import { useLanguage } from '../../lib/language.tsx';
import type { Draft } from './draft.ts';

/** Returns the screen reader's announcement after a step was moved; '' until then. */
export function useMoved({ steps, selected }: Pick<Draft, 'steps' | 'selected'>): string {
  const { words } = useLanguage();
  const [before, setBefore] = useState(steps);
  const [announced, setAnnounced] = useState('');
  if (before === steps) return announced;
  setBefore(steps);
  const same =
    before.length === steps.length && steps.every((step) => before.some((one) => one.key === step.key));
  const first = steps.findIndex((step, index) => step.key !== before[index]?.key);
  if (!same || first < 0) return announced;
  const last = steps.findLastIndex((step, index) => step.key !== before[index]?.key);
  // If two steps changed places, announce the selected one, otherwise the one that moved up.
  const down = before[first]?.key === steps[last]?.key && steps[last]?.key === selected;
  const at = down || before[last]?.key !== steps[first]?.key ? last : first;
  const moved = steps[at];
  if (moved) setAnnounced(words.compose.moved(words.channels[moved.channel], at + 1));
  return announced;
}
