/** Starts exports as jobs that can be stopped, in the console or in a command that reads without one. */

import { randomUUID } from 'node:crypto';
import type { ExportFormat, Job, TableOptions } from '../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { ReadingStore } from '../../store.ts';
import { type ExportTarget, exportTarget, writeExport } from './export-file.ts';
import type { Jobs } from './jobs.ts';
import type { Asker } from './named-files.ts';
import type { Unfinished } from './unfinished.ts';

export type ExportInput = {
  readonly filter: MessageFilter;
  readonly ids: readonly string[] | null;
  readonly format: ExportFormat;
  readonly table: TableOptions;
  readonly file: string | undefined;
};

/** More messages than this are not counted in advance. */
const countedUpTo = 2_000_000;

/** Returns how many messages match a filter, counted up to `upTo`. */
type Count = (
  store: ReadingStore,
  input: { readonly filter: MessageFilter; readonly upTo: number },
  signal: AbortSignal,
) => Promise<{ readonly messages: number; readonly more: boolean }>;

type ExportParts = {
  readonly folder: string;
  readonly downloads: string | null;
  readonly store: ReadingStore;
  readonly jobs: Jobs;
  readonly unfinished: Unfinished;
  readonly count: Count;
  readonly now: () => number;
};

export async function startExport(
  parts: ExportParts,
  input: ExportInput,
  asker: Asker,
): Promise<Result<Job>> {
  const { folder, downloads, store, jobs, unfinished, now } = parts;
  const target: Result<ExportTarget> = exportTarget(input, {
    folder,
    downloads,
    mayNameFiles: asker.mayNameFiles,
    now: now(),
  });
  if (!target.ok) return target;
  const { filter, ids, format, table } = input;
  const unique = randomUUID();
  const job = jobs.start('export', 'messages', null, async (report, signal) => {
    const total = await totalOf(parts, filter, ids, signal);
    report.progress(0, total);
    return writeExport(
      store,
      { filter, ids, format, table, target: target.value, total, unique, unfinished },
      report,
      signal,
    );
  });
  return ok(job);
}

async function totalOf(
  { store, count }: ExportParts,
  filter: MessageFilter,
  ids: readonly string[] | null,
  signal: AbortSignal,
): Promise<number | null> {
  if (ids !== null) return ids.length;
  const { messages, more } = await count(store, { filter, upTo: countedUpTo }, signal);
  return more ? null : messages;
}
