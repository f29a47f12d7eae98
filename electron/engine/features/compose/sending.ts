import { setImmediate } from 'node:timers/promises';
import type { Estimate } from '../../../../shared/contract/compose.ts';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import {
  createMerger,
  type Missing,
  missingProblem,
  type Values,
} from '../../../../shared/messaging/placeholders.ts';
import { fail, ok, type Problem, type Result, withCodeOf } from '../../../../shared/messaging/problem.ts';
import { tidyTags as tidyNames, tidyTag } from '../../../../shared/messaging/tags.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import { newLocalId } from '../../ids.ts';
import type { NewMessage } from '../messages/index.ts';

/** What one sending says of its recipients, each by the number as it was given in `to`. */
export type SendingInput = {
  readonly to: readonly string[];
  readonly chain: DraftChain;
  readonly values?: Readonly<Record<string, Values>> | undefined;
  readonly timeToSendOf?: Readonly<Record<string, number>> | undefined;
  readonly literal?: boolean | undefined;
  readonly estimate?: Estimate | undefined;
  readonly estimateOf?: Readonly<Record<string, Estimate>> | undefined;
};

type Recipient = { readonly e164: E164; readonly country: string | null; readonly given: string };

/** So many are worked out before others get their turn: callbacks are answered on this thread too. */
const atOnce = 200;

/**
 * One message a recipient, each with its own draft where placeholders or times make them differ. All or none: a
 * number that is none, a value that is missing or a text that became too long for one person stops the whole sending.
 */
export async function prepareMessages(
  input: SendingInput,
  context: { readonly now: number; readonly defaultCountry: string | null },
): Promise<Result<NewMessage[]>> {
  const { chain } = input;
  const merger = input.literal ? null : createMerger(chain);
  if (merger === null || !merger.changes) {
    const [first] = checkChain(chain, context.now);
    if (first) return fail(first);
  }
  const recipients = readRecipients(input.to, context.defaultCountry);
  if (!recipients.ok) return recipients;
  const untimely = checkTimes(input);
  if (untimely) return fail(untimely);

  const messages: NewMessage[] = [];
  const missing: Missing[] = [];
  for (const [index, { e164, country, given }] of recipients.value.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const estimate = own(input.estimateOf, given) ?? input.estimate;
    const message = { id: newLocalId(), to: e164, country, ...(estimate === undefined ? {} : { estimate }) };
    const values = own(input.values, given) ?? {};
    const names = merger?.missing(values) ?? [];
    if (names.length > 0) {
      missing.push({ to: e164, names });
      continue;
    }
    const merged = merger === null ? ok(chain) : merger.merge(values);
    if (!merged.ok) return merged;
    const at = own(input.timeToSendOf, given);
    const draft = at === undefined ? merged.value : { ...merged.value, timeToSend: at };
    if (draft === chain) {
      messages.push(message);
      continue;
    }
    const [wrong] = checkChain(draft, context.now);
    if (wrong)
      return fail(withCodeOf(wrong, composeProblem('any-code/for-recipient', { number: e164, why: wrong })));
    messages.push({ ...message, draft });
  }
  return missing.length > 0 ? fail(missingProblem(missing)) : ok(messages);
}

/** A recipient's own entry; what an object has by its prototype is none. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** All or none: one number that is none stops the whole sending, and is named. The same number twice is one message. */
function readRecipients(texts: readonly string[], defaultCountry: string | null): Result<Recipient[]> {
  const found = new Map<E164, Recipient>();
  for (const [index, given] of texts.entries()) {
    const phone = parsePhone(given, defaultCountry ?? undefined);
    if (!phone.ok) return fail({ ...phone.problem, field: `to[${index}]` });
    const { e164, country } = phone.value;
    // The first one's values count, as a person reads a list.
    if (!found.has(e164)) found.set(e164, { e164, country, given });
  }
  return ok([...found.values()]);
}

/** A time that belongs to nobody would let somebody be written to at another time than was meant. */
function checkTimes(input: SendingInput): Problem | null {
  const given = new Set(input.to);
  const stray = Object.keys(input.timeToSendOf ?? {}).find((to) => !given.has(to));
  if (stray === undefined) return null;
  return composeProblem('time-for-nobody', { stray }, 'timeToSendOf');
}

/** The tags of a sending as they are kept, empty ones left out. @returns problem `tag-too-long` */
export function tidyTags(names: readonly string[]): Result<string[]> {
  return tidyNames(
    names.filter((name) => !isBlankText(tidyTag(name))),
    'tags',
  );
}
