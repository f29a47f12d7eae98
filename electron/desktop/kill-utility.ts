import type { UtilityProcess } from 'electron';

/**
 * Kills a utility process immediately. Its own kill() only asks the process to end, which a thread that is
 * stuck in native code ignores.
 */
export function killUtility(child: UtilityProcess): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process had already ended.
  }
}
