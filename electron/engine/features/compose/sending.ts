import { setImmediate } from 'node:timers/promises';
import type { Estimate } from '../../../../shared/contract/compose.ts';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { createMerger, type Missing, missingProblem } from '../../../../shared/messaging/placeholders.ts';
import { fail, ok, type Problem, type Result, withCodeOf } from '../../../../shared/messaging/problem.ts';
import { tidyTags as tidyNames, tidyTag } from '../../../../shared/messaging/tags.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import { newLocalId } from '../../ids.ts';
import type { NewMessage } from '../messages/index.ts';
import { type GivenRecipients, readRecipients } from './recipients.ts';

export type SendingInput = GivenRecipients & {
  readonly chain: DraftChain;
  readonly literal?: boolean | undefined;
  /** Of each message that has no estimate of its own. */
  readonly estimate?: Estimate | undefined;
};

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
  const { recipients, problem } = readRecipients(input, context.defaultCountry);
  if (problem !== null) return fail(problem);
  const untimely = checkTimes(input);
  if (untimely) return fail(untimely);

  const messages: NewMessage[] = [];
  const missing: Missing[] = [];
  for (const [index, { phone, values, timeToSend, ...own }] of recipients.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const { e164, country } = phone;
    const estimate = own.estimate ?? input.estimate;
    const message = { id: newLocalId(), to: e164, country, ...(estimate === undefined ? {} : { estimate }) };
    const names = merger?.missing(values) ?? [];
    if (names.length > 0) {
      missing.push({ to: e164, names });
      continue;
    }
    const merged = merger === null ? ok(chain) : merger.merge(values);
    if (!merged.ok) return merged;
    const draft = timeToSend === undefined ? merged.value : { ...merged.value, timeToSend };
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
