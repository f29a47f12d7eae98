/**
 * Verifies the signatures of callbacks that arrived while the key store was locked, once it is unlocked: in
 * small batches, so that new callbacks do not wait, and each batch in one commit, so that a kill loses and
 * duplicates nothing.
 */
import type { AccountId, InboundId } from '../../../../shared/messaging/types.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { AccountPasswords } from '../accounts/index.ts';
import { signatureOf, verifySignature } from './signature.ts';
import type { SettledCallback } from './sql/settle-postponed.ts';
import type { Addressee } from './types.ts';

export type PostponedChecker = {
  /** Checks for callbacks that can be verified now. */
  wake(): void;
  /** Checks for them, and resolves once all are verified that can be; false if the checks are stopped. */
  settle(): Promise<boolean>;
  /** Resolves once nothing is being checked; nothing more is until the next wake. */
  stop(): Promise<void>;
};

const atOnce = 100;

export function createPostponedChecker(options: {
  readonly store: Store;
  /** Returns all accounts and inbound numbers, including removed ones, whose callbacks match nothing. */
  readonly addressees: () => readonly Addressee[];
  readonly passwords: (addressee: Addressee) => AccountPasswords;
  /** Called with the verdict of each, after its commit. */
  readonly onSettled: (callbacks: readonly SettledCallback[]) => void;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
}): PostponedChecker {
  const { store, passwords, log } = options;
  let working: Promise<void> = Promise.resolve();
  let queued = false;
  let stopping = false;

  async function checkSome(): Promise<SettledCallback[]> {
    const open = options.addressees().filter((one) => passwords(one).kind !== 'locked');
    if (open.length === 0) return [];
    const accounts = open.flatMap(({ accountId, inboundId }) => (inboundId === null ? [accountId] : []));
    const inbound = open.flatMap(({ inboundId }) => inboundId ?? []);
    const waiting = await store.read('postponedCallbacks', { accounts, inbound, limit: atOnce });
    if (waiting.length === 0) return [];
    const judged = waiting.map(({ id, headers, body, ...row }) => {
      const known = passwords({
        accountId: row.accountId as AccountId,
        inboundId: row.inboundId as InboundId | null,
      });
      const verdict = verifySignature(body, signatureOf(headers), known.kind === 'known' ? known : null);
      return { id, verdict: verdict.kind, secret: verdict.kind === 'verified' ? verdict.secret : null };
    });
    return store.write('settlePostponed', { judged });
  }

  async function run(): Promise<void> {
    let verified = 0;
    let others = 0;
    while (!stopping) {
      const settled = await checkSome();
      if (settled.length === 0) break;
      options.onSettled(settled);
      const good = settled.filter(({ verdict }) => verdict === 'verified').length;
      verified += good;
      others += settled.length - good;
    }
    if (verified + others > 0) log('postponed-callbacks-checked', { verified, others });
  }

  return {
    wake() {
      stopping = false;
      if (queued) return;
      queued = true;
      working = working.then(() => {
        queued = false;
        return run().catch((error: unknown) => {
          options.noteFailure('postponed-check-failed', error);
        });
      });
    },
    async settle() {
      if (stopping) return false;
      const settled = working.then(run);
      working = settled.catch(() => undefined);
      await settled;
      return !stopping;
    },
    async stop() {
      stopping = true;
      await working;
    },
  };
}
