/**
 * The page: the built window as both shells serve it. What isn't in the build can't be asked for, because nothing is
 * looked up on the disk by a name that came from outside. The headers that keep the page to itself are here too.
 */

import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';

type PageFile = {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Its name changes with its content, so it can be kept for good. */
  readonly immutable: boolean;
};

export type PageFiles = {
  /** @param path as it came in the request, from its first slash, without the query; null: no such file */
  file(path: string): PageFile | null;
  /** index.html with this opening's nonce in it. */
  index(nonce: string): string;
};

/** What renderer/vite.config.ts puts where a nonce belongs. */
const noncePlaceholder = '__OMNIDECK_NONCE__';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built window into memory, a few megabytes: a build that is made anew meanwhile mixes no versions.
 * @returns problem `page-missing` where there is no build, `page-broken` where it has no place for a nonce
 */
export async function loadPageFiles(folder: string): Promise<Result<PageFiles>> {
  let template: string;
  const files = new Map<string, PageFile>();
  try {
    template = await readFile(join(folder, 'index.html'), 'utf8');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const type = types[extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      const whole = join(entry.parentPath, entry.name);
      const path = whole.slice(join(folder, sep).length).split(sep).join('/');
      const body = new Uint8Array(await readFile(whole));
      files.set(`/${path}`, { type, body, immutable: path.startsWith('assets/') });
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail(engineProblem('page-missing', { words }));
  }
  const parts = template.split(noncePlaceholder);
  if (parts.length < 2) {
    return fail(engineProblem('page-broken'));
  }
  return ok({ file: (path) => files.get(path) ?? null, index: (nonce) => parts.join(nonce) });
}
