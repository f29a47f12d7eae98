import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { residentMb } from '../../helpers/resident-memory.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the resident memory of a process', () => {
  const withinProcess = (megabytes: number): void => {
    // Node reports the memory of the same process, which changes between the two readings.
    const own = process.memoryUsage.rss() / 1_048_576;
    expect(megabytes / own).toBeGreaterThan(0.5);
    expect(megabytes / own).toBeLessThan(2);
  };

  it.runIf(process.platform === 'linux')('is read on Linux without ps', () => {
    vi.stubEnv('PATH', tmpdir());
    withinProcess(residentMb(process.pid));
  });

  it.runIf(process.platform === 'darwin')('is read with ps where there is no /proc', () => {
    withinProcess(residentMb(process.pid));
  });
});
