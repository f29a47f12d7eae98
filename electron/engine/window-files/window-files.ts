/**
 * Serves the built window to both shells from memory. Only files of the build can be requested, because no
 * path from outside is looked up on disk. The security headers are in this folder, too.
 */

import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { engineProblem } from '../../../shared/problems/engine.ts';

type PageFile = {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The file's name changes with its content, so browsers may cache it forever. */
  readonly immutable: boolean;
};

export type PageFiles = {
  /**
   * Returns a file of the build. @param path the request's path, starting with a slash, without the query;
   * null if there is no such file
   */
  file(path: string): PageFile | null;
  /** Returns index.html with this answer's nonce. */
  index(nonce: string): string;
};

/** The placeholder that renderer/vite.config.ts writes in place of a nonce. */
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
 * Reads the built window (a few megabytes) into memory, so that a rebuild meanwhile cannot mix versions.
 * @returns problem `page-missing` if there is no build, `page-broken` if index.html has no placeholder for
 * the nonce
 */
export async function loadPageFiles(folder: string): Promise<Result<PageFiles>> {
  let template: string;
  const files = new Map<string, PageFile>();
  const read = async (whole: string): Promise<void> => {
    const type = types[extname(whole)];
    if (type === undefined) return;
    const path = whole.slice(join(folder, sep).length).split(sep).join('/');
    const body = new Uint8Array(await readFile(whole));
    files.set(`/${path}`, { type, body, immutable: path.startsWith('assets/') });
  };
  try {
    template = await readFile(join(folder, 'index.html'), 'utf8');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile());
    await Promise.all(found.map((entry) => read(join(entry.parentPath, entry.name))));
  } catch (error) {
    const reason = errorMessage(error);
    return fail(engineProblem('page-missing', { reason }));
  }
  const parts = template.split(noncePlaceholder);
  if (parts.length < 2) {
    return fail(engineProblem('page-broken'));
  }
  return ok({ file: (path) => files.get(path) ?? null, index: (nonce) => parts.join(nonce) });
}
