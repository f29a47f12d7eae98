/** Files that a page uploads piece by piece, because a page cannot name files on disk. */

import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import { removeDatabase } from './files.ts';

export type Uploads = {
  begin(input: { readonly name: string; readonly bytes: number }): Promise<Result<{ id: string }>>;
  append(id: string, base64: string): Promise<Result<{ bytes: number }>>;
  /** Reserves a path for a copy of a local file, and the id that it gets once it is adopted. */
  reserve(): { readonly id: string; readonly path: string };
  /** Adopts a copy that was made at a reserved path. @param name the name of the original */
  adopt(id: string, name: string): Promise<void>;
  /** Deletes a copy at a reserved path that has not been adopted. */
  abandon(id: string): void;
  /** Returns the complete file; null if there is none, or it is not complete. */
  find(id: string): { readonly path: string; readonly name: string } | null;
  discard(id: string): Promise<void>;
  /** Deletes all unused uploads, also those that an earlier run left. */
  clear(): Promise<void>;
};

const largestBytes = 16 * 1024 ** 3;
const mostAtOnce = 4;
/** An upload that is not used for this time is deleted. */
const idleMs = 60 * 60 * 1000;

type Upload = {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly handle: FileHandle;
  received: number;
  usedAt: number;
  /** Pieces are written one after the other. */
  writing: Promise<unknown>;
};

function gone(): Problem {
  return backupsProblem('no-such-upload', {}, 'file');
}

export function createUploads(options: {
  readonly folder: string;
  readonly now: () => number;
  readonly randomUuid: () => string;
}): Uploads {
  const { now } = options;
  const folder = join(options.folder, 'uploads');
  const uploads = new Map<string, Upload>();
  let beginning = 0;

  async function discard(id: string): Promise<void> {
    const upload = uploads.get(id);
    if (!upload) return;
    uploads.delete(id);
    await upload.writing.catch(() => undefined);
    await upload.handle.close().catch(() => undefined);
    removeDatabase(upload.path);
  }

  async function discardIdle(): Promise<void> {
    for (const [id, { usedAt }] of uploads) if (now() - usedAt > idleMs) await discard(id);
  }

  return {
    reserve() {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const id = options.randomUuid();
      return { id, path: join(folder, id) };
    },

    async adopt(id, name) {
      const path = join(folder, id);
      const handle = await open(path, 'r');
      const { size: bytes } = await handle.stat();
      const writing = Promise.resolve();
      uploads.set(id, { path, name, bytes, handle, received: bytes, usedAt: now(), writing });
    },

    abandon: (id) => removeDatabase(join(folder, id)),

    async begin({ name, bytes }) {
      await discardIdle();
      // Counted before anything is awaited, so that concurrent uploads count, too.
      if (uploads.size + beginning >= mostAtOnce) {
        return fail(backupsProblem('too-many-uploads', {}, 'file'));
      }
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const room = statfsSync(folder);
      // For a while the data exists twice: as uploaded, and as imported.
      const announced = [...uploads.values()].reduce((sum, one) => sum + one.bytes - one.received, bytes * 2);
      if (bytes > largestBytes || announced > room.bavail * room.bsize) {
        return fail(backupsProblem('disk-full/upload', {}, 'file'));
      }
      const id = options.randomUuid();
      const path = join(folder, id);
      beginning += 1;
      try {
        const handle = await open(path, 'wx', 0o600);
        const writing = Promise.resolve();
        uploads.set(id, { path, name, bytes, handle, received: 0, usedAt: now(), writing });
      } finally {
        beginning -= 1;
      }
      return ok({ id });
    },

    async append(id, base64) {
      const upload = uploads.get(id);
      if (!upload) return fail(gone());
      const bytes = Buffer.from(base64, 'base64');
      upload.usedAt = now();
      upload.received += bytes.length;
      if (upload.received > upload.bytes) {
        await discard(id);
        return fail(backupsProblem('upload-too-long', {}, 'file'));
      }
      const write = upload.writing.then(() => upload.handle.writeFile(bytes));
      upload.writing = write;
      try {
        await write;
      } catch {
        await discard(id);
        return fail(backupsProblem('disk-full/write', {}, 'file'));
      }
      return ok({ bytes: upload.received });
    },

    find(id) {
      const upload = uploads.get(id);
      if (!upload || upload.received !== upload.bytes) return null;
      upload.usedAt = now();
      return { path: upload.path, name: upload.name };
    },

    discard,

    async clear() {
      for (const id of uploads.keys()) await discard(id);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
