/** Finds the problems of the draft, as its fields show them. */
import { useMemo } from 'react';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { fieldOfSource } from '../../../shared/messaging/field-of-source.ts';
import {
  createMerger,
  missingProblem,
  missingValues,
  type Values,
} from '../../../shared/messaging/placeholders.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { composeProblem } from '../../../shared/problems/compose.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { chainOf, type Draft } from './draft.ts';
import type { Recipients } from './recipients.ts';
import { openPlaces } from './schedule.ts';
import type { Times } from './use-times.ts';

/** Shown while the person types. What is merely missing is shown once the person tries to send. */
const shownAtOnce = new Set([
  'text-too-long',
  'text-malformed',
  'sender-invalid',
  'channel-twice',
  'time-past',
]);

const noValues: Values = {};

/** Checks the chain as the first recipient reads it: a placeholder's value may be an address, or too long. */
function checkMerged(chain: DraftChain, { people }: Recipients, now: number): readonly Problem[] {
  return checkChain(createMerger(chain).show(people[0]?.values ?? noValues), now);
}

/** Whether the earliest recipient's local sending time has passed. */
function isLate({ schedule }: Times, now: number): boolean {
  return schedule.kind === 'theirs' && schedule.earliest <= now;
}

/**
 * Finds what prevents sending.
 * @returns the field to focus (null: none in particular), `shown` if the screen shows the problem already, or null
 *   if the draft can be sent
 */
export function obstacleTo(
  draft: Draft,
  recipients: Recipients,
  times: Times,
  at: { readonly now: number; readonly minute: number },
): { readonly field: string | null } | 'shown' | null {
  const chain = chainOf(draft);
  if (recipients.to.length === 0 || recipients.wrong.length > 0) return { field: 'to' };
  const [first] = checkMerged(chain, recipients, at.now);
  if (first) return { field: first.field };
  if (missingValues(chain, recipients.people).length > 0) return 'shown';
  if (isLate(times, at.minute) || (draft.sendAtTheirs && openPlaces(times.places).length > 0)) return 'shown';
  return null;
}

/** @param tried whether the person has tried to send, so that missing content is shown too */
export function useDraftProblems(recipients: Recipients, times: Times, tried: boolean): readonly Problem[] {
  const draft = useDeck((state) => state.compose.draft);
  const now = useMinutes();
  const late = isLate(times, now);
  const found = useMemo(() => checkMerged(chainOf(draft), recipients, now), [draft, recipients, now]);
  return useMemo(() => {
    const shown = found.filter((one) => tried || shownAtOnce.has(one.code));
    if (late) shown.push(composeProblem('time-past/earliest', {}, 'timeToSend'));
    if (tried) {
      const missing = missingValues(chainOf(draft), recipients.people);
      if (missing.length > 0) shown.push(missingProblem(missing));
    }
    return shown;
  }, [found, tried, late, recipients, draft]);
}

/** The path of the field that the engine refused; null if none. */
export function useRefusedField(): string | null {
  const draft = useDeck((state) => state.compose.draft);
  const refused = useDeck((state) => state.compose.problem);
  return useMemo(() => {
    if (refused === null || refused.field === null) return null;
    return fieldOfSource(refused.field, chainOf(draft)) ?? refused.field;
  }, [refused, draft]);
}
