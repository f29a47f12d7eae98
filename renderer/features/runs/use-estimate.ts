import { useEffect, useState } from 'react';
import { isMoreThan } from '../../../shared/messaging/money.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { listedLines } from '../../lib/listed-lines.ts';
import type { EngineClient } from '../../lib/transport.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { useRunsLanguage } from './language.ts';

type Estimated = Awaited<ReturnType<EngineClient['runs']['estimate']>>;

type Estimate = {
  /** The number of messages; null if not known (yet). */
  readonly messages: number | null;
  /** Their cost, or why it is not known; null while loading. */
  readonly text: string | null;
};

/**
 * Returns the estimated cost of a send of a run as text. @param ask null if there is nothing to estimate
 * @param key changes when the estimate must be loaded again
 */
export function useEstimate(ask: (() => Promise<Estimated | Answer<never>>) | null, key: unknown): Estimate {
  const { words, format } = useRunsLanguage();
  const problemText = useProblemText();
  const [answer, setAnswer] = useState<Estimated | Answer<never> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what is asked about has changed
  useEffect(() => {
    let late = false;
    setAnswer(null);
    void ask?.().then((found) => {
      if (!late) setAnswer(found);
    });
    return () => {
      late = true;
    };
  }, [key, ask === null]);
  const texts = words.runs.plan;
  if (answer === null) return { messages: null, text: null };
  if (!answer.ok) {
    return { messages: null, text: `${texts.costFailed} ${problemText.whole(answer.problem)}` };
  }
  const { cost, messages, credit, doNotSend } = answer.value;
  const textOf = () => {
    if (cost === null) return texts.costUnknown;
    const costText = texts.cost(format.money(cost.low), format.money(cost.high));
    if (credit === null) return costText;
    const isMore = isMoreThan(cost.high, credit);
    return `${costText} ${texts.ofCredit(format.money(credit))}${isMore ? ` ${texts.overCredit}` : ''}`;
  };
  const { before } = words.sending;
  const lines = listedLines(doNotSend, before, format.phone);
  const others = lines.length === 0 ? [] : [before.doNotSend(doNotSend.length), lines.join('; ')];
  return { messages, text: [textOf(), ...others].join(' ') };
}
