import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { ChoiceCards } from '../../lib/ui/choice-cards.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useFocusWrong } from '../../lib/ui/use-focus-wrong.ts';
import {
  AddressFields,
  ChannelFields,
  CredentialFields,
  PassphraseField,
  sealingOf,
} from './account-fields.tsx';
import { type AccountForm, checkPassphrase, emptyForm, type FormErrors, fieldOf } from './account-form.ts';
import { ColourField } from './colour-field.tsx';
import { useAccountPagesLanguage } from './language.ts';

/** Returns whether the form names another server (scheme, host or port) than the account. */
function isMoved(account: AccountView, form: AccountForm): boolean {
  return (['baseUrl', 'plainUrl'] as const).some((field) => {
    const url = URL.parse(form[field].trim());
    return url !== null && url.origin !== URL.parse(account[field])?.origin;
  });
}

function useEdit(account: AccountView, onClose: () => void) {
  const { accounts } = useActions();
  const [form, setForm] = useState<AccountForm>({
    ...emptyForm,
    name: account.name,
    colour: account.colour,
    username: account.username,
    textStore: account.textStore,
    baseUrl: account.baseUrl,
    plainUrl: account.plainUrl,
    wabaId: account.wabaId ?? '',
    telegram: account.telegram,
  });
  const [errors, setErrors] = useState<FormErrors>({});
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const textOf = useProblemText();
  const { words } = useAccountPagesLanguage();
  const sealing = useDeck(sealingOf);
  useEffect(() => void accounts.readySecrets(), [accounts]);

  function refuse(refused: ProblemView) {
    setBusy(false);
    const field = fieldOf(refused, form);
    setErrors(field === null ? {} : { [field]: textOf.whole(refused) });
    setProblem(field === null ? refused : null);
  }

  async function save(unchecked: boolean) {
    // Without a new password nothing is encrypted.
    const needed = form.password === '' ? 'none' : sealing;
    const wrong = checkPassphrase(form, words, needed, [form.name, form.username, form.password]);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const unlocked = needed === 'open' ? await accounts.unlock(form.passphrase) : null;
    if (unlocked && !unlocked.ok) return refuse(unlocked.problem);
    const { password, name, colour, username, textStore, baseUrl, plainUrl, wabaId, telegram } = form;
    const changed = { name, colour, username, textStore, baseUrl, plainUrl, wabaId, telegram, unchecked };
    const answer = await accounts.updateAccount({
      id: account.id,
      ...changed,
      ...(password === '' ? {} : { password }),
      ...(needed === 'new' ? { passphrase: form.passphrase } : {}),
    });
    if (!answer.ok) return refuse(answer.problem);
    setBusy(false);
    onClose();
  }

  const change = (patch: Partial<AccountForm>) => {
    setForm((old) => ({ ...old, ...patch }));
    setErrors({});
  };
  return { form, errors, problem, busy, change, save };
}

export function EditAccountDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  useFocusBack();
  const { words } = useAccountPagesLanguage();
  const texts = words.welcome.form;
  const { form, errors, problem, busy, change, save } = useEdit(account, onClose);
  const formRef = useRef<HTMLFormElement>(null);
  useFocusWrong(formRef, errors, problem);
  const part = { form, errors, change };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(false);
  };
  return (
    <Modal
      opened
      size={620}
      onClose={onClose}
      closeOnClickOutside={false}
      title={words.accountPages.editTitle(account.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form ref={formRef} className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={texts.name}
          value={form.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <ColourField value={form.colour} onChange={(colour) => change({ colour })} />
        <CredentialFields {...part} />
        <p className={classes.about}>
          {isMoved(account, form) ? words.accountPages.passwordMoves : words.accountPages.passwordKept}
        </p>
        {form.password !== '' && <PassphraseField {...part} />}
        <ChoiceCards
          legend={texts.textStore}
          value={form.textStore}
          choices={texts.textStores}
          onChange={(textStore) => change({ textStore })}
        />
        <ChannelFields {...part} />
        <AddressFields {...part} />
        {problem && <ProblemNotice problem={problem} alert />}
        <div className={classes.dialogFoot}>
          {problem && (
            <Button variant="subtle" disabled={busy} onClick={() => void save(true)}>
              {texts.unchecked}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {words.common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
