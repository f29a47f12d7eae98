/**
 * How long an SMS becomes once placeholders are merged: for each person, and the least and the most of all. What counts
 * is how it goes out, so a name with one letter outside GSM-7 counts as UCS-2 for that person only.
 */
import { createMerger, type Values } from './placeholders.ts';
import { type SmsSegments, segmentSms } from './segments.ts';

export type MergedPerson = { readonly values: Values };

export type MergedExtreme = {
  /** Whose text it is: an index into the people. */
  readonly person: number;
  readonly text: string;
  readonly segments: SmsSegments;
};

export type MergedSegments = {
  /** Parts of each person's text, in their order. What has no value yet counts as it is written. */
  readonly each: readonly number[];
  readonly least: MergedExtreme;
  readonly most: MergedExtreme;
};

/** More distinct texts than this are not kept in mind. */
const mostKnown = 20_000;

/**
 * @returns a counter that remembers what it has counted: while one value of thousands is typed, the others stay
 */
export function createMergedCounter(): (
  text: string,
  people: readonly MergedPerson[],
  options?: { readonly udhOctets?: number },
) => MergedSegments | null {
  const known = new Map<string, SmsSegments>();
  return (text, people, options = {}) => {
    const merger = createMerger({ steps: [{ text }] });
    const each: number[] = [];
    let least: MergedExtreme | null = null;
    let most: MergedExtreme | null = null;
    for (const [person, { values }] of people.entries()) {
      const merged = merger.show(values).steps[0]?.text ?? '';
      const memory = `${options.udhOctets ?? 0} ${merged}`;
      const segments = known.get(memory) ?? segmentSms(merged, options);
      if (known.size > mostKnown) known.clear();
      known.set(memory, segments);
      each.push(segments.segments);
      const found = { person, text: merged, segments };
      if (least === null || isLonger(least.segments, segments)) least = found;
      if (most === null || isLonger(segments, most.segments)) most = found;
    }
    return least === null || most === null ? null : { each, least, most };
  };
}

/** By parts, then by how much of the last one is used. */
function isLonger(one: SmsSegments, other: SmsSegments): boolean {
  if (one.segments !== other.segments) return one.segments > other.segments;
  return one.units / one.unitsPerSegment > other.units / other.unitsPerSegment;
}

/**
 * The least and the most that a text becomes with these people's values; null where there is nobody.
 * @param options.udhOctets length of the user's own header, as segmentSms takes it
 */
export function mergedExtremes(
  text: string,
  people: readonly MergedPerson[],
  options: { readonly udhOctets?: number } = {},
): MergedSegments | null {
  return createMergedCounter()(text, people, options);
}
