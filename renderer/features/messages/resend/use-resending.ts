/** The questions before messages are resent, the user's answers, and the cost. */
import { useEffect, useMemo, useState } from 'react';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import type { BeforeResending, ResendMore } from '../../../../shared/contract/compose.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { type Answers, priceKey, quietAtFirst } from '../../compose/index.ts';
import { costOfResending, leftOut, listedAmong, moreOf, type ResendCost } from './resending.ts';

export type Resending = {
  /** null while loading or after a failure; `problem` contains the reason. */
  readonly found: BeforeResending | null;
  readonly problem: ProblemView | null;
  /** Loaded, or known to be unavailable. */
  readonly known: boolean;
  readonly answers: Answers;
  readonly answer: (patch: Partial<Answers>) => void;
  readonly cost: ResendCost;
  /** Messages to numbers on the do-not-send list: these are never sent, whatever the answer. */
  readonly listed: ReadonlySet<string>;
  /** The messages of these that will be sent. */
  readonly going: (ids: readonly string[]) => readonly string[];
  readonly more: (ids: readonly string[]) => Readonly<Record<string, ResendMore>>;
};

/** Loads the warnings. @param ids loaded once, when the question appears */
export function useResending(ids: readonly string[]): Resending {
  const { messages, sending } = useActions();
  const prices = useDeck((state) => state.sending.prices);
  const [first] = useState(ids);
  const [found, setFound] = useState<BeforeResending | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [answers, setAnswers] = useState<Answers>({ quiet: 'send', same: 'leave-out' });

  useEffect(() => {
    let here = true;
    void messages.beforeResending(first).then((answer) => {
      if (!here) return;
      if (!answer.ok) return setProblem(answer.problem);
      const { same } = answer.value;
      /* If no message would remain, leaving them out is not offered. */
      const everybody =
        new Set(same.map((one) => one.messageId)).size === first.length - listedAmong(answer.value).size;
      setAnswers({ quiet: quietAtFirst(answer.value), same: everybody ? 'send' : 'leave-out' });
      setFound(answer.value);
      const wanted = Map.groupBy(answer.value.chains, (chain) => chain.accountId);
      for (const [accountId, chains] of wanted) {
        const countries = new Set(chains.flatMap(({ country }) => country ?? []));
        void sending.needPrices(accountId, [...countries]);
      }
    });
    return () => {
      here = false;
    };
  }, [first, messages, sending]);

  const left = useMemo(() => leftOut(found, answers), [found, answers]);
  const cost = useMemo(
    () =>
      costOfResending(
        found?.chains ?? [],
        (accountId, country) => {
          const price = prices[priceKey(accountId, country)];
          return price === undefined || (price.prices === null && price.askedAt === null)
            ? undefined
            : price.prices;
        },
        left,
      ),
    [found, prices, left],
  );
  const listed = useMemo(() => listedAmong(found), [found]);
  const going = (some: readonly string[]) => some.filter((id) => !left.has(id));
  return {
    found,
    problem,
    known: found !== null || problem !== null,
    answers,
    answer: (patch) => setAnswers((before) => ({ ...before, ...patch })),
    cost,
    listed,
    going,
    more: (some) => moreOf(going(some), found, answers, cost.estimates),
  };
}
