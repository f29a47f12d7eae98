import type { JournalEntry } from '../../../../shared/contract/journal.ts';

const pageSize = 1_000;

type Page = {
  /** The stamp of the previous page's last entry; missing for the first page. */
  readonly after?: string;
  readonly limit: number;
};

/**
 * Reads entries page by page, so that no single read blocks a thread for long.
 * @param most how many at most
 */
export async function readEntries(
  readPage: (page: Page) => Promise<{ readonly entries: readonly JournalEntry[] }>,
  most = Number.POSITIVE_INFINITY,
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  while (entries.length < most) {
    const limit = Math.min(pageSize, most - entries.length);
    const last = entries.at(-1);
    const page = await readPage({ limit, ...(last === undefined ? {} : { after: last.stamp }) });
    entries.push(...page.entries);
    if (page.entries.length < limit) break;
  }
  return entries;
}
