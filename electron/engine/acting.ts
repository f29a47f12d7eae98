/**
 * Who asked for what is being done: kept beside the asynchronous call (AsyncLocalStorage), so that each write carries it
 * to the database without every function in between naming it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { userInfo } from 'node:os';
import type { Actor } from '../../shared/contract/journal.ts';

export const engineActor: Actor = { kind: 'engine', name: null };

const acting = new AsyncLocalStorage<Actor>();

/** Runs work, and all that it starts, on behalf of an actor. */
export function actAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work);
}

/** On whose behalf the present call runs; the engine's own where nobody asked. */
export function currentActor(): Actor {
  return acting.getStore() ?? engineActor;
}

export const windowActor: Actor = { kind: 'window', name: null };

/** A command of this user: only this user can open the socket that it comes by. */
export function commandLineActor(): Actor {
  try {
    return { kind: 'command-line', name: userInfo().username };
  } catch {
    // A user without an entry in the system's list of users has no name.
    return { kind: 'command-line', name: null };
  }
}
