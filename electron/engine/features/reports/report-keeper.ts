import type { AccountId } from '../../../../shared/messaging/types.ts';
import type { Emit } from '../../events.ts';
import type { Log } from '../../log.ts';
import { readReport } from '../../messente/read-report.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { AccountPasswords, Registry } from '../accounts/index.ts';
import type { InboundNumbers } from '../inbound/index.ts';
import { announceInbound } from './announce-inbound.ts';
import type { OwnReplays } from './own-replays.ts';
import { createPostponedChecker, type PostponedChecker } from './postponed.ts';
import type { Addressee, PostponedCallback, ReceivedCallback } from './types.ts';

/** Stores incoming callbacks, and announces them. */
export type ReportKeeper = {
  readonly keep: (callback: ReceivedCallback) => Promise<void>;
  readonly postpone: (callback: PostponedCallback) => Promise<boolean>;
  /** Verifies callbacks that arrived while the key store was locked. */
  readonly postponed: PostponedChecker;
  /**
   * Returns when the newest verified callback arrived, UTC epoch ms; null if there was none since the start.
   */
  lastVerifiedAt(): number | null;
};

export function createReportKeeper(options: {
  readonly store: Store;
  readonly registry: Registry;
  readonly inbound: InboundNumbers;
  readonly passwords: (addressee: Addressee) => AccountPasswords;
  readonly ownReplays: OwnReplays;
  /** Called when a report from outside was verified. */
  readonly onVerified: (accountId: string, receivedAt: number) => void;
  /** Called after a report paused its account, because no credit is left. */
  readonly onPaused: () => void;
  readonly emit: Emit;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
}): ReportKeeper {
  const { store, registry, inbound, passwords, onPaused, emit, log, noteFailure } = options;
  let lastVerifiedAt: number | null = null;

  function noteKept(callbackId: number): void {
    if (callbackId > 0) emit({ type: 'callback-kept', id: callbackId });
  }
  function noteVerified({ accountId, receivedAt }: { accountId: string; receivedAt: number }): void {
    lastVerifiedAt = Math.max(lastVerifiedAt ?? 0, receivedAt);
    options.onVerified(accountId, receivedAt);
  }

  const postponed = createPostponedChecker({
    store,
    addressees: () => [
      ...registry.all().map(({ id }) => ({ accountId: id as AccountId, inboundId: null })),
      ...inbound.addressees(),
    ],
    passwords,
    onSettled(callbacks) {
      for (const one of callbacks) {
        noteKept(one.callbackId);
        announceInbound(emit, one.newInbound);
        if (one.verdict === 'verified') noteVerified(one);
      }
      if (callbacks.some(({ isPaused }) => isPaused)) onPaused();
      emit({ type: 'reception-changed' });
      // An opt-out among them is verified now, or was forged: either way it holds nothing any more.
      emit({ type: 'answers-changed' });
    },
    log,
    noteFailure,
  });

  return {
    async keep(callback) {
      const { verdict } = callback;
      const isReport = callback.inboundId === null;
      const read = verdict.kind === 'verified' && isReport ? readReport(callback.body) : null;
      const report = read?.ok ? read.value : null;
      const { callbackId, isPaused, newInbound } = await store.write('keepCallback', {
        ...rawOf(callback),
        verdict: verdict.kind,
        secret: verdict.kind === 'verified' ? verdict.secret : null,
        report,
      });
      noteKept(callbackId);
      announceInbound(emit, newInbound);
      if (verdict.kind === 'verified' && !options.ownReplays.has(callback.target, callback.body)) {
        noteVerified(callback);
      }
      if (isPaused) onPaused();
    },
    async postpone(callback) {
      const id = await store.write('postponeCallback', rawOf(callback));
      if (id === null) return false;
      noteKept(id);
      emit({ type: 'reception-changed' });
      // The key store may have been unlocked while the callback was being stored.
      if (passwords(callback).kind !== 'locked') postponed.wake();
      return true;
    },
    postponed,
    lastVerifiedAt: () => lastVerifiedAt,
  };
}

/** Returns a callback as received, in the store's format. */
function rawOf(callback: PostponedCallback) {
  return {
    receivedAt: callback.receivedAt,
    accountId: callback.accountId,
    localId: callback.localId,
    inboundId: callback.inboundId,
    method: callback.method,
    target: callback.target,
    headers: JSON.stringify(callback.headers),
    // Copies exactly its bytes: a view of Node's pool would send the whole pool to the worker.
    body: new Uint8Array(callback.body),
  };
}
