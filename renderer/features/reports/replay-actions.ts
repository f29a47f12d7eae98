/** Replays a delivery report to the store or to a URL. */
import type { Replayed, ReplayTarget } from '../../../shared/contract/reports.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext } from '../../lib/state.ts';

const urlKey = 'omnideck:replay-url';

export function replayActions({ engine, page: window }: Pick<SliceContext, 'engine' | 'page'>) {
  function keepUrl(url: string) {
    try {
      window.localStorage.setItem(urlKey, url);
    } catch {
      /* Storage is full or forbidden: the user types the address again. */
    }
  }

  return {
    /** Replays a report; with a body, that body with a new signature. */
    async replay(id: number, to: ReplayTarget, body: string | null): Promise<Answer<Replayed>> {
      const answer = await engine.ask((client) =>
        body === null ? client.reports.replay({ id, to }) : client.reports.replayEdited({ id, body, to }),
      );
      if (answer.ok && to !== 'store') keepUrl(to.url);
      return answer;
    },
    /** Returns the last target address; '' if there is none. */
    lastUrl: () => window.localStorage.getItem(urlKey) ?? '',
  };
}
