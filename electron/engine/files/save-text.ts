import { existsSync, mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SavedFile } from '../../../shared/contract/common.ts';
import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';
import { giveName, stampOf } from '../features/backups/files.ts';

const endings = {
  html: 'html',
  junit: 'xml',
  csv: 'csv',
  json: 'json',
  jsonl: 'jsonl',
  yaml: 'yaml',
} as const;

/** Returns a user's file name without characters that some file systems do not allow. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, 60);
  return plain === '' ? 'omnideck' : plain;
}

type NamedText = { readonly name: string; readonly format: keyof typeof endings; readonly text: string };
export type SaveText = (named: NamedText) => Promise<Result<SavedFile>>;

/**
 * Writes a run's report, a plan or a scenario as a new file into the user's downloads folder (`exports` in
 * the data folder if there is none); never replaces a file.
 * @returns the file's path
 */
export async function saveText(
  named: NamedText,
  place: { readonly folder: string; readonly downloads: string | null; readonly now: number },
): Promise<Result<{ readonly file: string }>> {
  const { downloads } = place;
  const folder = downloads !== null && existsSync(downloads) ? downloads : join(place.folder, 'exports');
  const stem = `${plainName(named.name)}-${stampOf(place.now)}`;
  const part = join(folder, `${stem}.part`);
  try {
    if (folder !== downloads) mkdirSync(folder, { recursive: true, mode: 0o700 });
    await writeFile(part, named.text, { mode: 0o600, flush: true });
    for (let turn = 1; ; turn += 1) {
      const file = join(folder, `${stem}${turn === 1 ? '' : ` (${turn})`}.${endings[named.format]}`);
      if (giveName(part, file)) return ok({ file });
    }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const reason = errorMessage(error);
    return fail(engineProblem('file-not-written', { reason }));
  }
}
