import type { Command } from 'commander';
import type { MessageDetail, MessageRow } from '../../../shared/contract/messages.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import { noteOpen, openLine } from '../cancelling.ts';
import { type EveryOption, limitTo, withEveryOption } from '../options.ts';
import {
  cancellationSentence,
  channelName,
  dayAndTime,
  exit,
  messageBlock,
  messageLine,
  note,
  outcomeWords,
  printJson,
  printLine,
  printProblem,
} from '../output.ts';
import { runInSession, runReading, runReadingFirst, unlockIfNeeded } from '../run.ts';
import type { Reader, Session } from '../session.ts';
import { readFilter } from './filters.ts';

type ListOptions = EveryOption & { readonly limit: number; readonly search?: string };

/** Adds the commands status, cancel, list, pause, resume. */
export function addMessageCommands(program: Command): void {
  withEveryOption(program.command('status'))
    .argument('<id>', 'our id, its beginning, or Messente’s')
    .description('what is known of one message; asks Messente where it is not settled')
    .action((id: string, options: EveryOption) => status(id, options));

  withEveryOption(program.command('cancel'))
    .argument('<id>', 'our id, its beginning, or Messente’s')
    .description('withdraw a message that is not sent yet, or that is scheduled')
    .action((id: string, options: EveryOption) => cancel(id, options));

  withEveryOption(program.command('list'), { sandbox: true })
    .description('the newest messages')
    .option('--limit <n>', 'how many at most', limitTo(500), 50)
    .option('--search <words>', 'only those with these words or digits')
    .action((options: ListOptions) => list(options));

  for (const [name, description] of [
    ['pause', 'stop all sending, at once; what is queued waits'],
    ['resume', 'start sending again'],
  ] as const) {
    withEveryOption(program.command(name))
      .description(description)
      .action((options: EveryOption) =>
        runInSession(options, async ({ client }, json) => {
          const overview = await client.outbox[name]();
          const queued = overview.outbox.queued;
          if (json) printJson({ paused: overview.pause !== null, queued });
          else if (overview.pause === null) printLine(`Sending is on. ${queued} not sent yet.`);
          else printLine(`All sending is paused. ${queued} not sent yet.`);
          return exit.reached;
        }),
      );
  }
}

const reached = new Set(['delivered', 'seen', 'pending', 'scheduled', 'queued', 'sending']);
/** States that do not change any more, so that there is nothing to request from Messente. */
const settled = new Set(['delivered', 'seen', 'failed', 'refused', 'cancelled']);

function status(id: string, options: EveryOption): Promise<void> {
  return runReadingFirst(
    options,
    async ({ client }, json) => {
      const known = await client.messages.get({ id });
      if (known.ok) return settled.has(known.value.state) ? showStatus(client, known.value, json) : null;
      printProblem(known.problem, json);
      return exit.couldNotTry;
    },
    async (session, json) => {
      const known = await session.client.messages.get({ id });
      if (known.ok) return showStatus(session.client, await ask(session, known.value), json);
      printProblem(known.problem, json);
      return exit.couldNotTry;
    },
  );
}

/** Returns what Messente answers about an open message, or else what is known. */
async function ask(session: Session, message: MessageDetail): Promise<MessageDetail> {
  const open = message.state === 'pending' || message.state === 'unknown' || message.state === 'scheduled';
  if (!open || message.omnimessageId === null) return message;
  if (!message.sandbox) await unlockIfNeeded(session);
  // Without a network, or if the key store is locked, the stored status is still shown.
  const asked = await session.client.messages.ask({ id: message.id });
  return asked.ok ? asked.value : message;
}

async function showStatus(client: Reader['client'], message: MessageDetail, json: boolean): Promise<number> {
  if (json) printJson(messageLine(message));
  else {
    printLine(messageBlock(message));
    const { cancellations } = await client.console.overview();
    const others = cancellations.first.filter((task) => task.id !== message.id);
    const own = cancellations.first.length - others.length;
    noteOpen({ count: cancellations.count - own, first: others }, Date.now());
  }
  return reached.has(message.state) ? exit.reached : exit.notReached;
}

function cancel(id: string, options: EveryOption): Promise<void> {
  return runInSession(options, async (session, json) => {
    const known = await session.client.messages.get({ id });
    if (known.ok && !known.value.sandbox) await unlockIfNeeded(session);
    const cancelled = known.ok ? await session.client.messages.cancel({ id: known.value.id }) : known;
    if (!cancelled.ok) {
      printProblem(cancelled.problem, json);
      const now = known.ok ? await session.client.messages.get({ id: known.value.id }) : known;
      if (now.ok && now.value.cancellation !== null && !json)
        note(cancellationSentence(now.value.cancellation, Date.now()));
      return known.ok ? exit.notReached : exit.couldNotTry;
    }
    if (json) printJson(messageLine(cancelled.value));
    else printLine(`Cancelled: ${formatPhone(cancelled.value.to)}  (id ${cancelled.value.id})`);
    return exit.reached;
  });
}

function list(options: ListOptions): Promise<void> {
  return runReading(options, async (session, json) => {
    const { client } = session;
    const filter = await readFilter(session, {
      ...(options.search === undefined ? {} : { search: options.search }),
      ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
    });
    if (!filter.ok) {
      printProblem(filter.problem, json);
      return exit.couldNotTry;
    }
    const page = await client.messages.list({ limit: options.limit, filter: filter.value });
    if (page.rows.length === 0 && !json) printLine('No messages yet.');
    await printRows(client, page.rows, json);
    const { cancellations } = await client.console.overview();
    if (json && cancellations.count > 0) printJson({ may_still_go_out: openLine(cancellations) });
    if (!json) noteOpen(cancellations, Date.now());
    return exit.reached;
  });
}

/**
 * Prints a line for each row of a list. The JSON has the whole messages, without those that were deleted meanwhile; the text
 * needs only the rows.
 */
export async function printRows(
  client: Reader['client'],
  rows: readonly MessageRow[],
  json: boolean,
): Promise<void> {
  if (!json) {
    for (const row of rows) printLine(rowLine(row));
    return;
  }
  const messages = await Promise.all(rows.map(({ id }) => client.messages.get({ id })));
  for (const full of messages) if (full.ok) printJson(messageLine(full.value));
}

function rowLine(row: MessageRow): string {
  const when = dayAndTime(row.createdAt);
  const named = row.recipientName === null ? '' : `  ${row.recipientName}`;
  const chain = row.steps.map((step) => channelName(step.channel)).join(' → ');
  return `${row.id}  ${when}  ${formatPhone(row.to).padEnd(18)}  ${outcomeWords(row).padEnd(22)}  ${chain}${named}`;
}
