import { Button } from '@mantine/core';
import { isPaused } from '../../lib/console-slice.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { Keys } from '../../lib/ui/keys.tsx';
import { Grow } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import type { Words } from '../../lib/words/words.ts';
import { sendMessage } from './actions.ts';
import classes from './compose.module.css';
import { CostField } from './cost-field.tsx';
import type { Draft } from './draft.ts';
import { MoreField } from './more-field.tsx';
import { openPlaces } from './schedule.ts';
import type { Sending } from './use-sending.ts';
import { WhenField } from './when-field.tsx';

function sendLabel(people: number, later: boolean, sandbox: boolean, words: Words['compose']): string {
  if (people === 0) return words.sendNobody;
  if (later) return sandbox ? words.scheduleSandbox(people) : words.scheduleSend(people);
  return sandbox ? words.sendSandbox(people) : words.send(people);
}

export function ComposeFoot({ draft, sending }: { draft: Draft; sending: Sending }) {
  const { words: all, format } = useLanguage();
  const { compose: words, sending: sendingWords } = all;
  const { console } = useActions();
  const problem = useDeck((state) => state.compose.problem);
  const paused = useDeck(isPaused);
  const { resume } = all.frame;
  const [open] = draft.sendAtTheirs ? openPlaces(sending.times.places) : [];
  const zoneError = open === undefined ? null : sendingWords.when.chooseZone(format.country(open));
  const later = sending.times.schedule.kind !== 'now';
  const textOf = useProblemText();
  const valueProblem = sending.problems.find((one) => one.field === 'values');
  const timeProblem = sending.problems.find((one) => one.field === 'timeToSend');
  return (
    <footer className={classes.foot}>
      {problem && (
        <div className={classes.footProblem}>
          <ProblemNotice problem={problem} alert>
            <p className={classes.kept}>{words.unsentNote}</p>
          </ProblemNotice>
        </div>
      )}
      {valueProblem && (
        <p className={`${classes.footProblem} ${classes.error}`} role="alert">
          {textOf.whole(valueProblem)}
        </p>
      )}
      {paused && (
        <p className={`${classes.footProblem} ${classes.pausedNote}`}>
          {words.pausedNote}{' '}
          <Button variant="subtle" px={4} onClick={() => void console.resume()}>
            {resume}
          </Button>
        </p>
      )}
      <div className={classes.footLine}>
        <CostField cost={sending.cost} />
        <WhenField
          draft={draft}
          times={sending.times}
          error={timeProblem ? textOf(timeProblem).message : zoneError}
        />
        <MoreField draft={draft} />
        <Grow />
        <Button
          size="sm"
          h={32}
          loading={sending.busy}
          rightSection={<Keys keys={sendMessage.keys[0] ?? ''} tone="accent" />}
          onClick={sending.trySend}
        >
          {sendLabel(sending.recipients.to.length, later, sending.sandbox, words)}
        </Button>
      </div>
    </footer>
  );
}
