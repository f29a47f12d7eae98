/**
 * The sandbox's state on disk: one JSON record per line. While the sandbox runs, records are only appended;
 * when the journal is opened, the file is rewritten without old finished messages. Once `append` resolves,
 * the record survives a killed process (but not necessarily a power cut).
 */

import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetNumber as forgetNumberIn } from '../../../shared/messaging/forget-number.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { claimFolder } from '../data-folder-claim.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { JournalRecord, People } from './records.ts';
import { apply, emptyState, isUnsettled, recordsOf, type SandboxState } from './state.ts';

type Journal = {
  /**
   * Resolves once this record and all earlier records are written; rejects if writing failed.
   * @param account the account that the record belongs to; null means the default account
   */
  append(record: JournalRecord, account: string | null): Promise<void>;
  /** Writes all waiting records and unlocks the folder. */
  close(): Promise<void>;
};

export type OpenedJournal = {
  readonly journal: Journal;
  readonly state: SandboxState;
  /** The other accounts by username, in the order in which they were opened. */
  readonly others: Map<string, SandboxState>;
};

/** A record as stored in the file. `of` names the account if it is not the default account. */
type Line = JournalRecord & { readonly of?: string };

/** Returns a journal that stores nothing. */
export function memoryJournal(): OpenedJournal {
  return {
    state: emptyState(),
    others: new Map(),
    journal: { append: () => Promise.resolve(), close: () => Promise.resolve() },
  };
}

/** Version 2 added accounts besides the default account. */
const version = 2;
const header = { type: 'journal', version };
/** The number of finished messages that are kept when the journal is opened. */
const settledToKeep = 10_000;
/** The number of other accounts without messages that are kept. */
const emptyAccountsToKeep = 200;

function folderProblem(folder: string, error: unknown): Result<never> {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return fail(simulatorProblem('folder-not-writable', { folder, reason }));
}

/**
 * Opens the journal of a folder; creates the folder if it does not exist (folder mode 0700, file mode 0600).
 *
 * @param log receives a line about unreadable records, which are skipped, and about a folder that others can
 * read
 * @param forget a number (E.164) that is erased from memory and from the file
 * @returns the stored state, or problem `folder-in-use`, `folder-not-writable`, `folder-not-ours`,
 * `folder-open-to-all` or `folder-newer`
 */
export async function openJournal(
  folder: string,
  log: (line: string) => void,
  forget: string | null = null,
): Promise<Result<OpenedJournal>> {
  let lock: FolderLock | null;
  try {
    const claimed = claimFolder(folder, 'sandbox');
    if (!claimed.ok) return claimed;
    if (claimed.value.warning !== null) log(englishLine(claimed.value.warning));
    lock = await lockFolder(folder);
  } catch (error) {
    return folderProblem(folder, error);
  }
  if (lock === null) {
    return fail(simulatorProblem('folder-in-use', { folder }));
  }
  const path = join(folder, 'sandbox.jsonl');
  try {
    const read = readRecords(await readFile(path).catch(noneYet), log);
    if (!read.ok) {
      await lock.release();
      return read;
    }
    const state = emptyState();
    const others = new Map<string, SandboxState>();
    for (const { of, ...record } of read.value) apply(stateOf(state, others, of), record);
    const all = [state, ...others.values()];
    forgetSettled(all);
    if (forget !== null) for (const one of all) forgetNumber(one, forget);
    forgetEmptyAccounts(others);
    const file = await writeAnew(path, state, others);
    return ok({ state, others, journal: journalOn(file, lock) });
  } catch (error) {
    await lock.release();
    return folderProblem(folder, error);
  }
}

function noneYet(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

/**
 * Reads the records. A damaged or truncated line (the process was killed while writing) is skipped, wherever
 * it is.
 */
function readRecords(bytes: Buffer, log: (line: string) => void): Result<Line[]> {
  const records: Line[] = [];
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
      return fail(simulatorProblem('folder-newer'));
    }
  }
  if (unreadable > 0) log(`the journal has ${unreadable} line(s) that can't be read; left out`);
  return ok(records);
}

function parseLine(line: string): Line | { readonly type: 'journal'; readonly version: number } | null {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord = typeof value === 'object' && value !== null && 'type' in value;
    // The file is ours and locked, so anything that parses as a record was written by this program.
    return isRecord ? (value as Line) : null;
  } catch {
    return null;
  }
}

function stateOf(own: SandboxState, others: Map<string, SandboxState>, name: string | undefined) {
  if (name === undefined) return own;
  const found = others.get(name) ?? emptyState();
  others.set(name, found);
  return found;
}

function forgetSettled(states: readonly SandboxState[]): void {
  const settled = states
    .flatMap((state) => [...state.messages.values()].map((message) => ({ state, message })))
    .filter(({ message }) => !isUnsettled(message))
    .sort((a, b) => a.message.acceptedAt - b.message.acceptedAt);
  for (const { state, message } of settled.slice(0, Math.max(0, settled.length - settledToKeep))) {
    state.messages.delete(message.id);
    state.byRecipient.get(message.to)?.delete(message.id);
  }
  for (const state of states) {
    for (const { id, outcome } of [...state.inbound.values()].slice(0, -1_000)) {
      if (outcome !== 'waiting') state.inbound.delete(id);
    }
  }
}

function forgetEmptyAccounts(others: Map<string, SandboxState>): void {
  const empty = [...others].filter(
    ([, { messages, inbound, blacklist }]) =>
      messages.size === 0 && inbound.size === 0 && blacklist.size === 0,
  );
  for (const [name] of empty.slice(0, Math.max(0, empty.length - emptyAccountsToKeep))) others.delete(name);
}

function forgetNumber(state: SandboxState, number: string): void {
  for (const id of state.byRecipient.get(number) ?? []) state.messages.delete(id);
  state.byRecipient.delete(number);
  state.turnedAway.delete(number);
  state.blacklist.delete(number);
  const names = (text: string): boolean => forgetNumberIn(text, number).found > 0;
  for (const [id, { body }] of state.inbound) if (names(body)) state.inbound.delete(id);
  const { people, opening } = state;
  const nameless = (some: People): People => ({
    ...some,
    answers: some.answers.filter(({ text }) => !names(text)),
  });
  state.people = nameless(people);
  state.opening = { ...opening, people: nameless(opening.people) };
}

function* linesOf(state: SandboxState, others: ReadonlyMap<string, SandboxState>): Generator<string> {
  for (const record of recordsOf(state)) yield lineOf(record, null);
  for (const [name, one] of others) for (const record of recordsOf(one)) yield lineOf(record, name);
}

function lineOf(record: JournalRecord, account: string | null): string {
  const line: Line = account === null ? record : { ...record, of: account };
  return `${JSON.stringify(line)}\n`;
}

async function writeAnew(
  path: string,
  state: SandboxState,
  others: ReadonlyMap<string, SandboxState>,
): Promise<FileHandle> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.write(`${JSON.stringify(header)}\n`);
    let lines = '';
    for (const line of linesOf(state, others)) {
      lines += line;
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

/**
 * Returns a journal on an open file. Records that arrive during a write are written together in the next
 * write.
 */
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
      // A failed write may have left half a line: start a new line, so that the next record stays readable.
      await file.appendFile(torn ? `\n${lines}` : lines);
      torn = false;
    } catch (error) {
      torn = true;
      throw error;
    }
  }

  function append(record: JournalRecord, account: string | null): Promise<void> {
    waiting += lineOf(record, account);
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
