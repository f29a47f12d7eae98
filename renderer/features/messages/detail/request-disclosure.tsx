import { useDisclosure } from '@mantine/hooks';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useWords } from '../../../lib/language.tsx';
import classes from './detail.module.css';
import { Body, Disclosure } from './disclosure.tsx';

type Attempt = MessageDetail['attempts'][number];

/** The request of one attempt, and its answer. */
export function RequestDisclosure({ attempt, several }: { attempt: Attempt; several: boolean }) {
  const words = useWords().messages.detail;
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <Disclosure
      label={several ? words.requestOf(attempt.number) : words.request}
      opened={opened}
      onToggle={toggle}
    >
      <Body label={words.requestHeading} text={attempt.request} />
      {attempt.response === null || attempt.response === '' ? (
        <p className={classes.faint}>{words.noAnswerArrived}</p>
      ) : (
        <Body label={words.answerHeading} text={attempt.response} />
      )}
      {attempt.request.includes('/dlr/') && <p className={classes.faint}>{words.hidden}</p>}
    </Disclosure>
  );
}
