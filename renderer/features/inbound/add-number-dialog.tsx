import { Button, Modal, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { InboundNumber } from '../../../shared/contract/inbound.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import classes from '../../lib/ui/settings.module.css';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useFocusWrong } from '../../lib/ui/use-focus-wrong.ts';
import { PassphraseField } from '../accounts/index.ts';
import { useInboundLanguage } from './language.ts';
import { NumberAddress } from './number-list.tsx';
import { useSecretForm } from './use-secret-form.ts';

type FormProps = { onAdded: (number: InboundNumber) => void; onClose: () => void };

function useAccounts() {
  const { words } = useInboundLanguage();
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const nameOf = ({ kind, name }: (typeof accounts)[number]) =>
    kind === 'sandbox' ? words.frame.sandbox : name;
  return {
    choices: accounts.map((one) => ({ value: one.id, label: nameOf(one) })),
    find: (id: string | null) => accounts.find((one) => (id === null ? one.current : one.id === id)),
  };
}

function AddForm({ onAdded, onClose }: FormProps) {
  const words = useInboundLanguage().words;
  const texts = words.inbound.numbers;
  const { inbound } = useActions();
  const { choices, find } = useAccounts();
  const [accountId, setAccountId] = useState<string | null>(null);
  const account = find(accountId);
  const isSandbox = account?.kind === 'sandbox';
  const { form, errors, problem, busy, change, submit } = useSecretForm({
    asksNumber: true,
    takesSecret: !isSandbox,
    save: ({ number, secret }, sealed) =>
      inbound.addNumber({
        number,
        ...(account ? { accountId: account.id } : {}),
        ...(isSandbox ? {} : { secret }),
        ...sealed,
      }),
    onSaved: onAdded,
  });
  const formRef = useRef<HTMLFormElement>(null);
  useFocusWrong(formRef, errors, problem);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form ref={formRef} className={classes.form} onSubmit={send} noValidate>
      <TextInput
        data-autofocus
        label={texts.number}
        description={texts.numberHint}
        placeholder="+372 5555 1234"
        value={form.number}
        error={errors.number}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ number: event.currentTarget.value })}
      />
      {choices.length > 1 && (
        <Select
          label={texts.account}
          allowDeselect={false}
          data={choices}
          value={account?.id ?? null}
          onChange={setAccountId}
        />
      )}
      {isSandbox ? (
        <p className={classes.about}>{texts.secretNone}</p>
      ) : (
        <>
          <PasswordInput
            label={texts.secretLabel}
            description={texts.secretHint}
            value={form.secret}
            error={errors.secret}
            autoComplete="new-password"
            onChange={(event) => change({ secret: event.currentTarget.value })}
          />
          <PassphraseField form={form} errors={errors} change={change} />
        </>
      )}
      {problem && <ProblemNotice problem={problem} alert />}
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={busy}>
          {texts.addGo}
        </Button>
      </div>
    </form>
  );
}

/** What is left to do after a number was added. */
function Added({ number, onClose }: { number: InboundNumber; onClose: () => void }) {
  const words = useInboundLanguage().words;
  const texts = words.inbound.numbers;
  const { frame } = useActions();
  const { find } = useAccounts();
  const isSandbox = find(number.accountId)?.kind === 'sandbox';
  function setUp() {
    onClose();
    frame.go({ screen: 'settings', section: 'reports' });
  }
  return (
    <div className={classes.form}>
      <p>{isSandbox ? texts.nextSandbox : number.address === null ? texts.nextNone : texts.next}</p>
      {number.address !== null && !isSandbox && (
        <NumberAddress number={number.number} address={number.address} />
      )}
      <div className={classes.dialogFoot}>
        {number.address === null && (
          <Button variant="default" onClick={setUp}>
            {texts.setUp}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </div>
  );
}

/** Adds a number that people write to, and then shows the address for Messente's Dashboard. */
export function AddNumberDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const [added, setAdded] = useState<InboundNumber | null>(null);
  return (
    <Modal
      opened
      size={560}
      onClose={onClose}
      closeOnClickOutside={false}
      title={added ? texts.added(format.phone(added.number)) : texts.addTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {added ? <Added number={added} onClose={onClose} /> : <AddForm onAdded={setAdded} onClose={onClose} />}
    </Modal>
  );
}
