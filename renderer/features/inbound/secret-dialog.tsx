import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import type { InboundNumber } from '../../../shared/contract/inbound.ts';
import { useActions } from '../../lib/deck.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useFocusWrong } from '../../lib/ui/use-focus-wrong.ts';
import { PassphraseField } from '../accounts/index.ts';
import { useInboundLanguage } from './language.ts';
import { useSecretForm } from './use-secret-form.ts';

/** Stores another shared secret of a number. */
export function SecretDialog({ number, onClose }: { number: InboundNumber; onClose: () => void }) {
  useFocusBack();
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const { inbound } = useActions();
  const shown = format.phone(number.number);
  const { form, errors, problem, busy, change, submit } = useSecretForm({
    asksNumber: false,
    takesSecret: true,
    save: ({ secret }, sealed) => inbound.setNumberSecret({ id: number.id, secret, ...sealed }),
    onSaved() {
      showNotice({ message: texts.secretKept(shown) });
      onClose();
    },
  });
  const formRef = useRef<HTMLFormElement>(null);
  useFocusWrong(formRef, errors, problem);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={texts.secretTitle(shown)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form ref={formRef} className={classes.form} onSubmit={send} noValidate>
        <PasswordInput
          data-autofocus
          label={texts.secretLabel}
          description={texts.secretHint}
          value={form.secret}
          error={errors.secret}
          autoComplete="new-password"
          onChange={(event) => change({ secret: event.currentTarget.value })}
        />
        <p className={classes.about}>{texts.secretText}</p>
        <PassphraseField form={form} errors={errors} change={change} />
        {problem && <ProblemNotice problem={problem} alert />}
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.secretGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
