import type { MessenteCredentials } from './types.ts';

const mask = '•••';

/** HTTP Basic's credentials part for these, base64. */
export function basicToken(credentials: MessenteCredentials): string {
  return Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64');
}

/**
 * Takes a password out of what a server said: a host that isn't Messente's may echo the request, whose headers or
 * query held it.
 * @param text what came
 * @param credentials whose password and Basic token are masked, in the forms in which they travel or are echoed
 */
export function redact(text: string, credentials: MessenteCredentials): string {
  const { password } = credentials;
  if (password === '') return text;
  const token = basicToken(credentials);
  const html = password
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
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
