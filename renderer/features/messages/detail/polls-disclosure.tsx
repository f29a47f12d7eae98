import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import classes from './detail.module.css';
import { Body, Disclosure } from './disclosure.tsx';

type Answer = Awaited<ReturnType<ReturnType<typeof useActions>['messages']['polls']>>;

/** Messente's answers to status requests; loaded when expanded. */
export function PollsDisclosure({ message }: { message: Pick<MessageDetail, 'id' | 'polls'> }) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const textOf = useProblemText();
  const { messages } = useActions();
  const [opened, { toggle }] = useDisclosure(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { id, polls } = message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there is one more
  useEffect(() => {
    if (!opened) return;
    let gone = false;
    void messages.polls(id).then((value) => {
      if (!gone) setAnswer(value);
    });
    return () => {
      gone = true;
    };
  }, [opened, id, polls, messages]);
  if (polls === 0) return null;
  return (
    <Disclosure label={texts.polls(polls)} opened={opened} onToggle={toggle}>
      {answer !== null && !answer.ok && <p>{textOf.whole(answer.problem)}</p>}
      {answer?.ok &&
        answer.value.polls.map((poll) => {
          const when = format.exactTime(poll.askedAt);
          return poll.body === null || poll.body === '' ? (
            <p key={poll.askedAt} className={classes.faint}>
              {texts.pollWithout(when)} {poll.problem && textOf.whole(poll.problem)}
            </p>
          ) : (
            <Body
              key={poll.askedAt}
              label={texts.pollAt(when, poll.httpStatus === null ? '' : String(poll.httpStatus))}
              text={poll.body}
            />
          );
        })}
      {answer?.ok && answer.value.more && <p className={classes.faint}>{texts.pollsMore}</p>}
    </Disclosure>
  );
}
