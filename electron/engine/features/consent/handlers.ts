import type { Consent } from '../../../../shared/contract/consent.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { namedPurpose } from '../../../../shared/messaging/check-purposes.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { ok } from '../../../../shared/messaging/problem.ts';
import type { Channel, E164 } from '../../../../shared/messaging/types.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { Store } from '../../store.ts';
import type { Backups } from '../backups/index.ts';
import { type Canceller, cancelNow } from '../messages/index.ts';
import type { Blacklists } from './blacklists.ts';
import { showConsent } from './show-consent.ts';

type Needs = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly backups: Backups;
  readonly canceller: Canceller;
  readonly blacklists: Blacklists;
  readonly emit: Emit;
  readonly now: () => number;
};

/** Returns the handlers of the ledger of consent. */
export function consentHandlers(os: ContractImplementer, needs: Needs) {
  const { store } = needs;
  const country = () => needs.settings().defaultCountry;
  const read = async (number: E164): Promise<Consent> => ({
    number,
    ...(await store.read('consentOf', { number })),
  });
  return {
    show: os.consent.show.handler(({ input }) => showConsent(store, input.number, country())),
    add: os.consent.add.handler(async ({ input }) => {
      const change = readChange(input, needs.settings());
      if (!change.ok) return change;
      const { number } = change.value;
      const wasListed = await store.write('addConsent', {
        ...change.value,
        ...{ digest: needs.backups.digest(number), now: needs.now() },
      });
      needs.emit({ type: 'do-not-send-changed' });
      // Until its entries are deleted, Messente refuses messages to the number.
      if (wasListed) await needs.blacklists.tried();
      return ok(await read(number));
    }),
    withdraw: os.consent.withdraw.handler(async ({ input }) => {
      const change = readChange(input, needs.settings());
      if (!change.ok) return change;
      const { number, channel, purpose, wording, how } = change.value;
      const ordered =
        channel === null && purpose === null
          ? await store.write('addDoNotSend', {
              ...{ numbers: [number], source: 'person' as const, now: needs.now() },
              ...{ wording, reason: how },
            })
          : await store.write('withdrawConsent', { ...change.value, now: needs.now() });
      needs.emit({ type: 'do-not-send-changed' });
      return ok({ ...(await read(number)), cancelling: await cancelNow(needs, ordered) });
    }),
  };
}

type Change = {
  readonly number: string;
  readonly wording?: string | undefined;
  readonly how?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly purpose?: string | undefined;
};

/** Reads a change as it is stored; problems of the number, and `purpose-unknown`. */
function readChange(input: Change, { defaultCountry, purposes }: Settings) {
  const phone = parsePhone(input.number, defaultCountry ?? undefined);
  if (!phone.ok) return phone;
  const purpose = input.purpose === undefined ? ok(null) : namedPurpose(purposes, input.purpose);
  if (!purpose.ok) return purpose;
  return ok({
    ...{ number: phone.value.e164, channel: input.channel ?? null, purpose: purpose.value?.name ?? null },
    ...{ wording: input.wording?.trim() || null, how: input.how?.trim() || null },
  });
}
