import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { tidySender } from '../../../shared/messaging/compose.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { channelName, exit, note, printProblem } from '../output.ts';
import { readStandardInput } from '../prompt.ts';
import { chooseAccount, refuse, repeatAfterReconnect, runInSession } from '../run.ts';
import { type BeforeSendOptions, decideBefore, withBeforeSend } from './before-send.ts';
import { followMessages } from './follow.ts';
import { type NumberOptions, readNumbers, withNumberOptions } from './numbers.ts';
import { readOmnimessageFile } from './omnimessage-file.ts';
import { parseTime } from './time.ts';

type Step = {
  channel: Channel;
  text: string;
  sender?: string;
  ttlSeconds?: number;
  validityMinutes?: number;
};

type Wait = {
  readonly channel: Channel;
  readonly kind: 'ttlSeconds' | 'validityMinutes';
  readonly value: number;
};

type SendOptions = EveryOption &
  BeforeSendOptions &
  NumberOptions & {
    readonly to?: readonly string[];
    readonly omnimessage?: string;
    readonly sender?: string;
    readonly at?: string;
    readonly account?: string;
    readonly tag?: readonly string[];
    readonly purpose?: string;
    readonly wait?: true | number;
  };

/** The default time limit of --wait. */
const defaultWaitSeconds = 300;

export function addSendCommand(program: Command): void {
  const steps: Step[] = [];
  const waits: Wait[] = [];
  const command = withNumberOptions(
    withBeforeSend(withEveryOption(program.command('send'), { sandbox: true })),
  )
    .description('send one message, over one channel or several in order, to one number or several')
    .option('--to <numbers...>', 'the recipients, with their country codes')
    .option(
      '--omnimessage <file>',
      'a message as JSON, in any form that Messente documents for POST /omnimessage; instead of --to and channels ("-": standard input)',
    )
    .option('--sender <name>', 'the sender, for every channel (default: the account’s own)')
    .option('--at <time>', 'when to send: 2026-12-24T18:00 (this computer’s time) or with Z or an offset')
    .option('--account <name>', 'the account to send with (default: the current one)')
    .option('--tag <tags...>', 'tags to find it by')
    .option(
      '--purpose <name>',
      'what it is sent for, such as marketing, which needs consent (default: general)',
    )
    .option('--wait [seconds]', 'wait until each is settled', parseSeconds)
    .addHelpText(
      'after',
      `
The order of the channel options is the order of the chain: each is tried when the one before it has failed.
"-" as a text reads it from standard input. Exit code: 0 every one delivered or seen (without --wait: accepted),
1 one was not, 2 it could not be tried.

In the recipient's quiet hours (21:00 to 08:00 unless the settings say otherwise) nothing is sent: exit code 2, unless
--hold or --even-in-quiet-hours is given. The sandbox, and an API on this machine, have no quiet hours. A message whose purpose
keeps to quiet hours (marketing, for example) is held instead, by the rules of "omnideck quiet-hours", until they end.

A purpose may need consent, as marketing does. People who have not agreed to it are left out and named; if nobody remains, nothing
is sent: exit code 2. A step over a channel that a person has withdrawn is left out for that person. See "consent".

A number without "+" is read in the default country (--country). Where it may have its country code already, nothing is
sent: exit code 2 with both readings, unless --numbers says how it is meant.

With --omnimessage everything is in the file; only --country, --numbers, --account, --sandbox, --tag, --purpose, --wait, --json and what to do
in quiet hours go with it. A dlr_url in it is left out: reports come to Omnideck's own address.

Examples: omnideck send --sandbox --to +37255500010 --viber "Hi" --viber-ttl 60 --sms "Hi" --wait
          omnideck send --sandbox --omnimessage message.json --wait`,
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
    // Commander reports options in the order of the command line, which is the order of the chain.
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

/** The content and the recipients. */
type Sending = { readonly to: readonly string[]; readonly chain: DraftChain };
type SendingRead =
  | { readonly ok: true; readonly value: Sending }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks the labels that are stored with the message and never sent. */
function labelsProblem({ tag }: SendOptions): Problem | null {
  if ((tag?.length ?? 0) > 20) {
    return cliProblem('too-many-tags', { count: tag?.length ?? 0 }, 'tag');
  }
  return null;
}

async function send(options: SendOptions, steps: readonly Step[], waits: readonly Wait[]): Promise<void> {
  const json = options.json === true;
  const odd = labelsProblem(options);
  if (odd !== null) return refuse(odd, json);
  const read =
    options.omnimessage === undefined
      ? await readWords(options, steps, waits)
      : await readFile(options, options.omnimessage, steps.length + waits.length > 0);
  if (!read.ok) {
    for (const why of read.problems) refuse(why, json, options.omnimessage !== undefined);
    return;
  }
  const { to, chain } = read.value;
  const requestKey = randomUUID();

  await runInSession(options, async (session, _json, interrupted) => {
    // Decide only once: after a lost connection, the first attempt would count as a repeated text.
    let decided: Awaited<ReturnType<typeof decideBefore>> | null = null;
    let asked = to.length;
    // With one request key the message is stored once, however often the call is repeated.
    const sent = await repeatAfterReconnect(session, async () => {
      const account = await chooseAccount(session, options);
      if (!account.ok) return account;
      // The command line has no values, so text in braces is not a placeholder.
      const numbers = await readNumbers(session.client, to, options, (index) => `to[${index}]`);
      if (!numbers.ok) return numbers;
      const input = {
        ...{ accountId: account.value.id, to: numbers.value, chain: asSent(chain), literal: true },
        ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
      };
      decided ??= await decideBefore(session.client, input, options);
      if (!decided.ok) return decided;
      asked = decided.value.to.length;
      return session.client.messages.send({
        ...input,
        ...decided.value,
        ...(options.tag === undefined ? {} : { tags: [...options.tag] }),
        requestKey,
      });
    });
    if (!sent.ok) {
      printProblem(options.omnimessage === undefined ? sent.problem : inFileTerms(sent.problem), json);
      return exit.couldNotTry;
    }
    if (sent.value.messages.length < asked && !json) {
      note('A number that was given twice is written to once.');
    }
    return followMessages({
      session,
      ids: sent.value.messages.map((message) => message.id),
      until: options.wait === undefined ? 'accepted' : 'settled',
      // Without --wait, wait only for the answer to the send: its own time limits and a little more.
      seconds: options.wait === undefined ? 45 : options.wait === true ? defaultWaitSeconds : options.wait,
      json,
      interrupted,
    });
  });
}

/** Returns the chain as the contract carries it, with content as a plain record that checkChain validates. */
function asSent(chain: DraftChain) {
  return {
    ...chain,
    steps: chain.steps.map(({ content, ...step }) => ({
      ...step,
      ...(content === undefined ? {} : { content: { ...content } }),
    })),
  };
}

/** Renames a problem's field for a file, which has a single recipient named `to`. */
function inFileTerms(why: Problem): Problem {
  return why.field === 'to[0]' ? { ...why, field: 'to' } : why;
}

/** Reads the message from a file. @param hasSteps whether a channel option was given, too */
async function readFile(options: SendOptions, path: string, hasSteps: boolean): Promise<SendingRead> {
  const beside = [
    options.to === undefined ? null : '--to',
    options.sender === undefined ? null : '--sender',
    options.at === undefined ? null : '--at',
    hasSteps ? 'channels' : null,
  ].filter((option) => option !== null);
  if (beside.length > 0) {
    return {
      ok: false,
      problems: [cliProblem('omnimessage-with-options', { options: beside.join(', ') }, 'omnimessage')],
    };
  }
  if (path === '-' && process.stdin.isTTY) {
    note('Reading the omnimessage from standard input; end it with Ctrl+D.');
  }
  const read = await readOmnimessageFile(path, Date.now());
  if (!read.ok) return read;
  const { to, chain, dlrUrl } = read.value;
  if (dlrUrl !== undefined) {
    note("The dlr_url in the file is left out: reports come to Omnideck's own address.");
  }
  return { ok: true, value: { to: [to], chain } };
}

/** Reads the recipients and the chain from the command line's options. */
async function readWords(
  options: SendOptions,
  steps: readonly Step[],
  waits: readonly Wait[],
): Promise<SendingRead> {
  const no = (why: Problem): SendingRead => ({ ok: false, problems: [why] });
  if (options.to === undefined) {
    return no(cliProblem('no-recipient', {}, 'to'));
  }
  if (steps.length === 0) {
    return no(cliProblem('no-steps'));
  }
  const stray = waits.find((wait) => !steps.some((step) => step.channel === wait.channel));
  if (stray) {
    return no(
      cliProblem(
        'wait-without-step',
        { channel: channelName(stray.channel), option: stray.channel },
        stray.channel,
      ),
    );
  }
  const at = options.at === undefined ? null : parseTime(options.at);
  if (at !== null && !at.ok) return no(at.problem);
  if (steps.filter((step) => step.text === '-').length > 0 && process.stdin.isTTY) {
    note('Reading the text from standard input; end it with Ctrl+D.');
  }
  const input = steps.some((step) => step.text === '-') ? await readStandardInput() : '';
  const chain = steps.map(
    (step): Step => ({
      channel: step.channel,
      text: step.text === '-' ? input : step.text,
      ...(options.sender === undefined ? {} : { sender: tidySender(options.sender) }),
      ...Object.fromEntries(
        waits.filter((wait) => wait.channel === step.channel).map((wait) => [wait.kind, wait.value]),
      ),
    }),
  );
  return {
    ok: true,
    value: { to: options.to, chain: { steps: chain, ...(at === null ? {} : { timeToSend: at.value }) } },
  };
}
