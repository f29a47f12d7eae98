/** The user data header, which few SMS need; collapsed unless it is used. */
import { Collapse, TextInput, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { useActions } from '../../../lib/deck.tsx';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';

export function SmsMore() {
  const words = useFormsWords().forms;
  const { compose } = useActions();
  const { step, ownProblemOf, problemText } = useStepForm();
  const [open, setOpen] = useState(false);
  const id = useId();
  const error = problemText(ownProblemOf('udh'));
  const shown = open || step.udh !== '' || error !== null;
  return (
    <div className={classes.more}>
      <UnstyledButton
        className={classes.moreToggle}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpen(!shown)}
      >
        {words.more} {shown ? '−' : '+'}
      </UnstyledButton>
      <Collapse expanded={shown} id={id}>
        <TextInput
          label={words.udh}
          description={words.udhHint}
          value={step.udh}
          error={error}
          autoComplete="off"
          spellCheck={false}
          data-field="udh"
          className={classes.udh ?? ''}
          onChange={(event) => compose.editStep(step.key, { udh: event.currentTarget.value })}
        />
      </Collapse>
    </div>
  );
}
