/** What can be changed about the people who write to us. */

import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { longestAnswerText, mostAnswers } from '../../../shared/sandbox/scenario.ts';
import type { People } from './records.ts';
import { webUrl } from './schema-parts.ts';

const answerRule = z.strictObject({
  /** The last two digits of those who answer. */
  ending: z.string().regex(/^\d\d$/, 'Not the last two digits of a number, such as 01'),
  text: z.string().min(1, 'Write a text').max(longestAnswerText),
  /** ms on the sandbox's clock after a message reached them. */
  afterMs: z.number().min(0).max(86_400_000).default(3_000),
});

/** What `PUT /sandbox/people` takes; what is left out stays. */
export const peopleChange = z.strictObject({
  /** Where their messages go; null: nowhere. */
  url: webUrl.nullable().optional(),
  /** The number's shared secret, which signs them. It is never given out again. */
  secret: z.string().min(1, 'Write a secret').max(1_000).optional(),
  answers: z.array(answerRule).max(mostAnswers).optional(),
});
export type PeopleChange = z.infer<typeof peopleChange>;

/** @returns the people after the change; problem `secret-missing` where there is a URL and never was a secret */
export function changePeople(people: People, change: PeopleChange): Result<People> {
  const answers = change.answers ?? people.answers;
  const url = change.url === undefined ? (people.inbound?.url ?? null) : change.url;
  if (url === null) return ok({ inbound: null, answers });
  const secret = change.secret ?? people.inbound?.secret;
  if (secret === undefined) {
    return fail(simulatorProblem('secret-missing', {}, 'secret'));
  }
  return ok({ inbound: { url, secret }, answers });
}
