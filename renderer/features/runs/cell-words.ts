/** What a cell of the matrix shows, in words and as an icon. */
import type { RunCell } from '../../../shared/contract/runs.ts';
import type { RunsWords } from './language.ts';

/** A cell's icon: its verdict, or that it is pending. */
export function cellKind(cell: RunCell) {
  if (cell.messageId === null) return 'not-sent' as const;
  if (cell.result === null) return 'waiting' as const;
  if (cell.result.verdict === 'open') return 'unknown' as const;
  return cell.result.verdict === 'passed' ? ('delivered' as const) : ('failed' as const);
}

/** Returns the label of a cell's verdict. */
export function verdictWord({ messageId, result }: RunCell, words: RunsWords): string {
  const texts = words.runs.verdicts;
  if (messageId === null) return texts.unsent;
  if (result === null) return texts.open;
  return result.verdict === 'open' ? texts.unjudged : texts[result.verdict];
}

export function channelWord(channel: string | null, words: RunsWords): string {
  return channel !== null && channel in words.channels
    ? words.channels[channel as keyof RunsWords['channels']]
    : (channel ?? '');
}
