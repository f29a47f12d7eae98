/**
 * The sandbox's memory on disk: one JSON record a line, only ever appended while it runs, written anew without what
 * is over when it is opened. What `append` has resolved survives a killed process (not a power cut: it's a sandbox).
 */
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetNumber as forgetNumberIn } from '../../../shared/messaging/forget-number.ts';
import { fail, ok, problem, type Result } from '../../../shared/messaging/problem.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { JournalRecord } from './records.ts';
import { apply, emptyState, isUnsettled, recordsOf, type SandboxState } from './state.ts';

export type Journal = {
  /** Resolves once the record, and every one before it, is written; rejects where that failed. */
  append(record: JournalRecord): Promise<void>;
  /** Writes what waits, and gives the folder free. */
  close(): Promise<void>;
};

export type OpenedJournal = { readonly journal: Journal; readonly state: SandboxState };

/** Keeps nothing. */
export function memoryJournal(): OpenedJournal {
  return {
    state: emptyState(),
    journal: { append: () => Promise.resolve(), close: () => Promise.resolve() },
  };
}

const version = 1;
const header = { type: 'journal', version };
/** So many messages that are over are kept when the journal is opened. */
const settledToKeep = 10_000;

function sayFolderProblem(folder: string, error: unknown): Result<never> {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return fail(
    problem(
      'folder-not-writable',
      `The sandbox can't keep its state in ${folder} (${reason}).`,
      'Choose a folder that this user may write to, or leave it out: the state is in memory then.',
    ),
  );
}

/**
 * Opens the journal of a folder, which is made where there is none (0700; the file 0600).
 *
 * @param log told of lines that can't be read, which are left out
 * @param forget a number (E.164) of which nothing is to be left, here or in the file
 * @returns the state as it was left; problem `folder-in-use`, `folder-not-writable` or `folder-newer`
 */
export async function openJournal(
  folder: string,
  log: (line: string) => void,
  forget: string | null = null,
): Promise<Result<OpenedJournal>> {
  let lock: FolderLock | null;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    lock = await lockFolder(folder);
  } catch (error) {
    return sayFolderProblem(folder, error);
  }
  if (lock === null) {
    return fail(
      problem(
        'folder-in-use',
        `Another sandbox keeps its state in ${folder}.`,
        'Stop the other one, or choose another folder.',
      ),
    );
  }
  const path = join(folder, 'sandbox.jsonl');
  try {
    const read = readRecords(await readFile(path).catch(noneYet), log);
    if (!read.ok) {
      await lock.release();
      return read;
    }
    const state = emptyState();
    for (const record of read.value) apply(state, record);
    forgetSettled(state);
    if (forget !== null) forgetNumber(state, forget);
    const file = await writeAnew(path, state);
    return ok({ state, journal: journalOn(file, lock) });
  } catch (error) {
    await lock.release();
    return sayFolderProblem(folder, error);
  }
}

function noneYet(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

/** A line that is cut (the process was killed while it wrote) or spoilt is left out, wherever it is. */
function readRecords(bytes: Buffer, log: (line: string) => void): Result<JournalRecord[]> {
  const records: JournalRecord[] = [];
  let unreadable = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.toString('utf8', start, end === -1 ? bytes.length : end);
    start = end === -1 ? bytes.length : end + 1;
    if (line === '') continue;
    const value = parseLine(line);
    if (value === null) unreadable++;
    else if (value.type !== 'journal') records.push(value);
    else if (value.version > version) {
      return fail(
        problem(
          'folder-newer',
          'The folder was written by a newer version of the sandbox.',
          'Use that version, or another folder.',
        ),
      );
    }
  }
  if (unreadable > 0) log(`the journal has ${unreadable} line(s) that can't be read; left out`);
  return ok(records);
}

function parseLine(
  line: string,
): JournalRecord | { readonly type: 'journal'; readonly version: number } | null {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord = typeof value === 'object' && value !== null && 'type' in value;
    // The file is ours, and locked: what parses as a record is one that we wrote.
    return isRecord ? (value as JournalRecord) : null;
  } catch {
    return null;
  }
}

function forgetSettled(state: SandboxState): void {
  const settled = [...state.messages.values()].filter((message) => !isUnsettled(message));
  for (const { id, to } of settled.slice(0, Math.max(0, settled.length - settledToKeep))) {
    state.messages.delete(id);
    state.byRecipient.get(to)?.delete(id);
  }
  for (const { id, outcome } of [...state.inbound.values()].slice(0, -1_000)) {
    if (outcome !== 'waiting') state.inbound.delete(id);
  }
}

function forgetNumber(state: SandboxState, number: string): void {
  for (const id of state.byRecipient.get(number) ?? []) state.messages.delete(id);
  state.byRecipient.delete(number);
  state.turnedAway.delete(number);
  const names = (text: string): boolean => forgetNumberIn(text, number).found > 0;
  for (const [id, { body }] of state.inbound) if (names(body)) state.inbound.delete(id);
  const { people } = state;
  state.people = { ...people, answers: people.answers.filter(({ text }) => !names(text)) };
}

async function writeAnew(path: string, state: SandboxState): Promise<FileHandle> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.write(`${JSON.stringify(header)}\n`);
    let lines = '';
    for (const record of recordsOf(state)) {
      lines += `${JSON.stringify(record)}\n`;
      if (lines.length > 1_000_000) {
        await file.write(lines);
        lines = '';
      }
    }
    await file.write(lines);
    await file.sync();
    await rename(fresh, path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Records that come while a write is under way go out together with the next one. */
function journalOn(file: FileHandle, lock: FolderLock): Journal {
  let waiting = '';
  let nextWrite: Promise<void> | null = null;
  let current: Promise<void> = Promise.resolve();
  let torn = false;

  async function write(): Promise<void> {
    await current.catch(() => {});
    const lines = waiting;
    waiting = '';
    current = nextWrite ?? Promise.resolve();
    nextWrite = null;
    try {
      // After a write that failed half way, the rest of its line must not swallow the next.
      await file.appendFile(torn ? `\n${lines}` : lines);
      torn = false;
    } catch (error) {
      torn = true;
      throw error;
    }
  }

  function append(record: JournalRecord): Promise<void> {
    waiting += `${JSON.stringify(record)}\n`;
    nextWrite ??= write();
    return nextWrite;
  }

  return {
    append,
    async close() {
      await nextWrite?.catch(() => {});
      await current.catch(() => {});
      await file.close();
      await lock.release();
    },
  };
}
