/** A callback as a curl command, to send it again by hand: the bytes and headers that came, and no secret. */
import type { CallbackDetail } from '../../../shared/contract/reports.ts';

/** Set by whatever sends the request; to give them again would be wrong or a bother. */
const notCopied = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'accept',
]);

/** A header's value, whatever the case of its name; null where it isn't there. */
export function headerOf(callback: Pick<CallbackDetail, 'headers'>, name: string): string | null {
  return callback.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * @param localUrl where the callback server listens on this machine
 * @returns a command for a POSIX shell. The account's token in the path is shortened, so it must be filled in. A body
 *   that is no text is piped in from base64, since a command line can't hold any byte.
 */
export function curlOf(callback: CallbackDetail, localUrl: string): string {
  const { method, path, headers, bodyText, bodyBase64 } = callback;
  const lines = [`curl -X ${method} ${quoted(`${localUrl}${path}`)}`];
  for (const [name, value] of headers) {
    if (!notCopied.has(name.toLowerCase())) lines.push(`  -H ${quoted(`${name}: ${value}`)}`);
  }
  // Raw: anybody may have sent a body that begins with "@", which else names a file of this machine to be sent.
  lines.push(bodyText === null ? '  --data-binary @-' : `  --data-raw ${quoted(bodyText)}`);
  const command = lines.join(' \\\n');
  return bodyText === null ? `printf %s ${quoted(bodyBase64)} | base64 -d | ${command}` : command;
}
