/** What the transaction that begins an attempt needs for quiet hours, calculated before it: it asks nothing and nobody. */
import { findPurpose, type Purpose } from './purposes.ts';
import type { QuietSpan } from './quiet-calendar.ts';
import { kindOf, type QuietRule } from './quiet-rules.ts';

/** A question that the facts do not answer yet. */
export type QuietQuestion = {
  readonly e164: string;
  readonly country: string | null;
  readonly kind: QuietRule['kind'];
  /** When the message would be sent, UTC epoch ms. */
  readonly at: number;
};

/** An answer for all numbers of a place, in a span of time. */
export type JudgedSpan = QuietSpan & {
  /** As placeKey of number-clock.ts. */
  readonly place: string;
  readonly kind: QuietRule['kind'];
  /** The end of the span on this computer's clock, and its zone. */
  readonly shown: string;
  readonly zone: string;
  /** The hours could not be determined, so sending waits. */
  readonly unknown?: boolean;
};

export type QuietFacts = {
  /** The purposes in the settings; see purposesOf. */
  readonly purposes: readonly Purpose[];
  /** Whether quiet hours also apply to accounts that do not send real messages. */
  readonly inSandbox: boolean;
  readonly spans: readonly JudgedSpan[];
};

/**
 * Returns which rules a message must keep to.
 * @param purpose as stored with the message
 * @returns null if it may be sent at any hour; a purpose that the settings do not have is a text of the user's, and has no rules
 */
export function quietKind(purposes: readonly Purpose[], purpose: string | null): QuietRule['kind'] | null {
  const found = findPurpose(purposes, purpose);
  return found?.quietHours === true ? kindOf(found) : null;
}
