import { Button } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { Overview } from '../../../shared/contract/console.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './frame.module.css';

/** Problems that a person solves on the screen of answers. */
const ofAnswers: ReadonlySet<string> = new Set(['answers-undecided', 'opt-outs-unverified']);

function Troubles({ troubles }: Pick<Overview, 'troubles'>) {
  const textOf = useProblemText();
  return (
    <ul>
      {troubles.map(({ problem }) => {
        const { message, hint } = textOf(problem);
        return (
          <li key={`${problem.code} ${message}`}>
            <strong>{message}</strong> {hint}
          </li>
        );
      })}
    </ul>
  );
}

/**
 * Problems of the console itself, and what to do. Stays while the engine is gone, because it may be the
 * reason. The first is shown, and the others on request, so that the bar leaves room for the screen.
 */
export function TroubleBar() {
  const words = useWords();
  const { frame } = useActions();
  const troubles = useDeck((state) => state.console.overview?.troubles);
  const isOnAnswers = useDeck((state) => state.frame.route.screen === 'answers');
  if (!troubles || troubles.length === 0) return null;
  const others = troubles.slice(1);
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangleFilled size={16} aria-hidden />
      <div>
        <Troubles troubles={troubles.slice(0, 1)} />
        {others.length > 0 && (
          <details>
            <summary>+{others.length}</summary>
            <Troubles troubles={others} />
          </details>
        )}
      </div>
      {!isOnAnswers && troubles.some(({ problem }) => ofAnswers.has(problem.code)) && (
        <Button
          size="compact-xs"
          variant="default"
          ml="auto"
          onClick={() => frame.go({ screen: 'answers', tab: 'messages', id: null })}
        >
          {words.frame.answers}
        </Button>
      )}
    </div>
  );
}
