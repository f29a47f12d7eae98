/**
 * The recipients of a sending, read from what a caller gave. A caller may be any program on this computer, so each number
 * is parsed here, once a call, and is of the type E164 from here on.
 */
import type { Estimate } from '../../../../shared/contract/compose.ts';
import { type ParsedPhone, parsePhone } from '../../../../shared/messaging/phone.ts';
import type { Values } from '../../../../shared/messaging/placeholders.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';

/** Recipients, and what differs between them, each by the number as it stands in `to`. */
export type GivenRecipients = {
  readonly to: readonly string[];
  readonly values?: Readonly<Record<string, Values>> | undefined;
  readonly timeToSendOf?: Readonly<Record<string, number>> | undefined;
  readonly estimateOf?: Readonly<Record<string, Estimate>> | undefined;
};

export type Recipient = {
  readonly phone: ParsedPhone;
  /** As it stands in `to`. */
  readonly given: string;
  readonly values: Values;
  /** UTC epoch milliseconds; undefined: as the chain says. */
  readonly timeToSend: number | undefined;
  readonly estimate: Estimate | undefined;
};

/**
 * Reads the recipients, each number once: of a number that is given twice the first one's values count, as a person reads
 * a list.
 * @returns the recipients whose number can be read, and the problem of the first number that can't (`to[3]`)
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

/** A recipient's own entry; what an object has by its prototype is none. */
function ownEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
