import { trimEnd } from './trim-end.ts';
/** Formats a request to Messente's API as a curl command, so that the user can repeat it manually. */

/**
 * Quotes any text as one argument of a POSIX shell. Between single quotes, only the single quote itself has a
 * special meaning.
 */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Returns the curl command of a request that sends a message.
 *
 * @param baseUrl the account's base URL, such as https://api.messente.com/v1
 * @param request the omnimessage's JSON as sent
 * @returns a command for a POSIX shell. It contains no credentials; it reads user name and password from the
 * environment.
 * The callback URL is left out, because its reports would be assigned to the original message.
 */
export function curlOfOmnimessage(baseUrl: string, request: string): string {
  return [
    `curl -X POST ${shellWord(`${trimEnd(baseUrl, /\//u)}/omnimessage`)}`,
    '-u "$MESSENTE_USERNAME:$MESSENTE_PASSWORD"',
    `-H ${shellWord('Content-Type: application/json')}`,
    `--data-binary ${shellWord(withoutCallback(request))}`,
  ].join(' \\\n  ');
}

function withoutCallback(request: string): string {
  try {
    const body: unknown = JSON.parse(request);
    if (typeof body !== 'object' || body === null || !('dlr_url' in body)) return request;
    const { dlr_url: _callback, ...rest } = body;
    return JSON.stringify(rest);
  } catch {
    return request;
  }
}
