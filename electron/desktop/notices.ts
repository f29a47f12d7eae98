import type { MessageRow } from '../../shared/contract/messages.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { formatPhone } from '../../shared/messaging/phone.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { english, type ShellWords } from './words.ts';

/**
 * The text of a notification and the address that a click opens. It never contains a message's text, because
 * others may see the screen.
 */
export type Notice = { readonly title: string; readonly body: string; readonly hash: string };

export type Notices = {
  /**
   * Returns the notices for these messages in their current state. Each fact about a message is reported
   * once.
   */
  take(
    rows: readonly MessageRow[],
    wanted: Settings['notifications'],
    words?: ShellWords['notices'],
  ): readonly Notice[];
};

/** If there are more notices at once, they become a single notification with their number. */
const mostAtOnce = 3;
/** How many reported facts are remembered; the oldest are forgotten first. */
const mostRemembered = 10_000;

type Outcome = { readonly kind: 'attention' | 'reached'; readonly words: string };

/**
 * Creates the source of notices. @param since UTC epoch ms; outcomes before this time are history (the
 * console was closed then) and are not reported
 */
export function createNotices(since: number): Notices {
  const notified = new Set<string>();
  return {
    take(rows, wanted, words = english.notices) {
      const fresh: { readonly row: MessageRow; readonly outcome: Outcome }[] = [];
      for (const row of rows) {
        const outcome = outcomeOf(row, words);
        if (outcome === null || (row.settledAt ?? since) < since) continue;
        const key = `${row.id} ${row.state} ${row.deliveredTwice}`;
        if (notified.has(key)) continue;
        notified.add(key);
        if (wanted === 'all' || (wanted === 'attention' && outcome.kind === 'attention'))
          fresh.push({ row, outcome });
      }
      for (const oldest of notified) {
        if (notified.size <= mostRemembered) break;
        notified.delete(oldest);
      }
      if (fresh.length > mostAtOnce)
        return [
          summary(
            fresh.map(({ outcome }) => outcome),
            words,
          ),
        ];
      return fresh.map(({ row, outcome }) => ({
        title: outcome.words,
        body: [
          formatPhone(row.to),
          words.saysWhy && row.problem !== null ? englishText(row.problem).message : null,
        ]
          .filter(Boolean)
          .join(' · '),
        hash: `#/messages/${encodeURIComponent(row.id)}`,
      }));
    },
  };
}

function outcomeOf(row: MessageRow, words: ShellWords['notices']): Outcome | null {
  if (row.deliveredTwice) return { kind: 'attention', words: words.twice };
  switch (row.state) {
    case 'failed':
      return { kind: 'attention', words: words.failed };
    case 'refused':
      return { kind: 'attention', words: words.refused };
    case 'unknown':
      return { kind: 'attention', words: words.unknown };
    case 'delivered':
      return { kind: 'reached', words: words.delivered(row.deliveredBy) };
    case 'seen':
      return { kind: 'reached', words: words.seen(row.deliveredBy) };
    default:
      return null;
  }
}

function summary(outcomes: readonly Outcome[], words: ShellWords['notices']): Notice {
  const attention = outcomes.filter(({ kind }) => kind === 'attention').length;
  const reached = outcomes.length - attention;
  const parts = [
    attention > 0 ? words.attention(attention) : null,
    reached > 0 ? words.reached(reached) : null,
  ];
  return { title: words.title, body: parts.filter(Boolean).join(', '), hash: '#/messages' };
}
