import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { type Answers, type Asked, answered, leftOut, quietAtFirst } from './before-asking.ts';
import { DoNotSendPart, QuietPart, SamePart, WithheldParts } from './before-parts.tsx';
import { costText } from './cost-field.tsx';
import classes from './sending.module.css';
import type { Sending } from './use-sending.ts';

/** Asks for confirmation only if necessary: many recipients, high cost, quiet hours, a repeated text. */
export function ConfirmDialog({ sending, asked }: { sending: Sending; asked: Asked }) {
  useFocusBack();
  const language = useLanguage();
  const { words } = language;
  const texts = words.sending.before;
  const account = useDeck((state) => state.console.accounts?.find((one) => one.current)?.name ?? '');
  const [quiet, setQuiet] = useState<Answers['quiet']>(quietAtFirst(asked.found));
  const { recipients, times, cost } = sending;
  /* If no recipient would remain, leaving them out is not offered. */
  const listed = asked.found?.doNotSend ?? [];
  const asksOf = recipients.to.length - leftOut(asked.found);
  const everybody = asked.found?.same.length === asksOf;
  const [same, setSame] = useState<Answers['same']>(everybody ? 'send' : 'leave-out');
  const { to } = answered(recipients.to, {}, asked.found, { quiet, same });
  const later = times.schedule.kind !== 'now';
  return (
    <Modal
      opened
      size="lg"
      onClose={sending.stop}
      title={texts.title(asksOf)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={classes.before}>
        {asked.problem && (
          <ProblemNotice problem={asked.problem} alert>
            <p className={classes.quiet}>{texts.asked}</p>
          </ProblemNotice>
        )}
        {(asked.many || asked.costly) && (
          <p>
            {asked.many && `${texts.many(asksOf)} `}
            {texts.account(account)}
          </p>
        )}
        {(asked.many || asked.costly) && cost.people > 0 && (
          <p>
            {texts.cost} <strong className="tnum">{costText(cost, language)}</strong>
          </p>
        )}
        {asked.found && (
          <>
            <QuietPart
              found={asked.found}
              channelOf={({ step }) => cost.steps[step]?.channel}
              later={later}
              value={quiet}
              onChange={setQuiet}
            />
            <SamePart found={asked.found} value={same} onChange={setSame} />
          </>
        )}
        <DoNotSendPart doNotSend={[...recipients.listed, ...listed]} />
        {asked.found && <WithheldParts withheld={asked.found.withheld} />}
        {to.length === 0 && <p className={classes.error}>{texts.nobody}</p>}
      </div>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={sending.stop}>
          {texts.change}
        </Button>
        <Button data-autofocus disabled={to.length === 0} onClick={() => sending.send({ quiet, same })}>
          {later ? texts.schedule(to.length) : texts.send(to.length)}
        </Button>
      </Group>
    </Modal>
  );
}
