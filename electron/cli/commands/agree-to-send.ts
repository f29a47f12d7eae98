/** Asks before a command sends real messages. */
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { note } from '../output.ts';
import { askYes, isAtTerminal } from '../prompt.ts';

type Agreement = {
  /** --yes: the user has agreed, and is not asked. */
  readonly yes: boolean;
  /** Whether the command line is the agreement if there is no terminal, as in CI. */
  readonly withoutTerminal: boolean;
};

/**
 * Returns whether the user agrees to real messages, whose number and cost were just shown. Problem
 * `live-not-confirmed`: somebody is at a terminal, and the question cannot be asked there.
 */
export async function agreeToSend({ yes, withoutTerminal }: Agreement): Promise<Result<boolean>> {
  if (yes) return ok(true);
  const answer = await askYes('Send them? (yes/no) ');
  if (answer === false) note('Nothing was sent.');
  if (answer !== null) return ok(answer);
  if (isAtTerminal()) return fail(cliProblem('live-not-confirmed', {}, 'yes'));
  return ok(withoutTerminal);
}
