/**
 * Knows on whose behalf the current work runs. The actor is kept with the asynchronous call
 * (AsyncLocalStorage), so that each write passes it to the database without a parameter in every function.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { userInfo } from 'node:os';
import type { Actor } from '../../shared/contract/journal.ts';

export const engineActor: Actor = { kind: 'engine', name: null };

const acting = new AsyncLocalStorage<Actor>();

/** Runs work, and everything that it starts, on behalf of an actor. */
export function actAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work);
}

/** Returns the actor of the current call; the engine itself if nobody requested the work. */
export function currentActor(): Actor {
  return acting.getStore() ?? engineActor;
}

export const windowActor: Actor = { kind: 'window', name: null };

/** Returns the actor of a command by this user; only this user can open the socket for commands. */
export function commandLineActor(): Actor {
  try {
    return { kind: 'command-line', name: userInfo().username };
  } catch {
    // A user who is missing in the system's list of users has no name.
    return { kind: 'command-line', name: null };
  }
}
