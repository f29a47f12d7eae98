/** The last chains that were sent, each once. */
import { useCallback, useEffect, useState } from 'react';
import type { MessageRow } from '../../../shared/contract/messages.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { useActions } from '../../lib/deck.tsx';
import type { Answer } from '../../lib/engine-client.ts';

export type Recent = Pick<MessageRow, 'id' | 'preview' | 'createdAt'> & {
  readonly channels: readonly MessageRow['steps'][number]['channel'][];
};

const mostRecent = 12;

/**
 * Returns the newest different chains. One message represents a send to many, whose messages were written at
 * the same time.
 * @param rows newest first
 */
function distinctSendings(rows: readonly MessageRow[]): Recent[] {
  const moments = new Set<number>();
  const texts = new Set<string>();
  const found: Recent[] = [];
  for (const { id, preview, createdAt, steps } of rows) {
    const channels = steps.map((step) => step.channel);
    const text = `${channels.join()} ${preview}`;
    if (preview === '' || moments.has(createdAt) || texts.has(text)) continue;
    moments.add(createdAt);
    texts.add(text);
    found.push({ id, preview, createdAt, channels });
    if (found.length === mostRecent) break;
  }
  return found;
}

export function useRecent(): {
  readonly recent: readonly Recent[];
  readonly chainOfRecent: (one: Recent) => Promise<Answer<DraftChain>>;
} {
  const { compose } = useActions();
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  useEffect(() => {
    let gone = false;
    void compose.sentLately().then((rows) => {
      if (!gone) setRecent(distinctSendings(rows));
    });
    return () => {
      gone = true;
    };
  }, [compose]);
  const chainOfRecent = useCallback((one: Recent) => compose.chainOfSent(one.id), [compose]);
  return { recent, chainOfRecent };
}
