import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useDeck } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './frame.module.css';

/**
 * Problems of the console itself, and what to do. Stays while the engine is gone, because it may be the
 * reason.
 */
export function TroubleBar() {
  const textOf = useProblemText();
  const troubles = useDeck((state) => state.console.overview?.troubles);
  if (!troubles || troubles.length === 0) return null;
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangleFilled size={16} aria-hidden />
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
    </div>
  );
}
