/** Long work of a console, asked for as this user's own program asks, and waited for. */
import { createRouterClient } from '@orpc/server';
import { expect } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Console } from '../../electron/engine/start.ts';
import type { Job } from '../../shared/contract/backups.ts';
import { must } from './console-fixture.ts';

/** A client that may name files, as commands are. */
export function ownClient(console: Console): Client {
  return createRouterClient(console.router, { context: { mayNameFiles: true } });
}

type Started = { readonly ok: true; readonly value: Job } | { readonly ok: false; readonly problem: never };

/** The job once it has ended. @throws its problem where it could not be started */
export async function ended(client: Client, starting: Promise<unknown>): Promise<Job> {
  const { id } = must((await starting) as Started);
  const find = async () => (await client.backups.jobs()).find((job) => job.id === id);
  await expect.poll(async () => (await find())?.state, { timeout: 60_000 }).not.toBe('running');
  const job = await find();
  if (job === undefined) throw new Error('the job was forgotten');
  return job;
}

/** The job, which must have been done. @throws what it said where it was not */
export async function done(client: Client, starting: Promise<unknown>): Promise<Job> {
  const job = await ended(client, starting);
  if (job.state !== 'done') throw new Error(`${job.state}: ${JSON.stringify(job.problem)}`);
  return job;
}
