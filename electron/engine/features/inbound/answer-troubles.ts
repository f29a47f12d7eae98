import type { Overview } from '../../../../shared/contract/console.ts';
import { formatPhone } from '../../../../shared/messaging/phone.ts';
import { inboundProblem } from '../../../../shared/problems/inbound.ts';
import type { Store } from '../../store.ts';
import type { scheduledDespiteAnswers, undecidedAnswers } from './sql/decide.ts';

type AnswerFigures = {
  readonly undecided: ReturnType<typeof undecidedAnswers>;
  readonly scheduled: ReturnType<typeof scheduledDespiteAnswers>;
};

export const noAnswerFigures: AnswerFigures = {
  undecided: { count: 0, since: null },
  scheduled: { count: 0, first: [] },
};

/** Reads what waits because of answers. */
export async function readAnswerFigures(store: Store): Promise<AnswerFigures> {
  const [undecided, scheduled] = await Promise.all([
    store.read('undecidedAnswers', {}),
    store.read('scheduledDespiteAnswers', {}),
  ]);
  return { undecided, scheduled };
}

/**
 * Returns the troubles that answers wait for a person's decision, or for the key store while Messente has scheduled messages
 * to their senders. They end with the decisions and the verification, so they are computed, and not reported.
 */
export function answerTroubles({ undecided, scheduled }: AnswerFigures): Overview['troubles'] {
  const troubles: Overview['troubles'] = [];
  if (undecided.count > 0)
    troubles.push({
      problem: inboundProblem('answers-undecided', { count: undecided.count }),
      kind: 'lasting',
      at: undecided.since ?? 0,
    });
  if (scheduled.count > 0) {
    const named = scheduled.first.map(({ id, to }) => `${formatPhone(to)} (${id})`).join(', ');
    const messages = scheduled.count > scheduled.first.length ? `${named}, …` : named;
    const problem = inboundProblem('opt-outs-unverified', { count: scheduled.count, messages });
    troubles.push({ problem, kind: 'lasting', at: 0 });
  }
  return troubles;
}
