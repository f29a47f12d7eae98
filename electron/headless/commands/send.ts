import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { problem } from '../../../shared/messaging/problem.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { channelName, exit, note, printProblem } from '../output.ts';
import { readStandardInput } from '../prompt.ts';
import { chooseAccount, goOn, refuse, runInSession } from '../run.ts';
import { followMessages } from './follow.ts';
import { parseTime } from './time.ts';

type Step = {
  channel: Channel;
  text: string;
  sender?: string;
  ttlSeconds?: number;
  validityMinutes?: number;
};

type SendOptions = EveryOption & {
  readonly to: readonly string[];
  readonly sender?: string;
  readonly at?: string;
  readonly account?: string;
  readonly wait?: true | number;
};

/** How long --wait waits when it is not told. */
const defaultWaitSeconds = 300;

export function addSendCommand(program: Command): void {
  const steps: Step[] = [];
  const waits: { channel: Channel; kind: 'ttlSeconds' | 'validityMinutes'; value: number }[] = [];
  const command = withEveryOption(program.command('send'))
    .description('send one message, over one channel or several in order, to one number or several')
    .requiredOption('--to <numbers...>', 'the recipients, with their country codes')
    .option('--sender <name>', 'the sender, for every channel (default: the account’s own)')
    .option('--at <time>', 'when to send: 2026-12-24T18:00 (this computer’s time) or with Z or an offset')
    .option('--account <name>', 'the account to send with (default: the current one)')
    .option('--wait [seconds]', 'wait until each is settled', parseSeconds)
    .addHelpText(
      'after',
      `
The order of the channel options is the order of the chain: each is tried when the one before it has failed.
"-" as a text reads it from standard input. Exit code: 0 every one delivered or seen (without --wait: accepted),
1 one was not, 2 it could not be tried.

Example: omnideck send --sandbox --to +37255500010 --viber "Hi" --viber-ttl 60 --sms "Hi" --wait`,
    );
  for (const channel of channels) {
    const name = channelName(channel);
    command
      .option(`--${channel} <text>`, `a step by ${name} with this text`)
      .option(
        `--${channel}-validity <minutes>`,
        `after so many minutes without success ${name} counts as failed`,
        wholeNumber,
      )
      .option(`--${channel}-ttl <seconds>`, `the same in seconds`, wholeNumber);
    // Commander tells options as they are met: that order is the chain's.
    command.on(`option:${channel}`, (text: string) => steps.push({ channel, text }));
    command.on(`option:${channel}-validity`, (value: string) =>
      waits.push({ channel, kind: 'validityMinutes', value: Number(value) }),
    );
    command.on(`option:${channel}-ttl`, (value: string) =>
      waits.push({ channel, kind: 'ttlSeconds', value: Number(value) }),
    );
  }
  command.action((options: SendOptions) => send(options, steps, waits));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/u.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('a whole number above 0 is wanted.');
  return Number(text);
}

function parseSeconds(text: string): number {
  if (!/^\d{1,7}$/u.test(text)) throw new InvalidArgumentError('a number of seconds is wanted.');
  return Number(text);
}

async function send(
  options: SendOptions,
  steps: readonly Step[],
  waits: readonly { channel: Channel; kind: 'ttlSeconds' | 'validityMinutes'; value: number }[],
): Promise<void> {
  const json = options.json === true;
  if (steps.length === 0) {
    refuse(
      problem(
        'no-steps',
        'There is nothing to send: no channel was given.',
        'Give one or more of --viber, --sms, --whatsapp, --rcs, --telegram with a text.',
      ),
      json,
    );
    return;
  }
  const stray = waits.find((wait) => !steps.some((step) => step.channel === wait.channel));
  if (stray) {
    refuse(
      problem(
        'wait-without-step',
        `How long to wait for ${channelName(stray.channel)} was given, but no text for it.`,
        `Give --${stray.channel} with a text, or leave the option out.`,
        stray.channel,
      ),
      json,
    );
    return;
  }
  const at = options.at === undefined ? null : parseTime(options.at);
  if (at !== null && !at.ok) return refuse(at.problem, json);
  if (steps.filter((step) => step.text === '-').length > 0 && process.stdin.isTTY) {
    note('Reading the text from standard input; end it with Ctrl+D.');
  }
  const input = steps.some((step) => step.text === '-') ? await readStandardInput() : '';
  const chain = steps.map(
    (step): Step => ({
      channel: step.channel,
      text: step.text === '-' ? input : step.text,
      ...(options.sender === undefined ? {} : { sender: options.sender }),
      ...Object.fromEntries(
        waits.filter((wait) => wait.channel === step.channel).map((wait) => [wait.kind, wait.value]),
      ),
    }),
  );
  const requestKey = randomUUID();

  await runInSession(options, async (session, _json, interrupted) => {
    // Under one request key this writes once, however often it is asked for.
    const sent = await goOn(session, async () => {
      const account = await chooseAccount(session, options);
      if (!account.ok) return account;
      return session.client.messages.send({
        accountId: account.value.id,
        to: [...options.to],
        chain: { steps: chain, ...(at === null ? {} : { timeToSend: at.value }) },
        requestKey,
      });
    });
    if (!sent.ok) {
      printProblem(sent.problem, json);
      return exit.couldNotTry;
    }
    if (sent.value.messages.length < options.to.length && !json) {
      note('A number that was given twice is written to once.');
    }
    return followMessages({
      session,
      ids: sent.value.messages.map((message) => message.id),
      until: options.wait === undefined ? 'accepted' : 'settled',
      // Without --wait only the answer to the send is waited for: its own time limits, and a little.
      seconds: options.wait === undefined ? 45 : options.wait === true ? defaultWaitSeconds : options.wait,
      json,
      interrupted,
    });
  });
}
