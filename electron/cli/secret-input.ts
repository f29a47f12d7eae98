/** Reads secrets that must not be on the command line: from a prompt, a file, or standard input. */
import { ok, type Result } from '../../shared/messaging/problem.ts';
import { choosePassphrase } from './choose-passphrase.ts';
import { readTextFile } from './commands/read-text-file.ts';
import { askSecret, readStandardInput } from './prompt.ts';
import type { Session } from './session.ts';

/** Removes the byte order mark that some editors write before a text: it is not part of a secret. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/u, '');
}

/** Asks for a secret at the terminal, or reads standard input if there is no terminal. */
export async function askOrReadSecret(question: string): Promise<string> {
  return (await askSecret(question)) ?? withoutMark(await readStandardInput());
}

/**
 * Reads a secret, without a final line break.
 * @param file the path of a file that contains only the secret, `-` for standard input; undefined: asks at the terminal,
 * or reads standard input
 */
export async function readSecret(question: string, file: string | undefined): Promise<Result<string>> {
  if (file === undefined) return ok(await askOrReadSecret(question));
  const text = await readTextFile(file);
  return text.ok ? ok(withoutMark(text.value).replace(/\r?\n$/u, '')) : text;
}

const newPassphraseQuestion = 'This computer has no key store. Choose a passphrase for the API passwords: ';

/**
 * Asks for a passphrase if there is no OS key store and no encrypted file yet.
 * @param known texts that a passphrase must not be made of
 * @returns the passphrase to send with the secret that it will encrypt; {} if none is needed
 */
export async function passphraseFor(
  { client }: Pick<Session, 'client'>,
  known: readonly string[],
): Promise<{ readonly passphrase?: string }> {
  const { secrets } = await client.secrets.ready();
  if (secrets.kind !== 'sealed-file' || !secrets.locked || secrets.exists) return {};
  const passphrase =
    process.env.OMNIDECK_PASSPHRASE ?? (await choosePassphrase(newPassphraseQuestion, known));
  return passphrase === null ? {} : { passphrase };
}
