/** Decides by the ledger of consent whether a person may be written to, over one channel and for one purpose. */
import { isSamePurpose, type Purpose } from './purposes.ts';
import type { Channel } from './types.ts';

/** One entry of the ledger of one person. */
export type ConsentFact = {
  readonly kind: 'given' | 'withdrawn' | 'lifted';
  /** Who said so: `person` is somebody who uses Omnideck, `reply` an answer of the person. */
  readonly source: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: every channel. */
  readonly channel: Channel | null;
  /** Null: every purpose. */
  readonly purpose: string | null;
};

/** What an entry is about; null: all of them. */
export type Scope = Pick<ConsentFact, 'channel' | 'purpose'>;

const isWithin = (inner: Scope, outer: Scope): boolean =>
  (outer.channel === null || outer.channel === inner.channel) &&
  (outer.purpose === null || (inner.purpose !== null && isSamePurpose(outer.purpose, inner.purpose)));

/**
 * Returns whether an entry may end a withdrawal: a person's decision ends any, an answer only one that came by reply.
 * Subscriptions, imports and restores end nothing. At the same time the withdrawal wins.
 */
function mayEnd(entry: ConsentFact, withdrawal: ConsentFact): boolean {
  if (entry.kind === 'withdrawn' || entry.at <= withdrawal.at) return false;
  return (
    entry.source === 'person' ||
    (entry.kind === 'lifted' && entry.source === 'reply' && withdrawal.source === 'reply')
  );
}

/**
 * Returns the withdrawals that are in force for a part of what they are about, at least.
 * @param entries the whole ledger of one person, in any order
 */
export function withdrawalsInForce<Entry extends ConsentFact>(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(
    (withdrawal) =>
      withdrawal.kind === 'withdrawn' &&
      !entries.some((entry) => isWithin(withdrawal, entry) && mayEnd(entry, withdrawal)),
  );
}

/**
 * Returns the withdrawals that entries of another ledger would end, and this ledger does not, each with the part that they would end, and
 * the time of the entry that would end it, epoch ms.
 * @param entries the whole ledger of one person
 * @param others entries that only the other ledger has
 */
export function endedOnlyBy<Entry extends ConsentFact>(
  entries: readonly Entry[],
  others: readonly ConsentFact[],
): readonly { readonly withdrawal: Entry; readonly part: Scope; readonly endedAt: number }[] {
  return withdrawalsInForce(entries).flatMap((withdrawal) =>
    others.flatMap((other) => {
      const part = partOf(withdrawal, other);
      if (part === null || !mayEnd(other, withdrawal)) return [];
      const isEnded = entries.some((entry) => isWithin(part, entry) && mayEnd(entry, withdrawal));
      return isEnded ? [] : [{ withdrawal, part, endedAt: other.at }];
    }),
  );
}

/** Returns whether two entries are about the same, at least in part. */
export const hasInCommon = (one: Scope, other: Scope): boolean => partOf(one, other) !== null;

/** Returns what two entries have in common; null if there is nothing. */
function partOf(one: Scope, other: Scope): Scope | null {
  const part = { channel: one.channel ?? other.channel, purpose: one.purpose ?? other.purpose };
  return isWithin(part, one) && isWithin(part, other) ? part : null;
}

/**
 * Returns why a person is not written to over one channel and for one purpose; null if they may be.
 * Consent counts only if it was given after every withdrawal that covers it: ending an opt-out gives no consent.
 * @param entries the whole ledger of the person, in any order
 */
export function whyNotWritten(
  entries: readonly ConsentFact[],
  channel: Channel,
  purpose: Purpose,
): 'withdrawn' | 'no-consent' | null {
  const where = { channel, purpose: purpose.name };
  const about = entries.filter((entry) => isWithin(where, entry));
  const withdrawals = about.filter(({ kind }) => kind === 'withdrawn');
  if (withdrawals.some((one) => !about.some((entry) => mayEnd(entry, one)))) return 'withdrawn';
  if (!purpose.needsConsent) return null;
  const isGiven = about.some(
    (entry) => entry.kind === 'given' && withdrawals.every(({ at }) => at < entry.at),
  );
  return isGiven ? null : 'no-consent';
}
