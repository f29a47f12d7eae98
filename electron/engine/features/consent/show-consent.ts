import type { Consent } from '../../../../shared/contract/consent.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { ReadingStore } from '../../store.ts';

/** Returns the ledger of a number, as it is written by a person. */
export async function showConsent(
  store: ReadingStore,
  written: string,
  defaultCountry: string | null,
): Promise<Result<Consent>> {
  const phone = parsePhone(written, defaultCountry ?? undefined);
  if (!phone.ok) return phone;
  const number = phone.value.e164;
  return ok({ number, ...(await store.read('consentOf', { number })) });
}
