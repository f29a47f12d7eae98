/** Starts long jobs of a console as the user's own program would, and waits for them. */
import { createRouterClient } from '@orpc/server';
import { expect } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Console } from '../../electron/engine/start.ts';
import type { Job } from '../../shared/contract/backups.ts';
import { must } from './console-fixture.ts';

/** Returns a client that may name files, as commands may. */
export function ownClient(console: Console): Client {
  return createRouterClient(console.router, { context: { mayNameFiles: true } });
}

type Started = { readonly ok: true; readonly value: Job } | { readonly ok: false; readonly problem: never };

/** Waits until the job has ended. @throws the problem if the job could not be started */
export async function ended(client: Client, starting: Promise<unknown>): Promise<Job> {
  const { id } = must((await starting) as Started);
  const find = async () => (await client.backups.jobs()).find((job) => job.id === id);
  await expect.poll(async () => (await find())?.state).not.toBe('running');
  const job = await find();
  if (job === undefined) throw new Error('the job was forgotten');
  return job;
}

/** Waits until the job has succeeded. @throws the job's problem if it failed */
export async function done(client: Client, starting: Promise<unknown>): Promise<Job> {
  const job = await ended(client, starting);
  if (job.state !== 'done') throw new Error(`${job.state}: ${JSON.stringify(job.problem)}`);
  return job;
}
