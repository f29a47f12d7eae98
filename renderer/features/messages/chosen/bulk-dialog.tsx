/** Asks before an action on several messages, runs it, and shows the outcome of each. */
import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import type { EachOutcome } from '../../../../shared/contract/messages.ts';
import type { Answer } from '../../../lib/engine-client.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import { showNotice } from '../../../lib/ui/show-notice.ts';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';
import classes from './chosen.module.css';
import { OutcomeList } from './outcome-list.tsx';
import { type Summary, summaryOf } from './outcomes.ts';

export type BulkWay = {
  readonly word: string;
  readonly act: () => Promise<Answer<EachOutcome>>;
  readonly tone?: 'filled' | 'default';
  readonly disabled?: boolean | undefined;
};

type BulkDialogProps = {
  title: string;
  size?: 'md' | 'lg';
  children: ReactNode;
  ways: readonly BulkWay[];
  /** Example: "37 cancelled" */
  done: (count: number, text: string) => string;
  onClose: () => void;
};

export function BulkDialog({ title, size = 'md', children, ways, done, onClose }: BulkDialogProps) {
  useFocusBack();
  const { words, format } = useLanguage();
  const texts = words.messages.bulk;
  const textOf = useProblemText();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [summary, setSummary] = useState<Summary | null>(null);

  async function act(way: BulkWay) {
    setBusy(way.word);
    setProblem(null);
    const answer = await way.act();
    setBusy(null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const came = summaryOf(answer.value, textOf);
    if (came.reasons.length > 0) {
      setSummary(came);
      return;
    }
    onClose();
    showNotice({ message: done(came.done, format.number(came.done)) });
  }

  const not = summary === null ? 0 : summary.reasons.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <Modal
      opened
      size={size}
      onClose={onClose}
      title={
        summary === null
          ? title
          : texts.outcome(
              done(summary.done, format.number(summary.done)),
              texts.notDone(not, format.number(not)),
            )
      }
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {summary === null ? children : <OutcomeList reasons={summary.reasons} onLeave={onClose} />}
      {problem && (
        <div className={classes.problem}>
          <ProblemNotice problem={problem} alert />
        </div>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        {summary === null ? (
          <>
            <Button data-autofocus variant="default" onClick={onClose}>
              {words.common.cancel}
            </Button>
            {ways.map((way) => (
              <Button
                key={way.word}
                variant={way.tone ?? 'filled'}
                loading={busy === way.word}
                disabled={way.disabled === true || (busy !== null && busy !== way.word)}
                onClick={() => void act(way)}
              >
                {way.word}
              </Button>
            ))}
          </>
        ) : (
          <Button data-autofocus variant="default" onClick={onClose}>
            {words.common.close}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
