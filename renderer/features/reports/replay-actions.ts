/** Sends a delivery report again, to the store or to a URL. */
import type { Replayed, ReplayTarget } from '../../../shared/contract/reports.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext } from '../../lib/state.ts';

const urlKey = 'omnideck:replay-url';

export function replayActions({ engine, page: window }: Pick<SliceContext, 'engine' | 'page'>) {
  function keepUrl(url: string) {
    try {
      window.localStorage.setItem(urlKey, url);
    } catch {
      /* A full or forbidden storage: it is typed again. */
    }
  }

  return {
    /** Sends it again; with a body, that one, signed anew. */
    async replay(id: number, to: ReplayTarget, body: string | null): Promise<Answer<Replayed>> {
      const answer = await engine.ask((client) =>
        body === null ? client.reports.replay({ id, to }) : client.reports.replayEdited({ id, body, to }),
      );
      if (answer.ok && to !== 'store') keepUrl(to.url);
      return answer;
    },
    /** Where one was sent to last; '' where none was. */
    lastUrl: () => window.localStorage.getItem(urlKey) ?? '',
  };
}
