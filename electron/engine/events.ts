/**
 * The event bus of the engine: what has changed, by ids only. The part that changes something emits an event; the parts
 * that depend on the change subscribe to it. An event is emitted after its change has been committed.
 */
import { actAs, engineActor } from './acting.ts';
import type { NoteFailure } from './note-failure.ts';

type EngineEvent =
  /** Messages changed; `added`: some are new or gone, so that lists and counts are read again. */
  | { readonly type: 'message-changed'; readonly ids: readonly string[]; readonly added: boolean }
  /** Messages that waited may be sent now. */
  | { readonly type: 'messages-due' }
  /** A callback was stored. */
  | { readonly type: 'callback-kept'; readonly id: number }
  /** An inbound message was stored. */
  | { readonly type: 'inbound-received'; readonly id: number }
  /** An answer has opted somebody out, needs a decision, or was decided about. */
  | { readonly type: 'answers-changed' }
  /** Inbound numbers and their secrets were read again. */
  | { readonly type: 'inbound-changed' }
  /** The inspector's list of callbacks has changed; the id of the newest callback. */
  | { readonly type: 'callbacks-changed'; readonly newestId: number }
  /** The number of postponed or refused requests has changed. */
  | { readonly type: 'reception-changed' }
  /** Accounts and passwords were read again. */
  | { readonly type: 'account-changed' }
  /** Settings were read again. */
  | { readonly type: 'settings-changed' }
  | { readonly type: 'view-changed' }
  | { readonly type: 'do-not-send-changed' }
  /** A subscription has arrived, or was decided about. */
  | { readonly type: 'subscriptions-changed' }
  /** Drafts or templates changed. */
  | { readonly type: 'draft-changed' }
  /**
   * A run, and the cells at these positions, have changed. `all`: any cell; no positions: only the run's state.
   */
  | { readonly type: 'run-changed'; readonly id: string; readonly positions: readonly number[] | 'all' }
  /** A user started a run, or paused, resumed, stopped or retried it. */
  | { readonly type: 'run-requested'; readonly id: string }
  /** A backup, export or import changed. */
  | { readonly type: 'job-changed' }
  /** The public address; `reopened`: it is open again after it was down. */
  | { readonly type: 'address-changed'; readonly isOpen: boolean; readonly reopened: boolean }
  | { readonly type: 'health-changed' }
  /** Another database has replaced this one. */
  | { readonly type: 'database-changed' }
  /** The writer died and was started again; it may have committed something and not answered. */
  | { readonly type: 'writer-restarted' }
  /** Every part has started. */
  | { readonly type: 'console-started' }
  /** The computer was asleep, or the network is back. */
  | { readonly type: 'woke' }
  /** Sending may have waited for the public address. */
  | { readonly type: 'address-awaited' };

type Named<Type extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: Type }>;

export type Emit = (event: EngineEvent) => void;

export type Events = {
  readonly emit: Emit;
  /** Calls the listener for each event of these types, in the order of subscription. @returns ends the subscription */
  on<Type extends EngineEvent['type']>(
    types: Type | readonly Type[],
    listener: (event: Named<Type>) => void,
  ): () => void;
};

/** Creates a bus. A listener that throws is reported and does not keep the event from the others. */
export function createEvents(noteFailure: NoteFailure): Events {
  const listeners = new Map<EngineEvent['type'], Set<Emit>>();
  return {
    emit(event) {
      for (const listener of listeners.get(event.type) ?? []) {
        try {
          // The engine is the actor of a part's reaction to an event, whoever made the change.
          actAs(engineActor, () => listener(event));
        } catch (error) {
          noteFailure(`listener-failed: ${event.type}`, error);
        }
      }
    },
    on(types, listener) {
      const names = typeof types === 'string' ? [types] : types;
      const wanted: ReadonlySet<string> = new Set(names);
      const isWanted = (event: EngineEvent): event is Named<(typeof names)[number]> => wanted.has(event.type);
      const listen: Emit = (event) => {
        if (isWanted(event)) listener(event);
      };
      for (const name of names) {
        const ofName = listeners.get(name) ?? new Set();
        listeners.set(name, ofName.add(listen));
      }
      return () => {
        for (const name of names) listeners.get(name)?.delete(listen);
      };
    },
  };
}
