import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorMessage } from '../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { databaseProblem } from '../../shared/problems/database.ts';
import { engineProblem } from '../../shared/problems/engine.ts';

/** The purpose of a folder: a console's data, or a sandbox's state. */
export type FolderKind = 'console' | 'sandbox';

/**
 * A file in each folder that Omnideck created. It records the purpose and the folder's identity, so that a
 * copy is not mistaken for the original.
 */
const folderMarkName = '.omnideck';

/** A folder with such a file is Omnideck's, whoever created it. */
const signs: Readonly<Record<FolderKind, RegExp>> = {
  console: /^(?:omnideck\.db|owner\.lock|control\.sock|secrets\.(?:sealed|safe-storage|in-key-store))$/u,
  sandbox: /^sandbox\.(?:jsonl|lock)/u,
};
/**
 * Files that do not indicate another program: file managers create the first ones, an interrupted first start
 * the last one.
 */
const ignored =
  /^(?:\.DS_Store|\.localized|\.directory|Thumbs\.db|desktop\.ini|lost\+found|\.omnideck|desktop|sandbox|browser)$/iu;

/**
 * Checks that a folder may be used, before anything is written there. A missing folder is created with mode
 * 0700. A folder that Omnideck created gets that mode again. The mode of any other folder is never changed.
 * @returns a warning if others can read a folder that somebody else created; problems `folder-not-ours` (it
 * contains
 * foreign files), `folder-open-to-all` (everybody may write to it)
 * @throws the file system's error if the folder cannot be created or read
 */
export function claimFolder(folder: string, kind: FolderKind): Result<{ readonly warning: Problem | null }> {
  if (makeFolder(folder)) {
    const mark = JSON.stringify({ omnideck: kind, folder: identityOf(folder) });
    writeFileSync(join(folder, folderMarkName), `${mark}\n`, { mode: 0o600 });
    return ok({ warning: null });
  }
  const isMade = isMadeAs(folder, kind);
  const names = readdirSync(folder);
  const isOurs = isMade || names.some((name) => signs[kind].test(name));
  const other = names.find((name) => !ignored.test(name));
  if (!isOurs && other !== undefined) return fail(notOurs(folder, kind, other));
  if (isMade && process.platform !== 'win32') chmodSync(folder, 0o700);
  if (isOpenToAll(folder)) return fail(openToAll(folder));
  return ok({ warning: openToOthers(folder) });
}

/** Returns the problem of a data folder that could not be created or written. */
export function folderProblem(folder: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return databaseProblem('disk-full');
  const reason = errorMessage(error);
  return engineProblem('folder-not-writable', { folder, reason }, 'data');
}

/** Returns a warning if other users of this computer can read the folder; otherwise null. */
export function openToOthers(folder: string): Problem | null {
  const mode = modeOf(folder);
  if ((mode & 0o077) === 0) return null;
  return engineProblem('folder-open-to-others', { folder, mode: mode.toString(8).padStart(4, '0') }, 'data');
}

function isOpenToAll(folder: string): boolean {
  return (modeOf(folder) & 0o002) !== 0;
}

/** Returns the permissions; Windows uses access lists instead, so there are none. */
function modeOf(folder: string): number {
  return process.platform === 'win32' ? 0 : statSync(folder).mode & 0o777;
}

/** Returns the number that the file system gave the folder; a copy has another. */
function identityOf(folder: string): string {
  return String(statSync(folder, { bigint: true }).ino);
}

function isMadeAs(folder: string, kind: FolderKind): boolean {
  try {
    const mark: unknown = JSON.parse(readFileSync(join(folder, folderMarkName), 'utf8'));
    if (typeof mark !== 'object' || mark === null) return false;
    return Reflect.get(mark, 'omnideck') === kind && Reflect.get(mark, 'folder') === identityOf(folder);
  } catch {
    return false;
  }
}

/**
 * Creates a folder and its parents. Node's recursive mkdir never returns on a file system that allows no
 * folders (/proc).
 * @returns whether it was missing
 */
function makeFolder(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Another process created it first.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    throw error;
  }
}

function notOurs(folder: string, kind: FolderKind, other: string): Problem {
  return engineProblem(
    kind === 'console' ? 'folder-not-ours' : 'folder-not-ours/sandbox',
    { folder, other },
    'data',
  );
}

function openToAll(folder: string): Problem {
  return engineProblem('folder-open-to-all', { folder }, 'data');
}
