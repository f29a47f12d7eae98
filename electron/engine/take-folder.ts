import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { claimFolder, folderProblem } from './data-folder-claim.ts';
import { takeFolder as lockFolder } from './db/folder-lock.ts';
import { type Own, required } from './lifecycle.ts';

type Taken = { readonly release: () => void; readonly warning: Problem | null };

/**
 * Locks the data folder for this process.
 * @returns problem `folder-in-use`, or why the folder cannot be used
 */
export function takeFolder(folder: string): Result<Taken> {
  let release: (() => void) | null;
  let warning: Problem | null;
  try {
    const claimed = claimFolder(folder, 'console');
    if (!claimed.ok) return claimed;
    warning = claimed.value.warning;
    release = lockFolder(folder);
  } catch (error) {
    return fail(folderProblem(folder, error));
  }
  if (release !== null) return ok({ release, warning });
  return fail(engineProblem('folder-in-use', { folder }));
}

/** Takes the data folder until the engine stops. @returns a warning if other users can look into the folder */
export function holdFolder(folder: string, own: Own): Problem | null {
  const { release, warning } = required(takeFolder(folder));
  own.onStop(release);
  return warning;
}
