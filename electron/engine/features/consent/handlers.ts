import type { Consent } from '../../../../shared/contract/consent.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { ok } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { Store } from '../../store.ts';
import type { Backups } from '../backups/index.ts';
import { type Canceller, cancelNow } from '../messages/index.ts';
import { showConsent } from './show-consent.ts';

type Needs = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly backups: Backups;
  readonly canceller: Canceller;
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
      const phone = parsePhone(input.number, country() ?? undefined);
      if (!phone.ok) return phone;
      const number = phone.value.e164;
      await store.write('addConsent', {
        ...{ number, digest: needs.backups.digest(number), now: needs.now() },
        ...{ wording: input.wording?.trim() || null, how: input.how?.trim() || null },
      });
      needs.emit({ type: 'do-not-send-changed' });
      return ok(await read(number));
    }),
    withdraw: os.consent.withdraw.handler(async ({ input }) => {
      const phone = parsePhone(input.number, country() ?? undefined);
      if (!phone.ok) return phone;
      const number = phone.value.e164;
      const ordered = await store.write('addDoNotSend', {
        ...{ numbers: [number], source: 'person' as const, now: needs.now() },
        ...{ wording: input.wording?.trim() || null, reason: input.how?.trim() || null },
      });
      needs.emit({ type: 'do-not-send-changed' });
      return ok({ ...(await read(number)), cancelling: await cancelNow(needs, ordered) });
    }),
  };
}
