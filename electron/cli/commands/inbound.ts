import { type Command, InvalidArgumentError } from 'commander';
import type { InboundMessage, InboundNumber } from '../../../shared/contract/inbound.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import { ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine, englishText } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { type EveryOption, limitTo, withEveryOption } from '../options.ts';
import { channelName, dayAndTime, exit, note, printJson, printLine, printProblem } from '../output.ts';
import { chooseAccount, readAfterReconnect, refuse, runInSession, unlockIfNeeded } from '../run.ts';
import { passphraseFor, readSecret } from '../secret-input.ts';
import type { Session } from '../session.ts';
import { addReplySettings } from './reply-settings.ts';

type SecretOptions = EveryOption & { readonly secretFile?: string };
type ListOptions = EveryOption & {
  readonly number?: string;
  readonly from?: string;
  readonly limit?: number;
  readonly undecided?: true;
};

const secretHelp =
  '\nThe secret comes from a prompt, from --secret-file, or from standard input; never from an option.';

/** Adds the commands inbound numbers add, list, remove, secret, confirm-address; inbound list, follow. */
export function addInboundCommands(program: Command): void {
  const inbound = program.command('inbound').description('messages that people write to your numbers');
  addReplySettings(inbound);
  addNumberCommands(inbound.command('numbers').description('the numbers that people write to'));

  withEveryOption(inbound.command('list'))
    .description('inbound messages, newest first')
    .option('--number <number>', 'to this number of yours')
    .option('--from <number>', 'from this number, with + and its country code')
    .option('--undecided', 'only answers that may be opt-outs and need your decision')
    .option('--limit <n>', 'at most so many', limitTo(10_000), 50)
    .action((options: ListOptions) => listMessages(options));

  withEveryOption(inbound.command('decide'))
    .argument('<id>', 'the id of an inbound message', parseId)
    .argument('<decision>', 'opt-out: the person opted out. keep: the person may still be written to')
    .description('decide about an answer that may be an opt-out; until then nothing is sent to its sender')
    .action((id: number, decision: string, options: EveryOption) => decide(id, decision, options));

  withEveryOption(inbound.command('follow'), { sandbox: true })
    .description('print inbound messages as they come, each once')
    .action((options: EveryOption) => follow(options));
}

function addNumberCommands(numbers: Command): void {
  withEveryOption(numbers.command('add'), { sandbox: true })
    .argument('<number>', 'long (+372…), short, or a name')
    .description('add a number, and show the address to enter in Messente’s Dashboard')
    .option('--account <name>', 'its account (default: the current one)')
    .option('--secret-file <file>', 'read its shared secret from a file; - reads standard input')
    .addHelpText('after', secretHelp)
    .action((number: string, options: SecretOptions) => addNumber(number, options));

  withEveryOption(numbers.command('list'))
    .description('the numbers, their addresses, and when each last got a message')
    .action((options: EveryOption) => listNumbers(options));

  withEveryOption(numbers.command('remove'))
    .argument('<number>', 'the number or its id')
    .description('take a number out of use; its messages stay, its secret goes')
    .action((id: string, options: EveryOption) =>
      runInSession(options, async (session, json) => {
        const unlocked = await unlockIfNeeded(session);
        const removed = unlocked.ok ? await session.client.inbound.remove({ id }) : unlocked;
        if (!removed.ok) return refused(removed, json);
        if (json) printJson({ removed: true });
        else printLine(`${id} was removed. Its messages stay. Remove its address in Messente’s Dashboard.`);
        return exit.reached;
      }),
    );

  withEveryOption(numbers.command('secret'))
    .argument('<number>', 'the number or its id')
    .description('give a number another shared secret; earlier ones still verify')
    .option('--secret-file <file>', 'read it from a file; - reads standard input')
    .addHelpText('after', secretHelp)
    .action((id: string, options: SecretOptions) => changeSecret(id, options));

  withEveryOption(numbers.command('confirm-address'))
    .argument('<number>', 'the number or its id')
    .description('confirm that Messente’s Dashboard has today’s address of a number')
    .action((id: string, options: EveryOption) =>
      runInSession(options, async ({ client }, json) => {
        const confirmed = await client.inbound.confirmAddress({ id });
        if (!confirmed.ok) return refused(confirmed, json);
        if (json) printJson(numberLine(confirmed.value));
        else printLine(`Messente sends messages to ${shown(id)} to ${confirmed.value.address ?? ''}`);
        return exit.reached;
      }),
    );
}

function refused(failed: Extract<Result<unknown>, { readonly ok: false }>, json: boolean): number {
  printProblem(failed.problem, json);
  return exit.couldNotTry;
}

/** Long numbers are grouped; short ones and names stay as they are. */
function shown(number: string): string {
  return number.startsWith('+') ? formatPhone(number) : number;
}

/** The documented JSON of an inbound number. */
function numberLine(number: InboundNumber) {
  return {
    id: number.id,
    number: number.number,
    account: number.accountName,
    account_id: number.accountId,
    address: number.address,
    shown_address: number.shownAddress,
    secret_set: number.secretSet,
    last_message_at: number.lastMessageAt === null ? null : new Date(number.lastMessageAt).toISOString(),
    created_at: new Date(number.createdAt).toISOString(),
    warning: number.warning === null ? null : errorJson(number.warning),
  };
}

/** The documented JSON of an inbound message. */
function messageLine(message: InboundMessage) {
  return {
    id: message.id,
    received_at: new Date(message.receivedAt).toISOString(),
    number: message.number,
    from: message.from,
    to: message.to,
    channel: message.channel,
    text: message.text,
    at: message.at === null ? null : new Date(message.at).toISOString(),
    msg_id: message.msgId,
    sub_msg_id: message.subMsgId,
    parts: message.parts,
    meaning: message.meaning,
    decision: message.decision,
    callback_id: message.callbackId,
    account_id: message.accountId,
  };
}

function printMessage(message: InboundMessage, json: boolean): void {
  if (json) {
    printJson(messageLine(message));
    return;
  }
  const from = message.from === null ? 'no sender' : shown(message.from);
  const channel = message.channel === null ? 'no channel' : channelName(message.channel);
  const text = message.text ?? (message.isStripped ? '(text removed)' : '(no readable text)');
  printLine(
    `${dayAndTime(message.receivedAt)}  ${from} to ${shown(message.number)}  ${channel}  ${text}${meaningWords(message)}`,
  );
}

/** Returns what was done because of an answer, or that a decision is missing. */
function meaningWords({ id, from, meaning, decision }: InboundMessage): string {
  if (meaning === 'near-miss' && decision === null && from?.startsWith('+') === true)
    return `  [may be an opt-out: decide about ${id}]`;
  if (decision === 'opted-out') return '  [opted out]';
  return decision === 'lifted' ? '  [opt-out ended]' : '';
}

function parseId(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new InvalidArgumentError('the id is a whole number.');
  return Number(text);
}

async function decide(id: number, decision: string, options: EveryOption): Promise<void> {
  if (decision !== 'opt-out' && decision !== 'keep')
    return refuse(cliProblem('bad-decision', { decision }, 'decision'), options.json === true);
  await runInSession(options, async ({ client }, json) => {
    const decided = await client.inbound.decide({ id, decision });
    if (!decided.ok) return refused(decided, json);
    if (json) printJson({ id, decision });
    else if (decision === 'opt-out') printLine('The sender is on the do-not-send list.');
    else printLine('What was held for the sender is sent.');
    return exit.reached;
  });
}

async function addNumber(number: string, options: SecretOptions): Promise<void> {
  await runInSession(options, async (session, json) => {
    const account = await chooseAccount(session, options);
    if (!account.ok) return refused(account, json);
    const given = account.value.reaches === 'sandbox' ? ok({}) : await secretFor(session, number, options);
    if (!given.ok) return refused(given, json);
    const added = await session.client.inbound.add({ number, accountId: account.value.id, ...given.value });
    if (!added.ok) return refused(added, json);
    const { address, warning } = added.value;
    if (json) printJson(numberLine(added.value));
    else if (address === null) printLine(`${shown(added.value.number)} was added.`);
    else {
      printLine(
        `${shown(added.value.number)} was added. Enter this address for it in Messente’s Dashboard:\n${address}`,
      );
    }
    if (warning !== null) note(englishLine(warning));
    return exit.reached;
  });
}

/** Reads the secret of a number, and a passphrase if the first secret of this folder is encrypted with one. */
async function secretFor(
  session: Session,
  number: string,
  { secretFile }: SecretOptions,
): Promise<Result<{ readonly secret: string; readonly passphrase?: string }>> {
  const secret = await readSecret(`Shared secret of ${number}: `, secretFile);
  if (!secret.ok) return secret;
  const sealing = await passphraseFor(session, [number, secret.value]);
  const opened = await unlockIfNeeded(session);
  return opened.ok ? ok({ secret: secret.value, ...sealing }) : opened;
}

async function changeSecret(id: string, options: SecretOptions): Promise<void> {
  await runInSession(options, async (session, json) => {
    const given = await secretFor(session, id, options);
    if (!given.ok) return refused(given, json);
    const changed = await session.client.inbound.setSecret({ id, ...given.value });
    if (!changed.ok) return refused(changed, json);
    if (json) printJson(numberLine(changed.value));
    else printLine(`The secret of ${shown(changed.value.number)} was changed. Earlier ones still verify.`);
    return exit.reached;
  });
}

function listNumbers(options: EveryOption): Promise<void> {
  return runInSession(options, async ({ client }, json) => {
    const numbers = await client.inbound.numbers();
    if (numbers.length === 0 && !json)
      printLine('No inbound numbers yet. Add one with "inbound numbers add".');
    for (const number of numbers) {
      if (json) {
        printJson(numberLine(number));
        continue;
      }
      const last =
        number.lastMessageAt === null ? 'no message yet' : `last message ${dayAndTime(number.lastMessageAt)}`;
      printLine(`${shown(number.number)}  (${number.accountName})  ${last}`);
      if (number.address !== null) printLine(`    ${number.address}`);
      if (number.warning !== null) {
        const { message, hint } = englishText(number.warning);
        printLine(`    ${message}`);
        printLine(`    ${hint}`);
      }
    }
    return exit.reached;
  });
}

/** Warns of numbers whose messages do not arrive. */
export async function noteInboundWarnings({ client }: Pick<Session, 'client'>): Promise<void> {
  for (const { warning } of await client.inbound.numbers()) if (warning !== null) note(englishLine(warning));
}

const pageSize = 500;

function listMessages(options: ListOptions): Promise<void> {
  return runInSession(options, async (session, json) => {
    let left = options.limit ?? 50;
    let before: number | undefined;
    if (!json) await noteInboundWarnings(session);
    for (;;) {
      const page = await session.client.inbound.list({
        limit: Math.min(left, pageSize),
        ...(before === undefined ? {} : { before }),
        ...(options.number === undefined ? {} : { numberId: options.number }),
        ...(options.from === undefined ? {} : { from: options.from }),
        ...(options.undecided === true ? { undecided: true } : {}),
      });
      if (!page.ok) return refused(page, json);
      const { rows, next } = page.value;
      for (const message of rows) printMessage(message, json);
      left -= rows.length;
      if (next === null || left <= 0) {
        if (before === undefined && rows.length === 0 && !json) printLine('No inbound messages.');
        return exit.reached;
      }
      before = next;
    }
  });
}

function follow(options: EveryOption): Promise<void> {
  return runInSession(options, async (session, json, interrupted) => {
    if (options.sandbox === true) {
      const sandbox = await session.client.accounts.sandbox();
      if (!sandbox.ok) return refused(sandbox, json);
    }
    await noteInboundWarnings(session);
    // After a reconnection the next messages are those after the last printed one; the first ones come after the newest
    // of now.
    const newest = await session.client.inbound.list({ limit: 1 });
    if (!newest.ok) return refused(newest, json);
    let after = newest.value.rows[0]?.id ?? 0;
    await readAfterReconnect(session, async () => {
      const messages = await session.client.inbound.live({ after }, { signal: interrupted });
      note('Waiting for messages.');
      try {
        for await (const message of messages) {
          after = message.id;
          printMessage(message, json);
        }
      } catch (error) {
        if (!interrupted.aborted) throw error;
      }
    });
    return exit.reached;
  });
}
