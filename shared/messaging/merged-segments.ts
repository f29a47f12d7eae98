/**
 * Calculates the length of an SMS after placeholders are merged: for each recipient, and the minimum and
 * maximum. Each text is counted as it is sent, so a name with one letter outside GSM-7 counts as UCS-2 only
 * for that recipient.
 */
import { septetsOf } from './gsm-alphabet.ts';
import { createMerger, type Values } from './placeholders.ts';
import { type SmsSegments, segmentSms, udhOctetsOf } from './segments.ts';
import { type SmsForm, smsLength, textAsSent } from './sms-length.ts';

export type MergedPerson = { readonly values: Values };

type MergedExtreme = {
  /** The recipient of the text: an index into the list of recipients. */
  readonly person: number;
  readonly text: string;
  readonly segments: SmsSegments;
};

export type MergedSegments = {
  /** The number of parts for each recipient, in order. A placeholder without a value counts as written. */
  readonly each: readonly number[];
  readonly least: MergedExtreme;
  readonly most: MergedExtreme;
};

/** The number of parts, and how much of them is used. */
type Length = Pick<SmsSegments, 'segments' | 'units' | 'unitsPerSegment'>;

/**
 * Counts thousands of texts while the user types. A text without extension characters and surrogate pairs is
 * counted by arithmetic; only other texts are cut into parts.
 */
function createLengthCounter(): (text: string, form: SmsForm, udhOctets: number) => Length {
  // Indexed by UTF-16 unit: septets + 1, or 0 if not looked up yet.
  const septets = new Uint8Array(0x10000);
  const septetsAt = (unit: number): number => {
    const known = septets[unit] ?? 0;
    if (known > 0) return known - 1;
    const taken = septetsOf(String.fromCharCode(unit));
    septets[unit] = taken + 1;
    return taken;
  };
  const lengthOf = (text: string, form: SmsForm, udhOctets: number): Length => {
    let units = 0;
    let unicode = false;
    let uneven = false;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      const taken = septetsAt(unit);
      units += taken;
      unicode ||= taken === 0;
      uneven ||= taken === 2 || (unit >= 0xd800 && unit < 0xe000);
    }
    if (unicode && form.autoconvert === 'full') {
      const sent = textAsSent(text, form);
      if (sent !== text) return lengthOf(sent, {}, udhOctets);
    }
    if (udhOctets > 0 || uneven) return segmentSms(text, { udhOctets });
    const [single, several] = unicode ? [70, 67] : [160, 153];
    const length = unicode ? text.length : units;
    const unitsPerSegment = length <= single ? single : several;
    return { segments: Math.max(1, Math.ceil(length / unitsPerSegment)), units: length, unitsPerSegment };
  };
  return lengthOf;
}

/** Creates a counter for texts that change with each key press and have thousands of recipients. */
export function createMergedCounter(): (
  text: string,
  people: readonly MergedPerson[],
  form?: SmsForm,
) => MergedSegments | null {
  const lengthOf = createLengthCounter();
  return (text, people, form = {}) => {
    const udhOctets = udhOctetsOf(form.udh);
    const merger = createMerger({ steps: [{ text }] });
    const each: number[] = [];
    let least: Counted | null = null;
    let most: Counted | null = null;
    for (const [person, { values }] of people.entries()) {
      const merged = merger.show(values).steps[0]?.text ?? '';
      const length = lengthOf(merged, form, udhOctets);
      each.push(length.segments);
      const found = { person, text: merged, length };
      if (least === null || isLonger(least.length, length)) least = found;
      if (most === null || isLonger(length, most.length)) most = found;
    }
    if (least === null || most === null) return null;
    const whole = ({ person, text: merged }: Counted): MergedExtreme => ({
      person,
      text: merged,
      segments: smsLength(merged, form),
    });
    return { each, least: whole(least), most: whole(most) };
  };
}

type Counted = { readonly person: number; readonly text: string; readonly length: Length };

/** Compares by the number of parts, then by how much of the last part is used. */
function isLonger(one: Length, other: Length): boolean {
  if (one.segments !== other.segments) return one.segments > other.segments;
  return one.units / one.unitsPerSegment > other.units / other.unitsPerSegment;
}

/**
 * Returns the minimum and maximum length of a text with these recipients' values; null if there are no
 * recipients.
 * @param form the step's header and autoconvert
 */
export function mergedExtremes(
  text: string,
  people: readonly MergedPerson[],
  form: SmsForm = {},
): MergedSegments | null {
  return createMergedCounter()(text, people, form);
}
