/** Writes the tables of docs/performance.md from the rows of all benchmarks. */
import { type Row, reachesTarget, targetText } from './rows.ts';

const beginMark = '<!-- Written by `npm run bench -- all`: manual changes are lost. -->';
const endMark = '<!-- End of the written part. -->';

/** Where and when the benchmarks ran. */
export type Conditions = {
  readonly date: string;
  readonly cores: number;
  readonly node: string;
  readonly commit: string;
};

export type Result = { readonly bench: string; readonly seconds: number; readonly rows: readonly Row[] };

/** Returns the page with the tables of these results. @throws if the page has no place for tables */
export function withResults(page: string, results: readonly Result[], conditions: Conditions): string {
  const from = page.indexOf(beginMark);
  const to = page.indexOf(endMark);
  if (from < 0 || to < from) throw new Error(`The page needs the lines "${beginMark}" and "${endMark}".`);
  const { date, cores, node, commit } = conditions;
  const intro = `Measured on ${date} on ${cores} cores with Node.js ${node}, commit ${commit}.`;
  const tables = results.map(({ bench, seconds, rows }) =>
    [`### ${bench}`, '', `Took ${seconds} s.`, '', ...tableOf(rows)].join('\n'),
  );
  return `${page.slice(0, from)}${beginMark}\n\n${[intro, ...tables].join('\n\n')}\n\n${page.slice(to)}`;
}

function tableOf(rows: readonly Row[]): string[] {
  const lines = rows.map((row) => [
    row.what,
    `${format(row.ours)} ${row.unit}`,
    `${format(row.baseline)} ${row.unit} (${row.baselineOf})`,
    format(row.ratio),
    format(row.samples),
    row.target === null ? '' : `${targetText(row)}: ${reachesTarget(row) ? 'reached' : 'missed'}`,
  ]);
  const head = ['what', 'Omnideck', 'baseline', 'ratio', 'samples', 'target'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}

const format = (value: number): string => value.toLocaleString('en-GB');
