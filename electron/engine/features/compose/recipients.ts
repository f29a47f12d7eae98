/**
 * Reads the recipients of a send from the caller's input. The caller may be any program on this computer, so
 * each number is parsed here, once per call, and has the type E164 afterwards.
 */
import type { Estimate } from '../../../../shared/contract/compose.ts';
import { type ParsedPhone, parsePhone } from '../../../../shared/messaging/phone.ts';
import type { Values } from '../../../../shared/messaging/placeholders.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';

/** Recipients and their individual values, by the number as given in `to`. */
export type GivenRecipients = {
  readonly to: readonly string[];
  readonly values?: Readonly<Record<string, Values>> | undefined;
  readonly timeToSendOf?: Readonly<Record<string, number>> | undefined;
  readonly estimateOf?: Readonly<Record<string, Estimate>> | undefined;
};

export type Recipient = {
  readonly phone: ParsedPhone;
  /** As given in `to`. */
  readonly given: string;
  readonly values: Values;
  /** UTC epoch milliseconds; undefined means the chain's time. */
  readonly timeToSend: number | undefined;
  readonly estimate: Estimate | undefined;
};

/**
 * Reads the recipients, each number once: of a repeated number the first one's values count.
 * @returns the recipients with readable numbers, and the problem of the first unreadable one (`to[3]`)
 */
export function readRecipients(
  input: GivenRecipients,
  defaultCountry: string | null,
): { readonly recipients: readonly Recipient[]; readonly problem: Problem | null } {
  const found = new Map<E164, Recipient>();
  let problem: Problem | null = null;
  for (const [index, given] of input.to.entries()) {
    const phone = parsePhone(given, defaultCountry ?? undefined);
    if (!phone.ok) {
      problem ??= { ...phone.problem, field: `to[${index}]` };
      continue;
    }
    if (found.has(phone.value.e164)) continue;
    found.set(phone.value.e164, {
      phone: phone.value,
      given,
      values: ownEntry(input.values, given) ?? {},
      timeToSend: ownEntry(input.timeToSendOf, given),
      estimate: ownEntry(input.estimateOf, given),
    });
  }
  return { recipients: [...found.values()], problem };
}

/** Returns a recipient's own entry; inherited properties of an object do not count. */
function ownEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
