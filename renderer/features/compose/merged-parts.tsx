/** The length of an SMS after placeholders are merged: minimum and maximum of all recipients. */
import { useDeferredValue, useMemo, useState } from 'react';
import { createMergedCounter, type MergedSegments } from '../../../shared/messaging/merged-segments.ts';
import { useLanguage } from '../../lib/language.tsx';
import type { StepDraft } from './draft.ts';
import classes from './drafts.module.css';
import { useMergingHere } from './use-merging.ts';

/**
 * Returns the lengths. @param step null if it is not an SMS
 * @returns null if nothing is merged, or there are no recipients
 */
export function useMergedParts(
  step: Pick<StepDraft, 'text' | 'autoconvert' | 'udh'> | null,
): MergedSegments | null {
  const merging = useMergingHere();
  const later = useDeferredValue(step?.text ?? '');
  const autoconvert = step?.autoconvert ?? 'on';
  const udh = step?.udh ?? '';
  const [count] = useState(createMergedCounter);
  const merges = merging !== null && merging.placeholders.length > 0;
  const people = merging?.people;
  return useMemo(
    () =>
      merges && people !== undefined && later.includes('{')
        ? count(later, people, { autoconvert, udh })
        : null,
    [merges, people, later, autoconvert, udh, count],
  );
}

export function MergedParts({ parts }: { parts: MergedSegments | null }) {
  const { words, format } = useLanguage();
  const merging = useMergingHere();
  if (parts === null) return null;
  const { least, most } = parts;
  const longest = merging?.people[most.person];
  const same = least.segments.segments === most.segments.segments;
  return (
    <p className={`${classes.extremes} tnum`} role="status">
      {same
        ? words.drafts.partsEach(most.segments.segments)
        : words.drafts.leastMost(least.segments.segments, most.segments.segments)}
      {!same && longest && ` · ${words.drafts.longestFor(format.phone(longest.to))}`}
    </p>
  );
}
