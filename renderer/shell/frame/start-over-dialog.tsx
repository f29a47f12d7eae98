import { Button, Modal } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { checkNewPassphrase, type FormErrors, NewPassphraseFields } from '../../features/accounts/index.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useFocusWrong } from '../../lib/ui/use-focus-wrong.ts';
import classes from './frame.module.css';

/**
 * Replaces a lost passphrase: the encrypted file is moved aside, and each account gets its password again.
 */
export function StartOverDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  const texts = words.frame.startOver;
  const actions = useActions();
  const accounts = useDeck((state) => state.console.accounts);
  const names = (accounts ?? []).filter(({ kind }) => kind === 'messente').map(({ name }) => name);
  const [form, setForm] = useState({ passphrase: '', passphraseAgain: '' });
  const [errors, setErrors] = useState<FormErrors>({});
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const formRef = useRef<HTMLFormElement>(null);
  useFocusWrong(formRef, errors, problem);

  async function startOver(event: FormEvent) {
    event.preventDefault();
    const wrong = checkNewPassphrase(form, words, names);
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const answer = await actions.accounts.startOver(form.passphrase);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    showNotice({ message: texts.done(answer.value.movedTo), autoClose: false });
    onClose();
  }

  return (
    <Modal
      opened
      size={560}
      onClose={onClose}
      closeOnClickOutside={false}
      title={texts.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        ref={formRef}
        className={classes.startOver}
        onSubmit={(event) => void startOver(event)}
        noValidate
      >
        <p>{texts.about}</p>
        <p>{names.length === 0 ? texts.noAccount : texts.accounts(names.join(', '))}</p>
        <NewPassphraseFields
          autofocus
          form={form}
          errors={errors}
          change={(patch) => {
            setForm((old) => ({ ...old, ...patch }));
            setErrors({});
          }}
        />
        {problem && <ProblemNotice problem={problem} alert />}
        <div className={classes.startOverFoot}>
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
