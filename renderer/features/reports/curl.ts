/**
 * Formats a report as a curl command that sends it again: the received bytes and headers, without secrets.
 */
import type { ReportDetail } from '../../../shared/contract/reports.ts';

/** Headers that every HTTP client sets itself; repeating them would be wrong or confusing. */
const notCopied = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'accept',
]);

/** Returns a header's value, ignoring the case of its name; null if it is missing. */
export function headerOf(report: Pick<ReportDetail, 'headers'>, name: string): string | null {
  return report.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Returns the command.
 *
 * @param localUrl the callback server's local address
 * @returns a command for a POSIX shell. The account's token in the path is shortened, so it must be filled
 * in. A body
 * that is not text is piped in from base64, because a command line cannot contain every byte.
 */
export function curlOf(report: ReportDetail, localUrl: string): string {
  const { method, path, headers, bodyText, bodyBase64 } = report;
  const lines = [`curl -X ${method} ${quoted(`${localUrl}${path}`)}`];
  for (const [name, value] of headers) {
    if (!notCopied.has(name.toLowerCase())) lines.push(`  -H ${quoted(`${name}: ${value}`)}`);
  }
  // --data-raw, because a body may begin with "@", which otherwise means that a local file is sent.
  lines.push(bodyText === null ? '  --data-binary @-' : `  --data-raw ${quoted(bodyText)}`);
  const command = lines.join(' \\\n');
  return bodyText === null ? `printf %s ${quoted(bodyBase64)} | base64 -d | ${command}` : command;
}
