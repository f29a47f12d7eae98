/** Connects an account: asked in the order that one knows it, checked at once, each failure at its field. */
import { Button, Collapse, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ProblemView } from '../../shared/contract/schemas.ts';
import { useActions, useDeck } from '../app/deck.tsx';
import { useLanguage } from '../app/language.tsx';
import type { DeckState } from '../app/state.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useFocusWrong } from '../ui/use-focus-wrong.ts';
import {
  type AccountForm,
  accountInput,
  checkForm,
  emptyForm,
  type FormErrors,
  fieldOf,
  tunnelOf,
  wayOf,
} from './account-form.ts';
import { CallbackWay } from './callback-way.tsx';
import { ChoiceCards } from './choice-cards.tsx';
import { ColourField } from './colour-field.tsx';
import classes from './welcome.module.css';

export type FormPartProps = {
  form: AccountForm;
  errors: FormErrors;
  change: (patch: Partial<AccountForm>) => void;
};

export function CredentialFields({ form, errors, change }: FormPartProps) {
  const texts = useLanguage().words.welcome.form;
  return (
    <div className={classes.pair}>
      <TextInput
        label={texts.username}
        description={texts.usernameHint}
        value={form.username}
        error={errors.username}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ username: event.currentTarget.value })}
      />
      <PasswordInput
        label={texts.password}
        description={texts.passwordHint}
        value={form.password}
        error={errors.password}
        autoComplete="new-password"
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
    </div>
  );
}

export function AddressFields({ form, errors, change }: FormPartProps) {
  const texts = useLanguage().words.welcome.form;
  const [open, setOpen] = useState(false);
  const shown = open || errors.baseUrl !== undefined || errors.plainUrl !== undefined;
  return (
    <div>
      <UnstyledButton fz={12} c="dimmed" aria-expanded={shown} onClick={() => setOpen(!open)}>
        {texts.advanced} {shown ? '−' : '+'}
      </UnstyledButton>
      <Collapse expanded={shown}>
        <div className={classes.pair} style={{ marginTop: 8 }}>
          <TextInput
            label={texts.baseUrl}
            description={texts.addressesHint}
            placeholder="https://api.messente.com/v1"
            value={form.baseUrl}
            error={errors.baseUrl}
            onChange={(event) => change({ baseUrl: event.currentTarget.value })}
          />
          <TextInput
            label={texts.plainUrl}
            description={texts.addressesHint}
            placeholder="https://api2.messente.com"
            value={form.plainUrl}
            error={errors.plainUrl}
            onChange={(event) => change({ plainUrl: event.currentTarget.value })}
          />
        </div>
      </Collapse>
    </div>
  );
}

/** Whether a passphrase is needed before a password can be kept. */
function isSealed(state: DeckState): boolean {
  const secrets = state.console.overview?.secrets;
  return secrets?.kind === 'sealed-file' && secrets.locked;
}

function PassphraseField({ form, errors, change }: FormPartProps) {
  const texts = useLanguage().words.welcome.form;
  const sealed = useDeck(isSealed);
  const exists = useDeck((state) => state.console.overview?.secrets.exists === true);
  if (!sealed) return null;
  return (
    <PasswordInput
      label={exists ? texts.passphrase : texts.passphraseNew}
      description={exists ? texts.passphraseHint : texts.passphraseNewHint}
      value={form.passphrase}
      error={errors.passphrase}
      autoComplete="new-password"
      onChange={(event) => change({ passphrase: event.currentTarget.value })}
    />
  );
}

function useConnect(onDone: () => void) {
  const { words, format } = useLanguage();
  const { console, frame } = useActions();
  const settings = useDeck((state) => state.console.settings);
  const [form, setForm] = useState<AccountForm>(() => ({ ...emptyForm, ...wayOf(settings) }));
  const [errors, setErrors] = useState<FormErrors>({});
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const sealed = useDeck(isSealed);
  const change = (patch: Partial<AccountForm>) => {
    setForm((old) => ({ ...old, ...patch }));
    setErrors({});
  };

  function refuse(refused: ProblemView) {
    const field = fieldOf(refused, form);
    setProblem(field === null ? refused : null);
    setErrors(field === null ? {} : { [field]: `${refused.sentence} ${refused.mend}` });
    setBusy(false);
  }

  async function connect(unchecked: boolean) {
    const wrong = checkForm(form, words, sealed);
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const unlocked = sealed ? await console.unlock(form.passphrase) : null;
    if (unlocked && !unlocked.ok) return refuse(unlocked.problem);
    const added = await console.addAccount(accountInput(form, unchecked));
    if (!added.ok) return refuse(added.problem);
    const { account, check } = added.value;
    if (form.way === 'localtunnel') await console.agreeTunnel(account.id);
    const tunnel = tunnelOf(form);
    const set = tunnel === settings?.tunnel ? null : await console.setSettings({ tunnel });
    setBusy(false);
    const texts = words.welcome.form;
    notifications.show({
      message: check
        ? texts.connected(account.name, format.money(check.balance))
        : texts.keptUnchecked(account.name),
    });
    if (set && !set.ok)
      notifications.show({ color: 'bad', title: set.problem.sentence, message: set.problem.mend });
    onDone();
    frame.go({ screen: 'messages', id: null });
  }

  return { form, errors, problem, busy, change, connect };
}

export function ConnectForm({ onDone }: { onDone: () => void }) {
  const { words } = useLanguage();
  const texts = words.welcome.form;
  const { form, errors, problem, busy, change, connect } = useConnect(onDone);
  const formRef = useRef<HTMLFormElement>(null);
  useFocusWrong(formRef, errors, problem);
  const { console } = useActions();
  useEffect(() => void console.readySecrets(), [console]);
  const part = { form, errors, change };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void connect(false);
  };
  return (
    <form ref={formRef} className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput
          data-autofocus
          label={texts.name}
          description={texts.nameHint}
          placeholder={texts.namePlaceholder}
          value={form.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <ColourField value={form.colour} onChange={(colour) => change({ colour })} />
      </div>
      <CredentialFields {...part} />
      <PassphraseField {...part} />
      <ChoiceCards
        legend={texts.textStore}
        value={form.textStore}
        choices={texts.textStores}
        onChange={(textStore) => change({ textStore })}
      />
      <CallbackWay {...part} />
      <AddressFields {...part} />
      {problem && <ProblemNotice problem={problem} alert />}
      <div className={classes.footer}>
        {problem && (
          <Button
            variant="subtle"
            disabled={busy}
            title={texts.uncheckedHint}
            onClick={() => void connect(true)}
          >
            {texts.unchecked}
          </Button>
        )}
        <Button variant="default" onClick={onDone}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={busy}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
