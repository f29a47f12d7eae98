/** Decides what `send` does in quiet hours, and if the same text was just sent to the recipient. */

import type { Command } from 'commander';
import type { Listed, WithheldFrom } from '../../../shared/contract/compose.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { generalPurpose } from '../../../shared/messaging/purposes.ts';
import { tidyTag } from '../../../shared/messaging/tags.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import type { Client } from '../../engine/local-socket/attach.ts';
import { channelName, dayAndTime, note } from '../output.ts';

export type BeforeSendOptions = {
  readonly evenInQuietHours?: boolean;
  readonly hold?: boolean;
  readonly notIfSame?: boolean;
};

type SendInput = Parameters<Client['messages']['send']>[0];
type Asked = Parameters<Client['compose']['beforeSending']>[0];
type Decided = Pick<SendInput, 'to' | 'overridden' | 'timeToSendOf'>;

export function withBeforeSend(command: Command): Command {
  return command
    .option('--hold', 'hold what would arrive in the recipient’s quiet hours until they end')
    .option('--even-in-quiet-hours', 'send in quiet hours anyway; the message shows this')
    .option('--not-if-same', 'refuse where a recipient was sent the same words within a day');
}

const mostNamed = 3;

function named(numbers: readonly string[]): string {
  const more = numbers.length - mostNamed;
  return `${numbers.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Checks quiet hours and repeated texts before a send. Quiet hours are refused unless an option decides, or the purpose keeps to
 * them: then the engine holds the message. A
 * repeated text is only reported, because a script that sends the same text every day must not fail by a
 * second.
 * @returns whom to send to, and how; problems `quiet-hours`, `same-text`, `hold-with-even`, `nobody-agreed`, and those of the call
 */
export async function decideBefore(
  client: Client,
  asked: Asked,
  options: BeforeSendOptions,
): Promise<Result<Decided>> {
  if (options.hold && options.evenInQuietHours) return fail(both);
  const before = await client.compose.beforeSending(asked);
  if (!before.ok) return before;
  const { quiet, same, doNotSend, withheld } = before.value;
  noteListed(doNotSend);
  const reached = withoutWithheld(asked, withheld);
  if (!reached.ok) return reached;
  const to = reached.value;
  const now = quiet.filter((one) => one.step === 0 && !one.held);
  if (now.length > 0 && !options.hold && !options.evenInQuietHours) {
    return fail(cliProblem('quiet-hours', { recipients: named(now.map((one) => one.to)) }, 'to'));
  }
  if (same.length > 0) {
    const recipients = named(same.map((one) => one.to));
    if (options.notIfSame) {
      return fail(cliProblem('same-text', { recipients }, 'to'));
    }
    note(`The same words were sent to ${recipients} within a day; they are sent again anyway.`);
  }
  if (options.evenInQuietHours && quiet.some((one) => one.step === 0))
    return ok({ to, overridden: ['quiet-hours'] });
  const later = quiet.filter((one) => one.step > 0);
  if (later.length > 0) {
    note(`A later step may reach ${named(later.map((one) => one.to))} in quiet hours.`);
  }
  const waiting = quiet.filter((one) => one.step === 0);
  if (waiting.length > 0) {
    const times = [...new Set(waiting.map((one) => dayAndTime(one.untilAt)))];
    note(`Held until ${named(times)} (this computer's time) for ${named(waiting.map((one) => one.to))}.`);
  }
  if (now.length === 0) return ok({ to });
  return ok({ to, timeToSendOf: Object.fromEntries(now.map((one) => [one.to, one.untilAt])) });
}

/**
 * Leaves out who does not agree to the purpose, and prints whom; and for whom steps are left out.
 * @returns the remaining recipients; problem `nobody-agreed`
 */
function withoutWithheld(
  { to, purpose: written = generalPurpose }: Asked,
  withheld: readonly WithheldFrom[],
): Result<string[]> {
  const purpose = tidyTag(written).toLowerCase();
  const numbersOf = (which: (one: WithheldFrom) => boolean) => withheld.filter(which).map((one) => one.to);
  const missing = numbersOf(({ all, why }) => all && why === 'no-consent');
  const withdrawn = numbersOf(({ all, why }) => all && why === 'withdrawn');
  const out = new Set([...missing, ...withdrawn]);
  const rest = to.filter((number) => !out.has(number));
  if (out.size > 0 && rest.length === 0)
    return fail(cliProblem('nobody-agreed', { purpose, recipients: named([...out]) }, 'to'));
  if (missing.length > 0)
    note(`Left out, because no consent to “${purpose}” is recorded: ${named(missing)}.`);
  if (withdrawn.length > 0) note(`Left out, because “${purpose}” was withdrawn: ${named(withdrawn)}.`);
  for (const [channels, numbers] of Map.groupBy(
    withheld.filter(({ all }) => !all),
    (one) => one.channels.map(channelName).join(' and '),
  ))
    note(`Sent without ${channels} to ${named(numbers.map((one) => one.to))}, who do not agree to it.`);
  return ok(rest);
}

/** Prints recipients on the do-not-send list with their reasons; messages to them are refused. */
export function noteListed(listed: readonly Listed[]): void {
  if (listed.length === 0) return;
  const who = listed.map(({ to, reason }) => (reason === null ? to : `${to} (${reason})`));
  note(`On the do-not-send list, so nothing is sent: ${named(who)}.`);
}

const both = cliProblem('hold-with-even', {}, 'hold');
