/**
 * The sandbox's memory on disk: one JSON record a line, only ever appended while it runs, written anew without what
 * is over when it is opened. What `append` has resolved survives a killed process (not a power cut: it's a sandbox).
 */

import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetNumber as forgetNumberIn } from '../../../shared/messaging/forget-number.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { claimFolder } from '../data-folder-claim.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { JournalRecord } from './records.ts';
import { apply, emptyState, isUnsettled, recordsOf, type SandboxState } from './state.ts';

type Journal = {
  /**
   * Resolves once the record, and every one before it, is written; rejects where that failed.
   * @param account whose record it is; null: the sandbox's own account's
   */
  append(record: JournalRecord, account: string | null): Promise<void>;
  /** Writes what waits, and gives the folder free. */
  close(): Promise<void>;
};

export type OpenedJournal = {
  readonly journal: Journal;
  readonly state: SandboxState;
  /** The other accounts by their usernames, in the order in which they were opened. */
  readonly others: Map<string, SandboxState>;
};

/** A record as it stands in the file: `of` names the account where it is not the sandbox's own. */
type Line = JournalRecord & { readonly of?: string };

/** Keeps nothing. */
export function memoryJournal(): OpenedJournal {
  return {
    state: emptyState(),
    others: new Map(),
    journal: { append: () => Promise.resolve(), close: () => Promise.resolve() },
  };
}

/** 2: with accounts besides the sandbox's own. */
const version = 2;
const header = { type: 'journal', version };
/** So many messages that are over are kept when the journal is opened. */
const settledToKeep = 10_000;
/** So many other accounts are kept that no message is left of. */
const emptyAccountsToKeep = 200;

function sayFolderProblem(folder: string, error: unknown): Result<never> {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return fail(simulatorProblem('folder-not-writable', { folder, reason }));
}

/**
 * Opens the journal of a folder, which is made where there is none (0700; the file 0600).
 *
 * @param log told of lines that can't be read, which are left out, and of a folder that others can look into
 * @param forget a number (E.164) of which nothing is to be left, here or in the file
 * @returns the state as it was left; problem `folder-in-use`, `folder-not-writable`, `folder-not-ours`,
 *   `folder-open-to-all` or `folder-newer`
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
    if (claimed.value.warning !== null) log(`${claimed.value.warning.message} ${claimed.value.warning.hint}`);
    lock = await lockFolder(folder);
  } catch (error) {
    return sayFolderProblem(folder, error);
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
    return sayFolderProblem(folder, error);
  }
}

function noneYet(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

/** A line that is cut (the process was killed while it wrote) or spoilt is left out, wherever it is. */
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
    // The file is ours, and locked: what parses as a record is one that we wrote.
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
  const empty = [...others].filter(([, { messages, inbound }]) => messages.size === 0 && inbound.size === 0);
  for (const [name] of empty.slice(0, Math.max(0, empty.length - emptyAccountsToKeep))) others.delete(name);
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
