import type { UtilityProcess } from 'electron';

/** Ends a utility process at once. Its own kill() asks; a thread that is stuck in native code doesn't hear it. */
export function killUtility(child: UtilityProcess): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended.
  }
}
