import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type BackupContent,
  type ExportFormat,
  type Job,
  plainTable,
  type TableOptions,
} from '../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../shared/contract/messages.ts';
import { exportColumns } from '../../../shared/messaging/export-columns.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { ownZone } from '../../../shared/messaging/time-zones.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { defaultFolder } from '../../engine/data-folder.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, note, printContent, printJson, printLine, printProblem } from '../output.ts';
import { askSecret, askYes } from '../prompt.ts';
import { runInSession, runReading } from '../run.ts';
import { readSecret } from '../secret-input.ts';
import type { Reader, Session } from '../session.ts';
import { chooseIfNeeded, type PassphraseOption, withPassphraseOption } from './backup-passphrase.ts';
import { type FilterOptions, gather, oneOf, readFilter, withFilterOptions } from './filters.ts';
import { followJob } from './follow-job.ts';

/** Adds the commands export, import, backup, restore. */
export function addBackupCommands(program: Command): void {
  withEveryOption(withFilterOptions(program.command('export')), { sandbox: true })
    .argument('[file]', 'where to; "-": standard output; else a new file in the downloads folder')
    .description('write messages to a file: all, or those that the options name')
    .addOption(
      new Option(
        '--format <format>',
        "csv, xlsx or jsonl (default: by the file's ending, else jsonl)",
      ).choices(['csv', 'xlsx', 'jsonl']),
    )
    .addOption(
      new Option('--separator <sign>', 'csv: between the cells (default: a comma)').choices([
        ...Object.keys(separators),
        ...Object.values(separators),
      ]),
    )
    .addOption(
      new Option('--times <zone>', "csv, xlsx: utc, or this computer's local time (default: utc)").choices([
        'utc',
        'local',
      ]),
    )
    .option('--columns <names>', 'csv, xlsx: only these columns, such as to,state,step_1_text', gather)
    .option('--search <words>', 'only those with these words or digits')
    .action((file: string | undefined, options: ExportOptions) => exportMessages(file, options));

  withEveryOption(program.command('import'))
    .argument('<file>', 'an export of Omnideck')
    .description('take in messages that were exported; what is there already is left alone')
    .action((file: string, options: EveryOption) =>
      runInSession(options, (session, json, interrupted) =>
        followJob(session, session.client.backups.import({ file: resolve(file) }), {
          json,
          interrupted,
          print: printImported,
        }),
      ),
    );

  withPassphraseOption(withEveryOption(program.command('backup')))
    .argument('[file]', "where to (default: a new file in the data folder's backups)")
    .description('copy the database into one file; sending and receiving continue meanwhile')
    .option('--list', 'show the backups in the data folder instead')
    .action((file: string | undefined, options: BackupOptions) =>
      runInSession(options, (session, json, interrupted) =>
        options.list === true
          ? listBackups(session, json)
          : backUp(session, file, options, json, interrupted),
      ),
    );

  withPassphraseOption(withEveryOption(program.command('restore')))
    .argument('<file>', 'a backup: a path, or a name that "backup --list" shows')
    .description('put a backup in the place of the database; what it replaces is kept')
    .option('--yes', 'without asking')
    .action((file: string, options: RestoreOptions) => restore(file, options));
}

type BackupOptions = EveryOption & PassphraseOption & { readonly list?: boolean };
type RestoreOptions = EveryOption & PassphraseOption & { readonly yes?: boolean };

async function backUp(
  session: Session,
  file: string | undefined,
  options: BackupOptions,
  json: boolean,
  interrupted: AbortSignal,
): Promise<number> {
  const isNeeded = (await session.client.privacy.erasures()).people > 0;
  const asked = options.backupPassphraseFile;
  const chosen = isNeeded || asked !== undefined ? await chooseIfNeeded(session, asked) : ok(null);
  if (!chosen.ok) {
    printProblem(chosen.problem, json);
    return exit.couldNotTry;
  }
  const starting = session.client.backups.backup(file === undefined ? {} : { file: resolve(file) });
  return followJob(session, starting, {
    ...{ json, interrupted },
    print: (job) => printLine(`Copied to ${job.file}`),
  });
}

/**
 * Reads the passphrase of a backup whose erased people only its own key recognises.
 * @returns null if there is none, or it is not known: sending is then held after the restore
 */
async function passphraseOf(
  { erasures }: BackupContent,
  file: string | undefined,
): Promise<Result<string | null>> {
  if (erasures === undefined) return ok(null);
  const { people, sealed } = erasures;
  const held = 'Sending is held after the restore, until it is entered or you confirm that it is lost.';
  if (!sealed) {
    note(
      `The backup has ${people} erased people, and was made before a backup passphrase was chosen: they cannot be recognised here. ${held}`,
    );
    return ok(null);
  }
  if (file !== undefined) return readSecret('', file);
  note(`The backup has ${people} erased people. Its backup passphrase recognises them here.`);
  const typed = await askSecret('Backup passphrase (empty: not known): ');
  if (typed !== null && typed !== '') return ok(typed);
  note(held);
  return ok(null);
}

type ExportOptions = EveryOption &
  FilterOptions & {
    readonly format?: ExportFormat;
    readonly separator?: string;
    readonly times?: 'utc' | 'local';
    readonly columns?: string[];
  };

const separators: Readonly<Record<string, TableOptions['separator']>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  bar: '|',
};

function formatOf(file: string | undefined, { format }: ExportOptions): ExportFormat {
  const ending = /\.(csv|xlsx)$/iu.exec(file ?? '')?.[1]?.toLowerCase();
  return format ?? (ending === 'csv' || ending === 'xlsx' ? ending : 'jsonl');
}

/** Reads the options of a table. Problems: options that the format does not have, unknown columns. */
function tableOf(format: ExportFormat, options: ExportOptions): Result<TableOptions> {
  const { separator, times } = options;
  const meaningless = [
    ...(format !== 'csv' && separator !== undefined ? ['separator'] : []),
    ...(format === 'jsonl' && times !== undefined ? ['times'] : []),
    ...(format === 'jsonl' && options.columns !== undefined ? ['columns'] : []),
  ];
  const [field] = meaningless;
  if (field !== undefined) return fail(cliProblem('export-option', { option: `--${field}`, format }, field));
  const columns = oneOf(options.columns, exportColumns, 'columns');
  if (!columns.ok) return columns;
  const signs = Object.values(separators);
  return ok({
    separator:
      separators[separator ?? ''] ?? signs.find((sign) => sign === separator) ?? plainTable.separator,
    timeZone: times === 'local' ? ownZone() : null,
    columns: columns.value === undefined ? null : [...columns.value],
  });
}

function exportMessages(file: string | undefined, options: ExportOptions): Promise<void> {
  const format = formatOf(file, options);
  return runReading(options, async (session, json, interrupted) => {
    const filter = await readFilter(session, options);
    if (!filter.ok) {
      printProblem(filter.problem, json);
      return exit.couldNotTry;
    }
    const table = tableOf(format, options);
    if (!table.ok) {
      printProblem(table.problem, json);
      return exit.couldNotTry;
    }
    if (file === '-') {
      if (format !== 'xlsx') return stream(session, filter.value, format, table.value, interrupted);
      printProblem(cliProblem('export-to-output', {}, 'format'), json);
      return exit.couldNotTry;
    }
    return followJob(
      session,
      session.client.backups.export({
        filter: filter.value,
        format,
        table: table.value,
        ...(file === undefined ? {} : { file: resolve(file) }),
      }),
      {
        json,
        interrupted,
        print: (job) =>
          printLine(`${job.done} ${job.done === 1 ? 'message' : 'messages'} written to ${job.file}`),
      },
    );
  });
}

/**
 * Writes an export to standard output. The reader sets the pace: each piece is requested when the previous
 * one was accepted.
 */
async function stream(
  { client }: Reader,
  filter: MessageFilter,
  format: Exclude<ExportFormat, 'xlsx'>,
  table: TableOptions,
  interrupted: AbortSignal,
): Promise<number> {
  let after: string | null = null;
  do {
    if (interrupted.aborted) {
      note('The export was stopped; what was printed is not complete.');
      return exit.notReached;
    }
    const piece: { text: string; next: string | null } = await client.backups.exportPiece({
      filter,
      format,
      table,
      after,
    });
    if (piece.text !== '' && !printContent(piece.text))
      await new Promise((taken) => process.stdout.once('drain', taken));
    after = piece.next;
  } while (after !== null);
  return exit.reached;
}

function printImported(job: Job): void {
  const parts = [`${job.added} added`, `${job.skipped} were there already`];
  if (job.erased > 0) parts.push(`${job.erased} were erased here and stay so`);
  if (job.rejectedCount > 0) parts.push(`${job.rejectedCount} lines could not be read`);
  printLine(`${parts.join(', ')}.`);
  for (const { line, problem: why } of job.rejected) note(`Line ${line}: ${englishLine(why)}`);
  if (job.rejectedCount > job.rejected.length)
    note(`${job.rejectedCount - job.rejected.length} more lines could not be read.`);
  if (job.note !== null) note(job.note);
}

async function listBackups({ client }: Session, json: boolean): Promise<number> {
  const backups = await client.backups.backups();
  if (backups.length === 0 && !json) printLine('No backups yet.');
  for (const { file, at, bytes, kind } of backups) {
    if (json) printJson({ file, at: new Date(at).toISOString(), bytes, kind });
    else
      printLine(`${dayAndTime(at)}  ${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${kind.padEnd(14)}  ${file}`);
  }
  return exit.reached;
}

async function restore(file: string, options: RestoreOptions): Promise<void> {
  return runInSession(
    options,
    async (session, json, interrupted) => {
      const { client } = session;
      const path = resolve(file);
      const isNamed = !existsSync(path) && (await client.backups.backups()).some((one) => one.file === file);
      const content = await client.backups.inspect({ file: isNamed ? file : path });
      if (!content.ok) {
        printProblem(content.problem, json);
        return exit.couldNotTry;
      }
      const { messages, newestAt, accounts, doNotSend } = content.value;
      const listed = (await client.doNotSend.page({ limit: 1 })).total;
      const newest = newestAt === null ? '' : `, the newest of ${dayAndTime(newestAt)}`;
      note(
        `The backup has ${messages} messages${newest}, and the accounts: ${accounts.join(', ') || 'none'}.\n` +
          'It replaces everything else in the data folder; a copy of the current data is kept in the backups. Messages of the backup that were not sent yet are not sent automatically.\n' +
          `Kept as they are now: passwords, addresses of accounts, the tunnel, and the do-not-send list (${listed} now).${doNotSend === 0 ? '' : ` The ${doNotSend} on the backup's do-not-send list are added, except those that you took off the list later.`}`,
      );
      if (options.yes !== true && (await askYes('Restore it? (yes/no) ')) !== true) {
        const [, upload] = content.value.file.split('upload:');
        if (upload !== undefined) await client.backups.upload.discard({ id: upload });
        printProblem(cliProblem('not-confirmed', {}, 'yes'), json);
        return exit.couldNotTry;
      }
      const passphrase = await passphraseOf(content.value, options.backupPassphraseFile);
      if (!passphrase.ok) {
        printProblem(passphrase.problem, json);
        return exit.couldNotTry;
      }
      const given = passphrase.value === null ? {} : { passphrase: passphrase.value };
      return followJob(session, client.backups.restore({ file: content.value.file, ...given }), {
        json,
        interrupted,
        print(job) {
          printLine('Restored.');
          printLine(`The do-not-send list has ${job.optOuts} ${job.optOuts === 1 ? 'number' : 'numbers'}.`);
          if (job.held > 0)
            printLine(
              `${job.held} messages may have been sent after the backup: they are shown as unknown. Send one again only if receiving it twice does no harm.`,
            );
          if (job.erased > 0) printLine(`${job.erased} messages that were erased since were erased again.`);
        },
      });
    },
    options.yes === true ? { replaceDamagedWith: await backupPath(file, options) } : {},
  );
}

/** Returns the path of a file, or of a backup in the data folder with this name. */
async function backupPath(file: string, { data }: EveryOption): Promise<string> {
  const path = resolve(file);
  if (existsSync(path)) return path;
  const { backupsFolder } = await import('../../engine/features/backups/index.ts');
  return join(backupsFolder(data === undefined ? defaultFolder() : resolve(data)), file);
}
