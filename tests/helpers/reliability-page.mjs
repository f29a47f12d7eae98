// Writes the tables of docs/reliability.md from the figures of long tests. Tables that were not measured
// again stay unchanged.

const beginMark = '<!-- Written by `npm run test:long`: manual changes are lost. -->';
const endMark = '<!-- End of the written part. -->';
const propertiesTitle = 'Generated cases';

/**
 * Returns the page with this run's tables replacing the older tables with the same titles.
 * @throws if the page has no place for tables
 */
export function withFigures(page, entries, { date, node }) {
  const from = page.indexOf(beginMark);
  const to = page.indexOf(endMark);
  if (from < 0 || to < from) throw new Error(`The page needs the lines "${beginMark}" and "${endMark}".`);
  const kept = page
    .slice(from + beginMark.length, to)
    .split(/^(?=### )/mu)
    .filter((section) => section.startsWith('### '));
  const tables = new Map(kept.map((section) => [section.slice(4, section.indexOf('\n')), section.trim()]));
  for (const [title, table] of tablesOf(entries, { date, node })) tables.set(title, table);
  // The table of generated cases is the longest, so it comes last.
  const last = tables.get(propertiesTitle);
  tables.delete(propertiesTitle);
  if (last !== undefined) tables.set(propertiesTitle, last);
  return `${page.slice(0, from)}${beginMark}\n\n${[...tables.values()].join('\n\n')}\n\n${page.slice(to)}`;
}

/** Returns the tables of a run: title and Markdown. */
export function tablesOf(entries, { date, node }) {
  const measured = (seed) => `Measured on ${date} with Node.js ${node}, seed ${seed}`;
  const tables = entries
    .filter(({ title }) => title !== undefined)
    .map(({ title, file, seed, seconds, figures }) => [
      title,
      `### ${title}\n\n${measured(seed)}, in ${format(seconds)} s (\`${file}\`).\n\n${table(['what', 'count'], figures)}`,
    ]);
  const properties = entries.filter(({ property }) => property !== undefined);
  if (properties.length === 0) return tables;
  const rows = [...Map.groupBy(properties, ({ file }) => file)]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([file, own]) => [`\`${file}\``, own.length, sum(own)]);
  const seeds = [...new Set(properties.map(({ seed }) => seed))].join(', ');
  const total = `${format(sum(properties))} cases for ${format(properties.length)} properties, and every property held`;
  const text = `### ${propertiesTitle}\n\n${measured(seeds)}: ${total}.\n\n`;
  return [...tables, [propertiesTitle, `${text}${table(['file', 'properties', 'cases'], rows)}`]];
}

const sum = (properties) => properties.reduce((total, { cases }) => total + cases, 0);
const format = (count) => (typeof count === 'number' ? count.toLocaleString('en-GB') : count);

function table(head, rows) {
  const line = (cells) => `| ${cells.map(format).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
