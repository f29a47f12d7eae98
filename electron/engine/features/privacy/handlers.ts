import type { Settings } from '../../../../shared/contract/settings.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import { privacyProblem } from '../../../../shared/problems/privacy.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import { isThreadDeath } from '../../db/store-problems.ts';
import type { Emit } from '../../events.ts';
import type { Health } from '../../health.ts';
import type { Store } from '../../store.ts';
import type { Backups } from '../backups/index.ts';
import type { Blacklists } from '../consent/index.ts';
import { type Canceller, cancelNow } from '../messages/index.ts';
import { doNotSendListHandlers } from './do-not-send-lists.ts';
import type { ErasureKeeper } from './erasures.ts';
import { reportUnfinished, unfinishedErasure } from './resume-erasures.ts';

type Needs = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly backups: Backups;
  readonly canceller: Canceller;
  readonly blacklists: Blacklists;
  readonly emit: Emit;
  readonly now: () => number;
};

type EraseNeeds = Needs & {
  readonly erasures: ErasureKeeper;
  readonly sandbox: { forget(number: E164): Promise<void> };
  readonly health: Health;
};

/** The maximum size of one transaction, which blocks the writer for a second or two. */
const mostAdded = 100_000;

/** Returns the handlers for the do-not-send list. */
export function doNotSendHandlers(os: ContractImplementer, needs: Needs) {
  const parse = phoneParser(needs.settings);
  return {
    ...doNotSendListHandlers(os, needs),
    blacklists: os.doNotSend.blacklists.handler(() => needs.store.read('listBlacklists', {})),
    readBlacklists: os.doNotSend.readBlacklists.handler(async () => {
      await needs.blacklists.read();
      return needs.store.read('listBlacklists', {});
    }),
    list: os.doNotSend.list.handler(() => needs.store.read('listDoNotSend', {})),
    add: os.doNotSend.add.handler(async ({ input }) => {
      const phone = parse(input.number);
      if (!phone.ok) return phone;
      const { entries, cancelling } = await addToList(needs, [phone.value.e164], input.reason);
      const [entry] = entries;
      if (!entry) throw new Error('the do-not-send entry vanished');
      return ok({ ...entry, cancelling });
    }),
    addMany: os.doNotSend.addMany.handler(async ({ input }) => {
      if (input.numbers.length > mostAdded) return fail(tooMany());
      const numbers = new Set<E164>();
      for (const [index, written] of input.numbers.entries()) {
        const phone = parse(written);
        if (!phone.ok) return fail({ ...phone.problem, field: `numbers[${index}]` });
        numbers.add(phone.value.e164);
      }
      return ok(await addToList(needs, [...numbers], input.reason));
    }),
    remove: os.doNotSend.remove.handler(async ({ input }) => {
      const phone = parse(input.number);
      if (!phone.ok) return phone;
      const removed = await needs.store.write('removeDoNotSend', {
        number: phone.value.e164,
        digest: needs.backups.digest(phone.value.e164),
        now: needs.now(),
      });
      needs.emit({ type: 'do-not-send-changed' });
      // Until its entries are deleted, Messente refuses messages to the number.
      if (removed) await needs.blacklists.tried();
      return removed ? ok({}) : fail(privacyProblem('not-listed', {}, 'number'));
    }),
  };
}

/** Returns the handlers that show and erase everything about one number. */
export function privacyHandlers(os: ContractImplementer, needs: EraseNeeds) {
  const parse = phoneParser(needs.settings);
  const { erasures } = needs;
  return {
    erasures: os.privacy.erasures.handler(() => erasures.state()),
    setBackupPassphrase: os.privacy.setBackupPassphrase.handler(({ input }) =>
      erasures.setPassphrase(input.passphrase),
    ),
    enterBackupPassphrase: os.privacy.enterBackupPassphrase.handler(({ input }) =>
      erasures.enterPassphrase(input.passphrase),
    ),
    giveUpErasures: os.privacy.giveUpErasures.handler(() => erasures.giveUp()),
    about: os.privacy.about.handler(async ({ input }) => {
      const phone = parse(input.number);
      if (!phone.ok) return phone;
      return ok(await needs.store.read('aboutNumber', { number: phone.value.e164, now: needs.now() }));
    }),
    erase: os.privacy.erase.handler(async ({ input }) => {
      const phone = parse(input.number);
      if (!phone.ok) return phone;
      const number = phone.value.e164;
      const { digest, keyName } = needs.backups.erasureOf(number);
      const erased = await eraseStored(needs.store, { number, now: needs.now(), digest, keyName });
      if (erased === null) {
        return fail(privacyProblem('under-way', {}, 'number'));
      }
      const { runIds, toCancel, ...counts } = erased;
      // Another window may show a draft or a run that contained the number.
      needs.emit({ type: 'draft-changed' });
      for (const id of runIds) needs.emit({ type: 'run-changed', id, positions: 'all' });
      const { backups, backupsNotReached, cancelling } = await eraseCopies(needs, number, toCancel).catch(
        (error: unknown) => {
          reportUnfinished(needs.health);
          throw error;
        },
      );
      const unfinished = await needs.store.write('finishErasure', { digest });
      if (unfinished === 0) needs.health.clear(unfinishedErasure.code);
      return ok({ ...counts, backups, backupsNotReached: [...backupsNotReached], cancelling });
    }),
  };
}

/** Erases a number from the database. */
async function eraseStored(
  store: Store,
  input: { number: E164; now: number; digest: string; keyName: string },
) {
  try {
    return await store.write('eraseNumber', input);
  } catch (error) {
    // The writer may have committed the erasure before it died. The same call again finds that, or erases now.
    if (!isThreadDeath(error)) throw error;
    return await store.write('eraseNumber', { ...input, isRepeat: true });
  }
}

/** Removes the copies of an erased number that are outside the database. */
async function eraseCopies(needs: EraseNeeds, number: E164, toCancel: readonly string[]) {
  needs.store.removeCopies();
  // Cancel before the built-in sandbox deletes the messages, because it can only cancel messages that it knows.
  const cancelling = await cancelNow(needs, { withdrawn: 0, ids: toCancel });
  // An upload may be a backup or an export that contains the number.
  await needs.backups.uploads.clear();
  await needs.sandbox.forget(number);
  return { ...(await needs.backups.eraseFromBackups()), cancelling };
}

function phoneParser(settings: () => Settings) {
  return (text: string) => parsePhone(text, settings().defaultCountry ?? undefined);
}

function tooMany() {
  return privacyProblem('too-many-numbers', {}, 'numbers');
}

/** Adds numbers to the list in one transaction, then cancels scheduled messages to them. */
async function addToList(needs: Needs, numbers: readonly E164[], reason: string | undefined) {
  const ordered = await needs.store.write('addDoNotSend', {
    numbers,
    reason: reason?.trim() || null,
    source: 'person',
    now: needs.now(),
  });
  const entries = await needs.store.read('doNotSendAmong', { numbers });
  needs.emit({ type: 'do-not-send-changed' });
  return { entries, cancelling: await cancelNow(needs, ordered) };
}
