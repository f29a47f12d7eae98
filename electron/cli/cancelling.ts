import type { Cancelling, OpenCancellations } from '../../shared/contract/messages.ts';
import { cancellationLine, cancellationSentence, note, printLine } from './output.ts';

/** Returns the documented JSON of messages that may still be sent: their number, and the first of them. */
export function openLine(open: OpenCancellations) {
  return { count: open.count, first: open.first.map(cancellationLine) };
}

/** Returns the documented JSON of the outcome of cancelling unsent messages. */
export function cancellingLine(cancelling: Cancelling) {
  const { withdrawn, cancelled } = cancelling;
  return { withdrawn, cancelled, may_still_go_out: openLine(cancelling) };
}

/** Describes messages that may still be sent, one line each. */
function openSentences(open: OpenCancellations, now: number): string[] {
  const lines = open.first.map((task) => cancellationSentence(task, now));
  const more = open.count - open.first.length;
  return more === 0 ? lines : [...lines, `${more} more that are to be cancelled may still go out.`];
}

/** Describes the outcome of cancelling unsent messages, as lines; empty if there were none. */
export function cancellingSentences(cancelling: Cancelling, now: number): string[] {
  const { withdrawn, cancelled } = cancelling;
  const lines: string[] = [];
  if (withdrawn === 1) lines.push('One message that was not sent yet was withdrawn.');
  if (withdrawn > 1) lines.push(`${withdrawn} messages that were not sent yet were withdrawn.`);
  if (cancelled === 1) lines.push('One scheduled message was cancelled at Messente.');
  if (cancelled > 1) lines.push(`${cancelled} scheduled messages were cancelled at Messente.`);
  return [...lines, ...openSentences(cancelling, now)];
}

export function printCancelling(cancelling: Cancelling, now: number): void {
  for (const line of cancellingSentences(cancelling, now)) printLine(line);
}

/** Prints which messages may still be sent. */
export function printOpen(open: OpenCancellations, now: number): void {
  for (const line of openSentences(open, now)) printLine(line);
}

/** Prints after a command's output which messages may still be sent. */
export function noteOpen(open: OpenCancellations, now: number): void {
  for (const line of openSentences(open, now)) note(line);
}
