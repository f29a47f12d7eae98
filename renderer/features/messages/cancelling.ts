/** What is said of messages that are to be cancelled; neither number nor text is in it. */
import type { Cancellation, Cancelling, OpenCancellations } from '../../../shared/contract/messages.ts';
import type { Format } from '../../lib/format.ts';
import type { Words } from '../../lib/words/words.ts';

/** Whether it is over, so that nothing of it can go out any more. */
export function isOver({ state }: Cancellation): boolean {
  return state !== 'retrying' && state !== 'waiting' && state !== 'too-late';
}

/** Why it may still go out, in one sentence. */
export function whyOpen(task: Cancellation, words: Words): string {
  const { why } = words.cancelling;
  if (task.state === 'waiting' || task.state === 'too-late') return why[task.state];
  return task.problem === null ? why.trying : why.retrying;
}

/** "One scheduled message may still go out …", with why. */
function openSentence(task: Cancellation, now: number, words: Words, format: Format): string {
  const texts = words.cancelling;
  const may =
    task.sendAt !== null && task.sendAt > now
      ? texts.goesOut(format.when(task.sendAt, now))
      : texts.reaches(format.when(task.untilAt, now));
  return `${may} ${whyOpen(task, words)}`;
}

const mostLines = 3;

/** The first of several, and how many more there are. */
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

/** What became of messages that had not gone out, as sentences; none where there were none. */
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
