import { useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import type { Answer } from '../../lib/engine-client.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { checkPassphrase, sealingOf } from '../accounts/index.ts';
import { useInboundLanguage } from './language.ts';

type SecretForm = {
  /** The number that people write to, if the form asks for it. */
  readonly number: string;
  readonly secret: string;
  readonly passphrase: string;
  readonly passphraseAgain: string;
};
export type SecretErrors = Partial<Record<keyof SecretForm, string>>;

const fields = ['number', 'secret', 'passphrase'] as const;

/** What a call gets besides the form: the first passphrase of a folder, which seals its secrets. */
type Sealed = { readonly passphrase?: string };

/**
 * The state of a form that stores a shared secret. Like an API password, a secret may need the passphrase first: see
 * `PassphraseField`.
 */
export function useSecretForm<T>({
  asksNumber,
  takesSecret,
  save,
  onSaved,
}: {
  asksNumber: boolean;
  takesSecret: boolean;
  save: (form: SecretForm, sealed: Sealed) => Promise<Answer<T>>;
  onSaved: (value: T) => void;
}) {
  const { words } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const { accounts } = useActions();
  const textOf = useProblemText();
  const [form, setForm] = useState<SecretForm>({
    number: '',
    secret: '',
    passphrase: '',
    passphraseAgain: '',
  });
  const [errors, setErrors] = useState<SecretErrors>({});
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const sealing = useDeck(sealingOf);
  useEffect(() => void accounts.readySecrets(), [accounts]);
  const needed = takesSecret ? sealing : 'none';

  function check(): SecretErrors {
    return {
      ...(asksNumber && form.number.trim() === '' ? { number: texts.missingNumber } : {}),
      ...(takesSecret && form.secret === '' ? { secret: texts.missingSecret } : {}),
      ...checkPassphrase(form, words, needed, [form.number, form.secret]),
    };
  }

  function refuse(refused: ProblemView) {
    setBusy(false);
    const field = fields.find((one) => one === refused.field);
    setErrors(field === undefined ? {} : { [field]: textOf.whole(refused) });
    setProblem(field === undefined ? refused : null);
  }

  async function submit() {
    const wrong = check();
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const unlocked = needed === 'open' ? await accounts.unlock(form.passphrase) : null;
    if (unlocked && !unlocked.ok) return refuse(unlocked.problem);
    const answer = await save(form, needed === 'new' ? { passphrase: form.passphrase } : {});
    if (!answer.ok) return refuse(answer.problem);
    setBusy(false);
    onSaved(answer.value);
  }

  const change = (patch: Partial<SecretForm>) => {
    setForm((old) => ({ ...old, ...patch }));
    setErrors({});
  };
  return { form, errors, problem, busy, change, submit };
}
