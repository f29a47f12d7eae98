import { fail, ok, type Problem, problem, type Result } from '../../shared/messaging/problem.ts';
import { claimFolder, folderProblem } from './data-folder-claim.ts';
import { takeFolder as lockFolder } from './db/folder-lock.ts';

type Taken = { readonly release: () => void; readonly warning: Problem | null };

/**
 * Takes the data folder for this process.
 * @returns problem `folder-in-use`, and why the folder can't be used
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
  return fail(
    problem(
      'folder-in-use',
      `Another Omnideck is the console of ${folder}.`,
      'Use that one, or choose another data folder with --data.',
    ),
  );
}
