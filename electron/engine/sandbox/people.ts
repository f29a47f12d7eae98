/** Validates and applies changes to the simulated people who write to us. */

import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { longestAnswerText, mostAnswers } from '../../../shared/sandbox/scenario.ts';
import type { People } from './records.ts';
import { webUrl } from './schema-parts.ts';

const answerRule = z.strictObject({
  /** The last two digits of the people who reply. */
  ending: z.string().regex(/^\d\d$/, 'Not the last two digits of a number, such as 01'),
  text: z.string().min(1, 'Write a text').max(longestAnswerText),
  /** Milliseconds on the sandbox's clock between delivery and the reply. */
  afterMs: z.number().min(0).max(86_400_000).default(3_000),
});

/** The body of `PUT /sandbox/people`. Missing fields keep their value. */
export const peopleChange = z.strictObject({
  /** The URL that receives their messages; null means that the messages are not sent anywhere. */
  url: webUrl.nullable().optional(),
  /** The number's shared secret, which signs the messages. No call returns it. */
  secret: z.string().min(1, 'Write a secret').max(1_000).optional(),
  answers: z.array(answerRule).max(mostAnswers).optional(),
});
export type PeopleChange = z.infer<typeof peopleChange>;

/**
 * Returns the settings after the change, or problem `secret-missing` if a URL is set but no secret ever was.
 */
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
