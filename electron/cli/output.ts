import type { Cancellation, EventView, MessageDetail, MessageRow } from '../../shared/contract/messages.ts';
import { formatMoney } from '../../shared/messaging/money.ts';
import { formatPhone } from '../../shared/messaging/phone.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { errMeaning, isRealError, statusInfo } from '../../shared/messaging/status.ts';
import type { Channel, DecimalString } from '../../shared/messaging/types.ts';
import { englishLine, englishText } from '../../shared/problems/english-text.ts';
import { errorJson } from '../../shared/problems/error-json.ts';

/** Exit codes, which scripts can rely on. */
export const exit = { reached: 0, notReached: 1, couldNotTry: 2 } as const;

/**
 * Prevents an output that cannot be written from ending the process. A reader that closes its end ("| head")
 * is not a failure; a full disk is one, because the requested output is missing.
 */
export function watchOutput(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    note(`The output could not be written (${error.code ?? error.message}).`);
    process.exitCode = exit.couldNotTry;
  });
}

/**
 * Replaces control characters and overrides of the direction of writing, so that a name or a message from elsewhere
 * cannot change the terminal: its title, its colours, lines above, or the order of what is read.
 */
export function withoutControls(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** Whether what is printed is read by a person, and not written into a file or read by a program. */
function isForPeople(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true;
}

/**
 * Prints a file's content. A program and a file get it unchanged; a terminal gets it without control characters.
 * @returns false if the reader is slower: wait for "drain"
 */
export function printContent(text: string): boolean {
  return process.stdout.write(isForPeople(process.stdout) ? withoutControls(text) : text);
}

/** Shows or removes the line of progress, which is replaced by the next one. */
export function showProgress(text: string): void {
  process.stderr.write(`\r${withoutControls(text)}\u001b[K`);
}

/** Prints a question whose answer follows on the same line; an empty text ends the line. */
export function ask(text: string): void {
  process.stderr.write(text === '' ? '\n' : withoutControls(text));
}

export function printLine(text: string): void {
  process.stdout.write(`${withoutControls(text)}\n`);
}

/** Prints one line of JSON. Terminals also obey control characters that JSON does not escape. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value).replaceAll(
    /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stdout.write(`${json}\n`);
}

/** Prints a note for users on standard error, separate from a program's output. */
export function note(text: string): void {
  process.stderr.write(`${withoutControls(text)}\n`);
}

/** Prints a problem: what happened and what to do. */
export function printProblem(problem: Problem, json: boolean, withField = false): void {
  if (json) printJson({ error: errorJson(problem) });
  const field = withField && problem.field !== null ? `${problem.field}: ` : '';
  note(`${field}${englishLine(problem)}`);
}

const channelNames: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
};

export function channelName(channel: string | null): string {
  return channelNames[channel as Channel] ?? channel ?? 'unknown channel';
}

/** Returns the documented JSON of a pending cancellation, without number and text. */
export function cancellationLine(task: Cancellation) {
  return {
    id: task.id,
    reason: task.reason,
    state: task.state,
    send_at: task.sendAt === null ? null : new Date(task.sendAt).toISOString(),
    may_reach_until: new Date(task.untilAt).toISOString(),
    tries: task.tries,
    error: task.problem === null ? null : errorJson(task.problem),
  };
}

/** Returns the documented line of `send --wait --json` and `status --json`. */
export function messageLine(message: MessageDetail) {
  return {
    id: message.id,
    omnimessage_id: message.omnimessageId,
    to: message.to,
    name: message.recipientName,
    purpose: message.purpose,
    state: message.state,
    delivered_by: message.deliveredBy,
    delivered_twice: message.deliveredTwice,
    steps: message.steps.map((step) => ({
      channel: step.channel,
      message_id: step.messageId,
      state: step.state,
      events: step.events.map((event) => ({
        status: event.status,
        err: event.err,
        at: event.at === null ? null : new Date(event.at).toISOString(),
        received_at: new Date(event.receivedAt).toISOString(),
        source: event.source,
      })),
    })),
    cost: message.cost === null ? null : { amount: message.cost, currency: 'EUR' },
    error: message.problem === null ? null : errorJson(message.problem),
    created_at: new Date(message.createdAt).toISOString(),
    send_at: message.sendAt === null ? null : new Date(message.sendAt).toISOString(),
    held_until: message.heldUntil === null ? null : new Date(message.heldUntil).toISOString(),
    resend_of: message.resendOf,
    cancellation: message.cancellation === null ? null : cancellationLine(message.cancellation),
  };
}

export function clock(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Formats a time in this computer's time zone, as all times in texts. */
export function dayAndTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const stateWords: Readonly<Record<MessageDetail['state'], string>> = {
  queued: 'Not sent yet',
  sending: 'Being sent',
  scheduled: 'Scheduled',
  pending: 'On its way',
  delivered: 'Delivered',
  seen: 'Seen',
  failed: 'All failed',
  unknown: 'Unknown',
  refused: 'Refused',
  cancelled: 'Cancelled',
};

/** Returns the outcome: "Delivered by SMS", "All failed", "Delivered twice: Viber and SMS", … */
export function outcomeWords(message: MessageDetail | MessageRow): string {
  if (message.deliveredTwice) {
    const reached = message.steps.filter((step) => step.state === 'delivered' || step.state === 'seen');
    return `Delivered twice: ${reached.map((step) => channelName(step.channel)).join(' and ')}`;
  }
  const [only, ...others] = message.steps;
  // For a chain of one step, its own status is more precise than "All failed".
  if (message.state === 'failed' && only !== undefined && others.length === 0)
    return statusInfo(only.status).label;
  const word = stateWords[message.state];
  if (message.state === 'scheduled' && message.sendAt !== null)
    return `${word} for ${dayAndTime(message.sendAt)}`;
  return message.deliveredBy === null ? word : `${word} by ${channelName(message.deliveredBy)}`;
}

/** Describes a pending cancellation: "One scheduled message may still go out at …", and why. */
export function cancellationSentence(task: Cancellation, now: number): string {
  const { sendAt } = task;
  const may =
    sendAt !== null && sendAt > now
      ? `One scheduled message may still go out at ${dayAndTime(sendAt)}:`
      : `One message may still reach its recipient until ${dayAndTime(task.untilAt)}:`;
  switch (task.state) {
    case 'waiting':
      return `${may} Messente's id of it is not known, so Omnideck cancels it when a delivery report names it.`;
    case 'too-late':
      return `${may} Messente has begun to send it and did not cancel it.`;
    default:
      return task.problem === null
        ? `${may} Omnideck is asking Messente to cancel it.`
        : `${may} Messente has not cancelled it yet, and Omnideck keeps trying. ${englishText(task.problem).message}`;
  }
}

/** Describes the cancellation of a displayed message; null if the message's state already shows it. */
function cancellationOf(message: MessageDetail, now: number): string | null {
  const task = message.cancellation;
  if (task === null) return null;
  const why = {
    'opt-out': 'its recipient is on the do-not-send list',
    erased: 'its recipient was erased',
    'account-removed': 'its account was removed',
    person: 'you cancelled it',
  }[task.reason];
  switch (task.state) {
    case 'cancelled':
      return task.reason === 'person' ? null : `Cancelled, since ${why}.`;
    case 'reached':
      return task.reason === 'opt-out'
        ? 'It was sent before the opt-out.'
        : 'It was sent before it could be cancelled.';
    case 'failed':
    case 'not-sent':
    case 'over':
      return null;
    default:
      return `To be cancelled, since ${why}. ${cancellationSentence(task, now)}`;
  }
}

/** Formats one event: its own time, the channel, its meaning and the code as received. */
export function eventLine(channel: string, event: EventView): string {
  const label = event.status === null ? 'Being processed' : statusInfo(event.status).label;
  const why = isRealError(event.err) ? ` · ${errMeaning(event.err)}` : '';
  const asked = event.source === 'poll' ? ' · polled' : '';
  const times = event.times > 1 ? ` · received ${event.times} times` : '';
  return `${clock(event.at ?? event.receivedAt)}  ${channelName(channel).padEnd(8)}  ${label} (${event.status ?? 'no status'})${why}${asked}${times}`;
}

/** Returns the recipient's number, with the name if there is one. */
export function recipientWords({ to, recipientName }: MessageDetail): string {
  return recipientName === null ? formatPhone(to) : `${formatPhone(to)} (${recipientName})`;
}

/** Formats a whole message as text. */
export function messageBlock(message: MessageDetail): string {
  const lines = [
    `${recipientWords(message)}  ${outcomeWords(message)}${message.cost === null ? '' : ` · ${formatMoney(message.cost as DecimalString, 'EUR')}`}`,
    `  id ${message.id}${message.omnimessageId === null ? '' : `, Messente's ${message.omnimessageId}`}`,
  ];
  for (const step of message.steps) {
    if (step.events.length === 0) {
      lines.push(
        `  ${' '.repeat(8)}  ${channelName(step.channel).padEnd(8)}  ${step.state === 'not-needed' ? 'Not needed' : 'Nothing known yet'}`,
      );
    }
    for (const event of step.events) lines.push(`  ${eventLine(step.channel, event)}`);
    if (step.contradiction !== null) {
      lines.push(
        `  ${' '.repeat(8)}  A later report says ${step.contradiction.status ?? 'something else'}; ${step.state === 'failed' ? 'the step stays failed' : 'the person received it anyway'}.`,
      );
    }
  }
  if (message.problem !== null) lines.push(`  ${englishLine(message.problem)}`);
  const cancellation = cancellationOf(message, Date.now());
  if (cancellation !== null) lines.push(`  ${cancellation}`);
  return lines.join('\n');
}
