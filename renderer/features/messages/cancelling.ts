/** Describes messages that will be cancelled, without numbers and texts. */
import type { Cancellation, Cancelling, OpenCancellations } from '../../../shared/contract/messages.ts';
import type { Format } from '../../lib/format.ts';
import type { Words } from '../../lib/words/words.ts';

/** Returns whether the cancellation is finished, so that nothing can be sent any more. */
export function isOver({ state }: Cancellation): boolean {
  return state !== 'retrying' && state !== 'waiting' && state !== 'too-late';
}

/** Returns in one sentence why the message may still be sent. */
export function whyOpen(task: Cancellation, words: Words): string {
  const { why } = words.cancelling;
  if (task.state === 'waiting' || task.state === 'too-late') return why[task.state];
  return task.problem === null ? why.trying : why.retrying;
}

/** Returns "One scheduled message may still go out …" with the reason. */
function openSentence(task: Cancellation, now: number, words: Words, format: Format): string {
  const texts = words.cancelling;
  const may =
    task.sendAt !== null && task.sendAt > now
      ? texts.goesOut(format.when(task.sendAt, now))
      : texts.reaches(format.when(task.untilAt, now));
  return `${may} ${whyOpen(task, words)}`;
}

const mostLines = 3;

/** Describes the first of several, and the number of others. */
export function openSentences(
  open: OpenCancellations,
  now: number,
  words: Words,
  format: Format,
): { readonly task: Cancellation | null; readonly text: string }[] {
  const shown = open.first.slice(0, mostLines);
  const lines = shown.map((task) => ({ task, text: openSentence(task, now, words, format) }));
  const more = open.count - shown.length;
  return more === 0 ? lines : [...lines, { task: null, text: words.cancelling.more(more) }];
}

/** Describes the outcome for unsent messages, as sentences; empty if there were none. */
export function cancellingSentences(
  cancelling: Cancelling,
  now: number,
  words: Words,
  format: Format,
): string[] {
  const { withdrawn, cancelled } = cancelling;
  const { done } = words.cancelling;
  return [
    ...(withdrawn > 0 ? [done.withdrawn(withdrawn)] : []),
    ...(cancelled > 0 ? [done.cancelled(cancelled)] : []),
    ...openSentences(cancelling, now, words, format).map(({ text }) => text),
  ];
}
