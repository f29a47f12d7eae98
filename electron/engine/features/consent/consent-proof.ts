/** What proves the consent of one person: the whole ledger of the number, as a page or for a spreadsheet. */
import type { Consent, ConsentEntry } from '../../../../shared/contract/consent.ts';
import { escapeMarkup } from '../../../../shared/markup.ts';
import { formatPhone } from '../../../../shared/messaging/phone.ts';
import { byteOrderMark, csvLine } from '../../files/csv.ts';

const kindWords = {
  given: 'consent given',
  withdrawn: 'consent withdrawn',
  lifted: 'withdrawal lifted',
} as const satisfies Record<ConsentEntry['kind'], string>;

const sourceWords = {
  person: 'recorded by a person',
  reply: 'answer of the person',
  erasure: 'left by an erasure',
  import: 'imported list',
  blacklist: 'found on a blacklist at Messente',
  subscription: 'subscription by Messente',
  earlier: 'do-not-send list of before the ledger',
  restore: 'kept in force when a backup was restored',
} as const satisfies Record<ConsentEntry['source'], string>;

const columns = ['when', 'what', 'channel', 'purpose', 'source', 'how', 'wording'] as const;

const cellsOf = ({ at, kind, channel, purpose, source, how, wording }: ConsentEntry): string[] => [
  new Date(at).toISOString(),
  kindWords[kind],
  channel ?? 'every channel',
  purpose ?? 'every purpose',
  sourceWords[source],
  how ?? '',
  wording ?? '',
];

/**
 * Returns the proof for one person.
 * @param madeAt epoch ms
 */
export function consentProof(consent: Consent, format: 'html' | 'csv', madeAt: number): string {
  if (format === 'csv') {
    const lines = consent.entries.map((entry) => csvLine([consent.number, ...cellsOf(entry)]));
    return byteOrderMark + csvLine(['number', ...columns]) + lines.join('');
  }
  const whom = escapeMarkup(formatPhone(consent.number));
  const row = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeMarkup(cell)}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Consent of ${whom}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: 0.4rem; text-align: left; vertical-align: top; white-space: pre-wrap; }
</style>
</head>
<body>
<h1>Consent of ${whom}</h1>
<p>${consent.mayWrite ? 'Messages may be sent to the number.' : 'Nothing is sent to the number: it is on the do-not-send list, or the person was erased.'}
Written at ${new Date(madeAt).toISOString()}. All times are UTC.</p>
<table>
${row(columns, 'th')}
${consent.entries.map((entry) => row(cellsOf(entry), 'td')).join('\n')}
</table>
</body>
</html>
`;
}
