/** Checks the ledger of consent before anything is sent to a person. */
import { consentSettings } from '../../../../../shared/contract/consent.ts';
import { channelNames } from '../../../../../shared/messaging/check-content.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { type ConsentFact, whyNotWritten } from '../../../../../shared/messaging/consent.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { findPurpose, generalPurpose, type Purpose } from '../../../../../shared/messaging/purposes.ts';
import type { Channel } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';

/** Returns the ledger of a number, as far as it decides. */
export function ledgerOf(context: QueryContext, number: string): ConsentFact[] {
  return context.all<ConsentFact>(
    'SELECT kind, source, at, channel, purpose FROM consent_entry WHERE number = ?',
    number,
  );
}

/** Returns the user's purposes, as the settings have them in this transaction. */
function storedPurposes(context: QueryContext): readonly Purpose[] {
  const row = context.get<{ purposes: string | null }>(
    `SELECT iif(json_valid(value), value -> '$.purposes', NULL) AS purposes FROM setting WHERE key = 'settings'`,
  );
  const parsed = consentSettings.purposes.safeParse(JSON.parse(row?.purposes ?? '[]'));
  return parsed.success ? parsed.data : [];
}

export type Withheld = { readonly channel: Channel; readonly why: 'withdrawn' | 'no-consent' };

/**
 * Returns a function that finds the channels over which a person is not written to, for one purpose. The purposes are those of
 * this transaction.
 */
export function createConsentCheck(context: QueryContext) {
  let stored: readonly Purpose[] | null = null;
  const purposeOf = (name: string | null): Purpose => {
    stored ??= storedPurposes(context);
    // Text of an earlier version, or a purpose that was removed: nothing is known about it but what the ledger says.
    return findPurpose(stored, name) ?? { name: name ?? '', needsConsent: false, quietHours: false };
  };
  return (number: string, purposeName: string | null, channels: readonly Channel[]): Withheld[] => {
    const ledger = ledgerOf(context, number);
    if (ledger.length === 0 && purposeName === null) return [];
    const purpose = purposeOf(purposeName);
    return channels.flatMap((channel) => {
      const why = whyNotWritten(ledger, channel, purpose);
      return why === null ? [] : [{ channel, why }];
    });
  };
}

export const channelsOf = ({ steps }: Pick<DraftChain, 'steps'>): Channel[] =>
  steps.map(({ channel }) => channel);

/** Returns the problem of a message that is withheld; null if it may be sent as it is. */
export function withheldProblem(
  withheld: readonly Withheld[],
  channels: readonly Channel[],
  purposeName: string | null,
): Problem | null {
  const [first] = withheld;
  if (first === undefined) return null;
  const purpose = purposeName ?? generalPurpose;
  if (withheld.length < channels.length)
    return messagesProblem(
      'consent-withdrawn/channel',
      { channel: channelNames[first.channel], purpose },
      'to',
    );
  const isWithdrawn = withheld.some(({ why }) => why === 'withdrawn');
  return messagesProblem(isWithdrawn ? 'consent-withdrawn' : 'no-consent', { purpose }, 'to');
}
