import { execFileSync } from 'node:child_process';

/** Returns the resident memory of a process as the system counts it, megabytes. */
export function residentMb(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kilobytes.trim()) / 1_024;
}
