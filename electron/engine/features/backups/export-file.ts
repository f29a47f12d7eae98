import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { ExportFormat, TableOptions } from '../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { ReadingStore } from '../../store.ts';
import { exportRows, exportText } from './export-text.ts';
import { fileExists, giveName, stampOf, syncPath } from './files.ts';
import type { JobReport } from './jobs.ts';
import type { ExportPiece } from './sql/export-piece.ts';
import { type TableCell, tableWriter } from './table-writer.ts';
import type { Unfinished } from './unfinished.ts';
import { WorkbookTooLarge } from './workbook-too-large.ts';

/** The messages that are read at a time: rows of a table are small, while a record has its attempts with their requests. */
const messagesAtOnce = { csv: 100, xlsx: 100, jsonl: 50 } as const;

export type ExportTarget = {
  readonly folder: string;
  readonly name: string;
  /** Whether a number is added if the name is in use, instead of a problem. */
  readonly mayNumber: boolean;
};

/** Returns whether a name has no folder part and is valid on every system. */
export function isBareName(name: string): boolean {
  return (
    name !== '' &&
    basename(name) === name &&
    !/[\\/:*?"<>|\p{Cc}]/u.test(name) &&
    !name.startsWith('.') &&
    !/[. ]$/u.test(name) &&
    Buffer.byteLength(name) <= 200
  );
}

/** Returns the folder that exports are written to: the downloads folder, or `exports` in the data folder. */
export function exportFolder({
  folder,
  downloads,
}: {
  readonly folder: string;
  readonly downloads: string | null;
}): string {
  return downloads !== null && existsSync(downloads) ? downloads : join(folder, 'exports');
}

/**
 * Returns where an export is written: a new name in the downloads folder, or the requested name.
 * @param options.downloads the user's downloads folder; if null or missing, `exports` in the data folder
 * @param options.mayNameFiles whether a full path is allowed; otherwise only a bare name
 */
export function exportTarget(
  input: { readonly file: string | undefined; readonly format: ExportFormat },
  options: {
    readonly folder: string;
    readonly downloads: string | null;
    readonly mayNameFiles: boolean;
    readonly now: number;
  },
): Result<ExportTarget> {
  const { file } = input;
  if (file !== undefined && options.mayNameFiles && isAbsolute(file)) {
    if (!existsSync(dirname(file))) {
      return fail(backupsProblem('no-such-folder', { file: dirname(file) }, 'file'));
    }
    if (existsSync(file)) return fail(fileExists(file));
    return ok({ folder: dirname(file), name: basename(file), mayNumber: false });
  }
  if (file !== undefined && !isBareName(file)) return fail(notAllowed());
  const folder = exportFolder(options);
  if (folder !== options.downloads) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = file ?? `omnideck-messages-${stampOf(options.now)}.${input.format}`;
  return ok({ folder, name, mayNumber: true });
}

export function notAllowed(): Problem {
  return backupsProblem('file-not-allowed', {}, 'file');
}

type ExportJob = {
  readonly filter: MessageFilter;
  readonly ids: readonly string[] | null;
  readonly format: ExportFormat;
  readonly table: TableOptions;
  readonly target: ExportTarget;
  readonly total: number | null;
  readonly unique: string;
  readonly unfinished: Unfinished;
};

/** Reads an export page by page, until it ends or the signal stops it. The next page is read while one is written. */
async function* piecesOf(
  store: ReadingStore,
  { filter, ids, format, table, total }: ExportJob,
  report: JobReport,
  signal: AbortSignal,
): AsyncGenerator<ExportPiece> {
  const read = (after: string | null): Promise<ExportPiece> => {
    const piece = store.read('exportPiece', {
      ...{ filter, ids, format, table, after },
      limit: messagesAtOnce[format],
    });
    // If the writing fails first, nobody awaits the piece any more.
    piece.catch(() => undefined);
    return piece;
  };
  let next: Promise<ExportPiece> | null = read(null);
  let done = 0;
  while (next !== null) {
    const piece: ExportPiece = await next;
    if (signal.aborted) return;
    next = piece.next === null ? null : read(piece.next);
    yield piece;
    done += piece.messages;
    report.progress(done, total === null ? null : Math.max(total, done));
  }
  if (!signal.aborted) report.progress(done, done);
}

/** Returns what is written to the file, one piece after the other. */
async function* contentOf(
  { format, table }: ExportJob,
  pieces: AsyncGenerator<ExportPiece>,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'xlsx') {
    // Loaded when it is needed: most exports have no workbook.
    const { workbookBytes } = await import('./workbook-bytes.ts');
    yield* workbookBytes(tableWriter(table).heading, rowsOf(pieces, table));
    return;
  }
  for await (const { parts } of pieces) yield exportText(parts, table);
}

async function* rowsOf(
  pieces: AsyncGenerator<ExportPiece>,
  table: TableOptions,
): AsyncGenerator<TableCell[]> {
  for await (const { parts } of pieces) yield* exportRows(parts, table);
}

/**
 * Writes an export page by page. The file has a temporary name until it is complete and on disk; if it is stopped or fails,
 * nothing remains.
 */
export async function writeExport(
  store: ReadingStore,
  input: ExportJob,
  report: JobReport,
  signal: AbortSignal,
): Promise<Result<string> | null> {
  const { target } = input;
  const part = join(target.folder, `${target.name}.${input.unique.slice(0, 8)}.part`);
  try {
    input.unfinished.begin(part);
    const file = await open(part, 'wx', 0o600);
    try {
      for await (const content of contentOf(input, piecesOf(store, input, report, signal)))
        await file.writeFile(content);
      if (signal.aborted) return null;
      await file.sync();
    } finally {
      await file.close();
    }
    const named = nameIt(part, target);
    if (!named.ok) return named;
    syncPath(target.folder);
    report.set({ file: named.value });
    return named;
  } catch (error) {
    if (error instanceof WorkbookTooLarge) return fail(backupsProblem('workbook-too-large'));
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      return fail(backupsProblem('disk-full/export'));
    }
    if (/^E[A-Z]+$/u.test(code)) {
      return fail(backupsProblem('file-failed/folder', { folder: target.folder, code }, 'file'));
    }
    throw error;
  } finally {
    rmSync(part, { force: true });
    input.unfinished.end(part);
  }
}

function nameIt(part: string, target: ExportTarget): Result<string> {
  const dot = target.name.lastIndexOf('.');
  const stem = dot > 0 ? target.name.slice(0, dot) : target.name;
  const ending = dot > 0 ? target.name.slice(dot) : '';
  for (let count = 0; ; count += 1) {
    const path = join(target.folder, count === 0 ? target.name : `${stem} (${count})${ending}`);
    if (giveName(part, path)) return ok(path);
    if (!target.mayNumber) return fail(fileExists(path));
  }
}
