/** The label and appearance of a report's verdict. */
import type { ReportRow } from '../../../shared/contract/reports.ts';
import type { StatusKind } from '../../lib/ui/status-kind.ts';
import type { ReportsWords } from './language.ts';

type VerdictLike = Pick<ReportRow, 'verdict' | 'outcome'>;

export function verdictShown(
  { verdict, outcome }: VerdictLike,
  words: ReportsWords,
): { kind: StatusKind; word: string } {
  const names = words.reports.verdict;
  if (verdict !== 'verified') return { kind: verdict, word: names[verdict] };
  if (outcome === 'repeat') return { kind: 'repeated', word: names.repeat };
  return { kind: 'verified', word: names.verified };
}

/** Describes the verdict and its meaning in one line: "Forged, so not applied". */
export function headlineOf({ verdict, outcome }: VerdictLike, words: ReportsWords): string {
  return words.reports.headline[verdict === 'verified' ? outcome : verdict];
}

/** Returns a channel's name; an unknown one as received. */
export function channelName(channel: string | null, words: ReportsWords): string {
  if (channel === null) return '';
  const names: Readonly<Record<string, string>> = words.channels;
  return names[channel] ?? channel;
}

/** Returns the status in a report as received; if there is none, the reason. */
export function statusWord(
  row: Pick<ReportRow, 'verdict' | 'outcome' | 'status'>,
  words: ReportsWords,
): string {
  if (row.status !== null) return row.status;
  if (row.verdict === 'postponed') return words.reports.notChecked;
  if (row.verdict !== 'verified') return words.reports.notBelieved;
  return row.outcome === 'unreadable' ? words.reports.unreadable : words.reports.nothing;
}
