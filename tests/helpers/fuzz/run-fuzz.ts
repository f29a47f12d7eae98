import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FuzzFigures } from './fuzz-process.ts';

const script = fileURLToPath(new URL('fuzz-process.ts', import.meta.url));

/** No input takes this long on any machine: a parser that does not return is stuck. */
const stuckAfterMs = 120_000;

/**
 * Fuzzes one target in a process of its own.
 * @throws with the input's index, if the parser throws, crashes the process, needs more than 512 MB or never returns
 */
export async function runFuzz(target: string, seed: number, inputs: number): Promise<FuzzFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-fuzz-'));
  const progress = join(folder, 'index');
  const indexNow = (): number => {
    try {
      return Number(new BigUint64Array(new Uint8Array(readFileSync(progress)).buffer)[0] ?? -1);
    } catch {
      return -1;
    }
  };
  try {
    return await new Promise<FuzzFigures>((resolve, reject) => {
      const child = execFile(
        process.execPath,
        ['--expose-gc', '--max-old-space-size=512', script, target, String(seed), String(inputs), progress],
        (error, stdout, stderr) => {
          clearInterval(watch);
          if (error === null) resolve(JSON.parse(stdout) as FuzzFigures);
          else
            reject(
              new Error(
                `${target}, seed ${seed}, input ${indexNow()}: ${stderr.slice(-4000) || error.signal}`,
              ),
            );
        },
      );
      let seen = indexNow();
      const watch = setInterval(() => {
        const now = indexNow();
        if (now === seen) child.kill('SIGKILL');
        seen = now;
      }, stuckAfterMs);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
