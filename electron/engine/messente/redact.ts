import { escapeMarkup } from '../../../shared/markup.ts';
import type { MessenteCredentials } from './types.ts';

const mask = '•••';

/** Returns the credentials in base64, as used in an HTTP Basic header. */
export function basicToken(credentials: MessenteCredentials): string {
  return Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64');
}

/**
 * Masks a password in a server's answer. A host that is not Messente's may echo the request, whose headers or
 * query contain the password.
 * @param text the answer
 * @param credentials the credentials whose password and Basic token are masked, in all forms in which they
 * are sent or may be echoed
 */
export function redact(text: string, credentials: MessenteCredentials): string {
  const { password } = credentials;
  if (password === '') return text;
  const token = basicToken(credentials);
  const html = escapeMarkup(password);
  const forms = new Set([
    token,
    encodeURIComponent(token),
    password,
    encodeURIComponent(password),
    new URLSearchParams({ p: password }).toString().slice(2),
    JSON.stringify(password).slice(1, -1),
    html,
  ]);
  let clean = text;
  for (const form of [...forms].sort((left, right) => right.length - left.length)) {
    clean = clean.replaceAll(form, mask);
  }
  return clean;
}
