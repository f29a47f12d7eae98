/** The form that connects an account, and its validation before Messente is requested. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import { weaknessOf } from '../../../shared/messaging/passphrase.ts';
import type { Words } from '../../lib/words/words.ts';
import type { AccountInput } from './accounts-slice.ts';

export const colours = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const;
type TextStore = 'nostore' | 'sha256' | 'plaintext';
type Way = 'none' | 'localtunnel' | 'fixed';

export type AccountForm = {
  readonly name: string;
  readonly colour: string;
  readonly username: string;
  readonly password: string;
  readonly textStore: TextStore;
  readonly way: Way;
  readonly address: string;
  readonly agreed: boolean;
  readonly baseUrl: string;
  readonly plainUrl: string;
  /** The WhatsApp Business account whose templates are used; '' means none. */
  readonly wabaId: string;
  /** Older accounts have it, newer ones do not. */
  readonly telegram: boolean;
  /** Only if passwords are stored in an encrypted file that is locked. */
  readonly passphrase: string;
  /** The new passphrase again. */
  readonly passphraseAgain: string;
};

type FormField =
  | 'name'
  | 'username'
  | 'password'
  | 'address'
  | 'agreed'
  | 'baseUrl'
  | 'plainUrl'
  | 'wabaId'
  | 'passphrase'
  | 'passphraseAgain';
export type FormErrors = Partial<Record<FormField, string>>;

export const emptyForm: AccountForm = {
  name: '',
  colour: 'blue',
  username: '',
  password: '',
  textStore: 'nostore',
  way: 'none',
  address: '',
  agreed: false,
  baseUrl: '',
  plainUrl: '',
  wabaId: '',
  telegram: false,
  passphrase: '',
  passphraseAgain: '',
};

/** Returns how delivery reports arrive according to the settings. */
export function wayOf(settings: Settings | null): { way: Way; address: string } {
  const tunnel = settings?.tunnel ?? 'none';
  if (tunnel === 'none' || tunnel === 'localtunnel') return { way: tunnel, address: '' };
  return { way: 'fixed', address: tunnel };
}

/** Returns the setting `tunnel` for a way of receiving delivery reports. */
export function tunnelOf(form: Pick<AccountForm, 'way' | 'address'>): string {
  return form.way === 'fixed' ? form.address.trim() : form.way;
}

/**
 * Returns what is needed before a password can be stored: nothing, the passphrase of the encrypted file, or a
 * new one.
 */
export type Sealing = 'none' | 'open' | 'new';

/**
 * Returns what is wrong with a new passphrase and its repetition. @param known what an attacker would try
 * first
 */
export function checkNewPassphrase(
  { passphrase, passphraseAgain }: Pick<AccountForm, 'passphrase' | 'passphraseAgain'>,
  words: Words,
  known: readonly string[],
): Pick<FormErrors, 'passphrase' | 'passphraseAgain'> {
  const texts = words.welcome.form;
  const weakness = weaknessOf(passphrase, known);
  if (weakness !== null) return { passphrase: texts.weakPassphrase[weakness] };
  return passphrase === passphraseAgain ? {} : { passphraseAgain: texts.passphraseDiffers };
}

/** Returns what is wrong with the passphrase that storing a secret needs. @param known what an attacker would try first */
export function checkPassphrase(
  form: Pick<AccountForm, 'passphrase' | 'passphraseAgain'>,
  words: Words,
  sealing: Sealing,
  known: readonly string[],
): Pick<FormErrors, 'passphrase' | 'passphraseAgain'> {
  if (sealing === 'new') return checkNewPassphrase(form, words, known);
  const isMissing = sealing === 'open' && form.passphrase === '';
  return isMissing ? { passphrase: words.welcome.form.missingPassphrase } : {};
}

export function checkForm(form: AccountForm, words: Words, sealing: Sealing): FormErrors {
  const texts = words.welcome.form;
  return {
    ...(form.name.trim() === '' ? { name: texts.missingName } : {}),
    ...(form.username.trim() === '' ? { username: texts.missingUsername } : {}),
    ...(form.password === '' ? { password: texts.missingPassword } : {}),
    ...(form.way === 'fixed' && !/^https?:\/\/\S+$/.test(form.address.trim())
      ? { address: texts.missingAddress }
      : {}),
    ...checkPassphrase(form, words, sealing, [form.name, form.username, form.password]),
    ...(form.way === 'localtunnel' && !form.agreed ? { agreed: texts.agreeFirst } : {}),
  };
}

export function accountInput(form: AccountForm, unchecked: boolean, sealing: Sealing): AccountInput {
  return {
    name: form.name.trim(),
    username: form.username.trim(),
    password: form.password,
    colour: form.colour,
    textStore: form.textStore,
    unchecked,
    telegram: form.telegram,
    ...(sealing === 'new' ? { passphrase: form.passphrase } : {}),
    ...(form.baseUrl.trim() === '' ? {} : { baseUrl: form.baseUrl.trim() }),
    ...(form.plainUrl.trim() === '' ? {} : { plainUrl: form.plainUrl.trim() }),
    ...(form.wabaId.trim() === '' ? {} : { wabaId: form.wabaId.trim() }),
  };
}

const fields: Readonly<Record<string, FormField>> = {
  name: 'name',
  username: 'username',
  password: 'password',
  baseUrl: 'baseUrl',
  plainUrl: 'plainUrl',
  wabaId: 'wabaId',
  tunnel: 'address',
  passphrase: 'passphrase',
};

const notTheAddress = new Set(['no-network', 'address-not-allowed', 'secrets-locked']);

/** Returns the field of a problem; null for the whole form (no network, an address that is not allowed). */
export function fieldOf(problem: ProblemView, form: Pick<AccountForm, 'baseUrl'>): FormField | null {
  if (problem.code === 'wrong-credentials') return 'password';
  /* If a user-defined address cannot be reached, the problem is shown at its field. */
  if (problem.field === null && form.baseUrl.trim() !== '' && !notTheAddress.has(problem.code))
    return 'baseUrl';
  return problem.field === null ? null : (fields[problem.field] ?? null);
}
