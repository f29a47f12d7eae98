import { type Command, Option } from 'commander';
import type { ChangeValues, JournalEntry, JournalFilter } from '../../../shared/contract/journal.ts';
import { actorKinds, changeKinds } from '../../../shared/journal-kinds.ts';
import { ok, type Result } from '../../../shared/messaging/problem.ts';
import { entryRecord, exportJournal, readEntries } from '../../engine/features/journal/index.ts';
import { type EveryOption, limitTo, withEveryOption } from '../options.ts';
import { dayAndTime, exit, note, printContent, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { gather, oneOf, timeOf } from './filters.ts';
import { writeReport } from './write-report.ts';

type AuditOptions = EveryOption & {
  readonly since?: string;
  readonly until?: string;
  readonly actor?: (typeof actorKinds)[number];
  readonly what?: string[];
  readonly limit: number;
  readonly format?: 'csv' | 'jsonl';
  readonly out?: string;
};

/** Adds the command audit: who changed what and when. */
export function addAuditCommand(program: Command): void {
  withEveryOption(program.command('audit'))
    .description('who changed what and when: the audit log, the newest change first')
    .option('--since <time>', 'changes at or after this time (2026-11-01, 2026-11-01T12:00)')
    .option('--until <time>', 'changes before this time')
    .addOption(new Option('--actor <actor>', 'changes by this actor').choices([...actorKinds]))
    .option('--what <changes>', 'these kinds of change, such as setting-changed,account-added', gather)
    .option(
      '--limit <n>',
      'at most so many entries, unless --format or --out is given',
      limitTo(999_999),
      100,
    )
    .addOption(
      new Option('--format <format>', 'write all matching entries in this format').choices(['csv', 'jsonl']),
    )
    .option('--out <file>', 'write all matching entries to this file (default: standard output)')
    .action((options: AuditOptions) =>
      runInSession(options, async (session, json) => {
        const filter = readAuditFilter(options);
        if (!filter.ok) {
          printProblem(filter.problem, json);
          return exit.couldNotTry;
        }
        if (options.format !== undefined || options.out !== undefined)
          return writeAudit(session, filter.value, options, json);
        const entries = await entriesOf(session, filter.value, options.limit);
        for (const entry of entries) {
          if (json) printJson(entryRecord(entry));
          else printLine(entryLine(entry));
        }
        if (entries.length === 0 && !json) note('No change matches.');
        return exit.reached;
      }),
    );
}

function readAuditFilter(options: AuditOptions): Result<JournalFilter> {
  const what = oneOf(options.what, changeKinds, 'what');
  if (!what.ok) return what;
  const since = timeOf(options.since, 'since');
  if (!since.ok) return since;
  const until = timeOf(options.until, 'until');
  if (!until.ok) return until;
  const wanted = { since: since.value, until: until.value, actor: options.actor, what: what.value };
  return ok(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)));
}

async function writeAudit(
  session: Session,
  filter: JournalFilter,
  { format = 'csv', out }: AuditOptions,
  json: boolean,
): Promise<number> {
  const entries = await entriesOf(session, filter);
  const text = exportJournal(entries, format);
  if (out === undefined) {
    printContent(text);
    return exit.reached;
  }
  const problem = await writeReport(out, text, 'out');
  if (problem !== null) {
    printProblem(problem, json);
    return exit.couldNotTry;
  }
  if (json) printJson({ file: out, entries: entries.length });
  else printLine(`Wrote ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} to ${out}.`);
  return exit.reached;
}

function entriesOf({ client }: Session, filter: JournalFilter, most?: number): Promise<JournalEntry[]> {
  return readEntries((page) => client.journal.list({ ...filter, ...page }), most);
}

/** Formats one entry as text: time, actor, kind of change, the affected object, values before and after. */
function entryLine(entry: JournalEntry): string {
  const { kind, name } = entry.actor;
  const actor = `${kind.replaceAll('-', ' ')}${name === null ? '' : ` (${name})`}`;
  const parts = [
    dayAndTime(entry.at),
    actor,
    entry.what.replaceAll('-', ' '),
    entry.number,
    entry.subject,
    valuesText(entry.before, entry.after),
  ];
  // A line break in a name must not look like another entry.
  return parts
    .filter((part) => part !== null && part !== '')
    .join('  ')
    .replaceAll(/[\r\n\t]+/gu, ' ');
}

function valuesText(before: ChangeValues | null, after: ChangeValues | null): string {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => {
      const [old, now] = [before?.[name], after?.[name]];
      if (old === undefined || old === now) return `${name}: ${String(now)}`;
      return now === undefined ? `${name}: ${String(old)}` : `${name}: ${String(old)} → ${String(now)}`;
    })
    .join(', ');
}
