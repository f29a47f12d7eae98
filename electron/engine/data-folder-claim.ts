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
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';

/** What a folder is for: a console's data, or the state of a sandbox. */
export type FolderKind = 'console' | 'sandbox';

/** In a folder that Omnideck made; says what for, and which folder it was, so that a copy is not taken for it. */
const folderMarkName = '.omnideck';

/** A folder with such a file is ours, whoever made it. */
const signs: Readonly<Record<FolderKind, RegExp>> = {
  console: /^(?:omnideck\.db|owner\.lock|control\.sock|secrets\.(?:sealed|safe-storage|in-key-store))$/u,
  sandbox: /^sandbox\.(?:jsonl|lock)/u,
};
/** Beside nothing else these are no sign of another program: file managers leave the first, a first start the last. */
const ignored =
  /^(?:\.DS_Store|\.localized|\.directory|Thumbs\.db|desktop\.ini|lost\+found|\.omnideck|desktop|sandbox|browser)$/iu;

/**
 * Makes sure that a folder may be used, before anything is written in it. A missing folder is made, mode 0700. A
 * folder that Omnideck made gets that mode back. The mode of any other folder is never changed.
 * @returns a warning where others can look into a folder that somebody else made; problems `folder-not-ours` (it has
 *   files of something else), `folder-open-to-all` (everybody may write to it)
 * @throws what the file system throws where it can't be made or read
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

/** Returns the problem of a data folder that the file system refused to make or write. */
export function folderProblem(folder: string, error: unknown): Problem {
  const words = error instanceof Error ? error.message : String(error);
  return engineProblem('folder-not-writable', { folder, words }, 'data');
}

/** Returns the warning where other users of this computer can look into the folder; null where they can't. */
export function openToOthers(folder: string): Problem | null {
  const mode = modeOf(folder);
  if ((mode & 0o077) === 0) return null;
  return engineProblem('folder-open-to-others', { folder, mode: mode.toString(8).padStart(4, '0') }, 'data');
}

function isOpenToAll(folder: string): boolean {
  return (modeOf(folder) & 0o002) !== 0;
}

/** The permissions; on Windows they are in an access list, and there are none here. */
function modeOf(folder: string): number {
  return process.platform === 'win32' ? 0 : statSync(folder).mode & 0o777;
}

/** The number that the file system gave the folder: a copy has another. */
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
 * Makes a folder and those above it. Node's own recursive mkdir never ends where a file system has no room for any
 * (/proc).
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
    // Another process was faster.
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
