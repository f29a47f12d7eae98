/** What a callback's verdict is called and shown as. */
import type { CallbackRow } from '../../../shared/contract/reports.ts';
import type { StatusKind } from '../../lib/ui/status-kind.ts';
import type { Words } from '../../lib/words/words.ts';

type VerdictLike = Pick<CallbackRow, 'verdict' | 'outcome'>;

export function verdictShown(
  { verdict, outcome }: VerdictLike,
  words: Words,
): { kind: StatusKind; word: string } {
  const names = words.callbacks.verdict;
  if (verdict !== 'verified') return { kind: verdict, word: names[verdict] };
  if (outcome === 'repeat') return { kind: 'repeated', word: names.repeat };
  return { kind: 'verified', word: names.verified };
}

/** Says what and what it means in one line: "Forged, so not applied". */
export function headlineOf({ verdict, outcome }: VerdictLike, words: Words): string {
  return words.callbacks.headline[verdict === 'verified' ? outcome : verdict];
}

/** A channel's name; one that is not known, as it came. */
export function channelName(channel: string | null, words: Words): string {
  if (channel === null) return '';
  const names: Readonly<Record<string, string>> = words.channels;
  return names[channel] ?? channel;
}

/** The status that a callback tells, as it came; where it tells none, why. */
export function statusWord(row: Pick<CallbackRow, 'verdict' | 'outcome' | 'status'>, words: Words): string {
  if (row.status !== null) return row.status;
  if (row.verdict === 'postponed') return words.callbacks.notChecked;
  if (row.verdict !== 'verified') return words.callbacks.notBelieved;
  return row.outcome === 'unreadable' ? words.callbacks.unreadable : words.callbacks.nothing;
}
