/** The fields that connecting and changing an account share. */
import { Checkbox, Collapse, PasswordInput, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import type { DeckState } from '../../lib/state.ts';
import type { AccountForm, FormErrors, Sealing } from './account-form.ts';
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
  // The receiver of a password is always visible, unless it is Messente.
  const [open, setOpen] = useState(
    form.baseUrl !== '' && !/^https:\/\/([\w-]+\.)*messente\.com(\/|$)/.test(form.baseUrl),
  );
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

/** Features that only some accounts have, and that the API does not report. */
export function ChannelFields({ form, errors, change }: FormPartProps) {
  const texts = useLanguage().words.welcome.form.features;
  const [open, setOpen] = useState(form.wabaId !== '' || form.telegram);
  const shown = open || errors.wabaId !== undefined;
  return (
    <div>
      <UnstyledButton fz={12} c="dimmed" aria-expanded={shown} onClick={() => setOpen(!open)}>
        {texts.channels} {shown ? '−' : '+'}
      </UnstyledButton>
      <Collapse expanded={shown}>
        <div className={classes.pair} style={{ marginTop: 8 }}>
          <TextInput
            label={texts.wabaId}
            description={texts.wabaIdHint}
            value={form.wabaId}
            error={errors.wabaId}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change({ wabaId: event.currentTarget.value })}
          />
          <Checkbox
            label={texts.telegram}
            description={texts.telegramHint}
            checked={form.telegram}
            onChange={(event) => change({ telegram: event.currentTarget.checked })}
          />
        </div>
      </Collapse>
    </div>
  );
}

export function sealingOf(state: DeckState): Sealing {
  const secrets = state.console.overview?.secrets;
  if (secrets?.kind !== 'sealed-file' || !secrets.locked) return 'none';
  return secrets.exists ? 'open' : 'new';
}

type NewPassphrase = Pick<AccountForm, 'passphrase' | 'passphraseAgain'>;

type PassphraseProps = {
  form: NewPassphrase;
  errors: Pick<FormErrors, 'passphrase' | 'passphraseAgain'>;
  change: (patch: Partial<NewPassphrase>) => void;
};

export function PassphraseField({ form, errors, change }: PassphraseProps) {
  const texts = useLanguage().words.welcome.form;
  const sealing = useDeck(sealingOf);
  if (sealing === 'none') return null;
  if (sealing === 'new') return <NewPassphraseFields form={form} errors={errors} change={change} />;
  return (
    <PasswordInput
      label={texts.passphrase}
      description={texts.passphraseHint}
      value={form.passphrase}
      error={errors.passphrase}
      autoComplete="off"
      onChange={(event) => change({ passphrase: event.currentTarget.value })}
    />
  );
}

/** A new passphrase, typed twice because the input is hidden and it cannot be recovered. */
export function NewPassphraseFields({
  form,
  errors,
  change,
  autofocus = false,
}: PassphraseProps & { autofocus?: boolean }) {
  const texts = useLanguage().words.welcome.form;
  return (
    <>
      <PasswordInput
        label={texts.passphraseNew}
        data-autofocus={autofocus || undefined}
        description={texts.passphraseNewHint}
        value={form.passphrase}
        error={errors.passphrase}
        autoComplete="new-password"
        onChange={(event) => change({ passphrase: event.currentTarget.value })}
      />
      <PasswordInput
        label={texts.passphraseAgain}
        description={texts.passphraseAgainHint}
        value={form.passphraseAgain}
        error={errors.passphraseAgain}
        autoComplete="new-password"
        onChange={(event) => change({ passphraseAgain: event.currentTarget.value })}
      />
    </>
  );
}
