/**
 * The form that connects an account. Its fields are in the order in which a user knows the values; the
 * account is checked at once, and each problem is shown at its field.
 */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { ChoiceCards } from '../../lib/ui/choice-cards.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { showResult } from '../../lib/ui/show-result.ts';
import { useFocusWrong } from '../../lib/ui/use-focus-wrong.ts';
import {
  AddressFields,
  ChannelFields,
  CredentialFields,
  PassphraseField,
  sealingOf,
} from './account-fields.tsx';
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
import { ColourField } from './colour-field.tsx';
import { ReportWay } from './report-way.tsx';
import classes from './welcome.module.css';

function useConnect(onDone: () => void) {
  const { words, format } = useLanguage();
  const { frame, accounts } = useActions();
  const { setSettings } = useActions().settings;
  const settings = useDeck((state) => state.console.settings);
  const [form, setForm] = useState<AccountForm>(() => ({ ...emptyForm, ...wayOf(settings) }));
  const [errors, setErrors] = useState<FormErrors>({});
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const sealing = useDeck(sealingOf);
  const textOf = useProblemText();
  const change = (patch: Partial<AccountForm>) => {
    setForm((old) => ({ ...old, ...patch }));
    setErrors({});
  };

  function refuse(refused: ProblemView) {
    const field = fieldOf(refused, form);
    setProblem(field === null ? refused : null);
    setErrors(field === null ? {} : { [field]: textOf.whole(refused) });
    setBusy(false);
  }

  async function connect(unchecked: boolean) {
    const wrong = checkForm(form, words, sealing);
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const unlocked = sealing === 'open' ? await accounts.unlock(form.passphrase) : null;
    if (unlocked && !unlocked.ok) return refuse(unlocked.problem);
    const added = await accounts.addAccount(accountInput(form, unchecked, sealing));
    if (!added.ok) return refuse(added.problem);
    const { account, check } = added.value;
    if (form.way === 'localtunnel') await accounts.agreeTunnel(account.id);
    const tunnel = tunnelOf(form);
    const set = tunnel === settings?.tunnel ? null : await setSettings({ tunnel });
    setBusy(false);
    const texts = words.welcome.form;
    showNotice({
      message: check
        ? texts.connected(account.name, format.money(check.balance))
        : texts.keptUnchecked(account.name),
    });
    if (set) showResult(set);
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
  const { accounts } = useActions();
  useEffect(() => void accounts.readySecrets(), [accounts]);
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
      <ReportWay {...part} />
      <ChannelFields {...part} />
      <AddressFields {...part} />
      {problem && <ProblemNotice problem={problem} alert />}
      <div className={classes.footer}>
        {(problem !== null || errors.baseUrl !== undefined) && (
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
