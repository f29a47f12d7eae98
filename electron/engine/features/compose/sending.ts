import { setImmediate } from 'node:timers/promises';
import type { Estimate } from '../../../../shared/contract/compose.ts';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { createMerger, type Missing, missingProblem } from '../../../../shared/messaging/placeholders.ts';
import { fail, ok, type Problem, type Result, withCodeOf } from '../../../../shared/messaging/problem.ts';
import { recipientName } from '../../../../shared/messaging/recipient-name.ts';
import { tidyTags as tidyNames, tidyTag } from '../../../../shared/messaging/tags.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import { newLocalId } from '../../ids.ts';
import type { NewMessage } from '../messages/index.ts';
import { type GivenRecipients, readRecipients } from './recipients.ts';

export type SendingInput = GivenRecipients & {
  readonly chain: DraftChain;
  readonly literal?: boolean | undefined;
  /** The estimate for each message without its own. */
  readonly estimate?: Estimate | undefined;
};

/**
 * How many messages are prepared before other work gets its turn: callbacks are answered on this thread, too.
 */
const atOnce = 200;

/**
 * Prepares one message per recipient, each with its own draft if placeholders or times differ. All or none:
 * an invalid number, a missing value or a text that is too long for one recipient prevents the whole send.
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
    const name = recipientName(values);
    const message = {
      ...{ id: newLocalId(), to: e164, country },
      ...(name === null ? {} : { name }),
      ...(estimate === undefined ? {} : { estimate }),
    };
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

/**
 * A time without a recipient is refused: otherwise somebody might receive a message at an unintended time.
 */
function checkTimes(input: SendingInput): Problem | null {
  const given = new Set(input.to);
  const stray = Object.keys(input.timeToSendOf ?? {}).find((to) => !given.has(to));
  if (stray === undefined) return null;
  return composeProblem('time-for-nobody', { number: stray }, 'timeToSendOf');
}

/** Returns the tags of a send as stored, without empty ones. @returns problem `tag-too-long` */
export function tidyTags(names: readonly string[]): Result<string[]> {
  return tidyNames(
    names.filter((name) => !isBlankText(tidyTag(name))),
    'tags',
  );
}
