/** The backup passphrase, which lets another computer recognise erased people. */
import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Erasures } from '../../../shared/contract/privacy.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import type { DeckState } from '../../lib/state.ts';
import { Group } from '../../lib/ui/group.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import settings from '../../lib/ui/settings.module.css';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import classes from './data.module.css';
import { useBackupsLanguage } from './language.ts';

const isHeldIn = (state: DeckState): boolean =>
  state.console.overview?.troubles.some(({ problem }) => problem.code === 'erasures-unrecognised') ?? false;

/** Whether a passphrase is chosen, and whether sending is held for want of one; null until it is loaded. */
export function useErasures(): readonly [Erasures | null, (erasures: Erasures) => void] {
  const { privacy } = useActions();
  const [erasures, setErasures] = useState<Erasures | null>(null);
  const isHeld = useDeck(isHeldIn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a restore or a command has changed whether sending is held
  useEffect(() => {
    let stale = false;
    void (async () => {
      const answer = await (await privacy.backupPassphrase()).erasures();
      if (answer.ok && !stale) setErasures(answer.value);
    })();
    return () => {
      stale = true;
    };
  }, [privacy, isHeld]);
  return [erasures, setErasures];
}

export type NewPassphrase = {
  readonly fields: React.ReactNode;
  /** Nothing is typed. */
  readonly isEmpty: boolean;
  /** Chooses what is typed. @returns null if it was refused, which the fields show */
  submit(): Promise<Erasures | null>;
};

/** Two fields for a new passphrase: the input is hidden, and nobody can recover it. */
export function useNewPassphrase(description: string): NewPassphrase {
  const texts = useBackupsLanguage().words.backups.passphrase;
  const { privacy } = useActions();
  const textOf = useProblemText();
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [differs, setDiffers] = useState(false);
  const change = (apply: () => void) => {
    apply();
    setProblem(null);
    setDiffers(false);
  };
  const fields = (
    <>
      <PasswordInput
        label={texts.label}
        description={description}
        value={typed}
        error={problem && textOf.whole(problem)}
        autoComplete="new-password"
        onChange={({ currentTarget: { value } }) => change(() => setTyped(value))}
      />
      <PasswordInput
        label={texts.again}
        value={again}
        error={differs && texts.differs}
        autoComplete="new-password"
        onChange={({ currentTarget: { value } }) => change(() => setAgain(value))}
      />
    </>
  );
  return {
    fields,
    isEmpty: typed === '' && again === '',
    async submit() {
      if (typed !== again) {
        setDiffers(true);
        return null;
      }
      const answer = await (await privacy.backupPassphrase()).set(typed);
      if (!answer.ok) {
        setProblem(answer.problem);
        return null;
      }
      setTyped('');
      setAgain('');
      return answer.value;
    },
  };
}

function Choose({ isSet, onSet }: { isSet: boolean; onSet: (erasures: Erasures) => void }) {
  const texts = useBackupsLanguage().words.backups.passphrase;
  const { fields, isEmpty, submit } = useNewPassphrase(texts.keep);
  async function choose(event: FormEvent) {
    event.preventDefault();
    const set = await submit();
    if (set === null) return;
    onSet(set);
    showNotice({ message: texts.chosenNow });
  }
  return (
    <form className={settings.form} onSubmit={(event) => void choose(event)} noValidate>
      {fields}
      <div>
        <Button type="submit" variant="default" disabled={isEmpty}>
          {isSet ? texts.change : texts.choose}
        </Button>
      </div>
    </form>
  );
}

/** Asks before the erased numbers of a restored backup are no longer recognised. */
function Lost({ onClose, onLost }: { onClose: () => void; onLost: () => void }) {
  useFocusBack();
  const { words } = useBackupsLanguage();
  const texts = words.backups.passphrase;
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.lostTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={classes.dialog}>
        <p>{texts.lostText}</p>
      </div>
      <div className={settings.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button color="bad" onClick={onLost}>
          {texts.lostGo}
        </Button>
      </div>
    </Modal>
  );
}

/** What to do while sending is held: enter the passphrase, or confirm that it is lost. */
function Held({ erasures, onChange }: { erasures: Erasures; onChange: (erasures: Erasures) => void }) {
  const texts = useBackupsLanguage().words.backups.passphrase;
  const { privacy } = useActions();
  const textOf = useProblemText();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [asks, setAsks] = useState(false);
  async function enter(event: FormEvent) {
    event.preventDefault();
    const answer = await (await privacy.backupPassphrase()).enter(typed);
    if (!answer.ok) return setProblem(answer.problem);
    onChange(answer.value);
    showNotice({ message: texts.entered });
  }
  const lose = useCallback(async () => {
    setAsks(false);
    const answer = await (await privacy.backupPassphrase()).lost();
    if (answer.ok) onChange(answer.value);
  }, [privacy, onChange]);
  return (
    <form className={settings.form} onSubmit={(event) => void enter(event)} noValidate>
      <p className={settings.warn} role="status">
        {texts.held}
      </p>
      {erasures.canOpen ? (
        <PasswordInput
          label={texts.ofBackup}
          value={typed}
          error={problem && textOf.whole(problem)}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(null);
          }}
        />
      ) : (
        <p>{texts.notSealed}</p>
      )}
      <div className={settings.row}>
        {erasures.canOpen && (
          <Button type="submit" disabled={typed === ''}>
            {texts.enter}
          </Button>
        )}
        <Button variant="default" color="bad" onClick={() => setAsks(true)}>
          {texts.lost}
        </Button>
      </div>
      {asks && <Lost onClose={() => setAsks(false)} onLost={() => void lose()} />}
    </form>
  );
}

export function BackupPassphrase() {
  const texts = useBackupsLanguage().words.backups.passphrase;
  const [erasures, setErasures] = useErasures();
  if (erasures === null) return null;
  return (
    <Group title={texts.label} text={texts.text}>
      {erasures.held && <Held erasures={erasures} onChange={setErasures} />}
      <p className={classes.quiet}>{erasures.passphraseSet ? texts.isSet : texts.isNotSet}</p>
      <Choose isSet={erasures.passphraseSet} onSet={setErasures} />
    </Group>
  );
}

/** The field for the passphrase of a backup that is about to be restored, or what its restore will mean without one. */
export function PassphraseOfBackup({
  erasures,
  value,
  problem,
  onChange,
}: {
  erasures: { readonly people: number; readonly sealed: boolean };
  value: string;
  problem: ProblemView | null;
  onChange: (value: string) => void;
}) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.passphrase;
  const textOf = useProblemText();
  const people = texts.people(erasures.people, format.number(erasures.people));
  if (!erasures.sealed)
    return (
      <p className={settings.warn}>
        {people} {texts.notSealed} {texts.heldAfter}
      </p>
    );
  return (
    <>
      <p>{people}</p>
      <PasswordInput
        label={texts.ofBackup}
        description={texts.heldAfter}
        value={value}
        error={problem && textOf.whole(problem)}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
