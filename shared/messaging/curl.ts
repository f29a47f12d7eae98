/** A request of Messente's API as a curl command, to make it again by hand. */

/** One word of a POSIX shell, whatever is in it: between single quotes nothing has a meaning but the quote itself. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * @param baseUrl the account's, such as https://api.messente.com/v1
 * @param request the omnimessage's JSON as it was sent
 * @returns a command for a POSIX shell. It holds no credential: user name and password are read from the environment.
 *   The callback address is left out, since its reports would be taken for those of the message that was sent with it.
 */
export function curlOfOmnimessage(baseUrl: string, request: string): string {
  return [
    `curl -X POST ${shellWord(`${baseUrl.replace(/\/+$/, '')}/omnimessage`)}`,
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
