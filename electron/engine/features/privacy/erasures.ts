/**
 * What keeps erased people recognisable: the backup passphrase, and the holding of sending while the erased numbers of a
 * restored backup are not recognised.
 */
import type { Erasures } from '../../../../shared/contract/privacy.ts';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import { privacyProblem } from '../../../../shared/problems/privacy.ts';
import { erasureKeys, nameOfKey } from '../../db/erasure-keys.ts';
import type { Events } from '../../events.ts';
import type { Health } from '../../health.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { judgePassphrase, sealer } from '../accounts/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { adoptKeys, unknownKeys } from './adopt-keys.ts';
import { resumeErasures } from './resume-erasures.ts';

export type ErasureKeeper = {
  state(): Promise<Erasures>;
  /** Seals the folder's keys, so that later backups carry them. Problems: `passphrase-empty`, `passphrase-weak`. */
  setPassphrase(passphrase: string): Promise<Result<Erasures>>;
  /** Opens the keys of a restored backup. Problems: `backup-passphrase-wrong`, `backup-not-sealed`. */
  enterPassphrase(passphrase: string): Promise<Result<Erasures>>;
  /** Ends the holding of sending: the erased numbers can no longer be recognised. */
  giveUp(): Promise<Erasures>;
};

type Needs = {
  readonly folder: string;
  readonly store: Store;
  readonly settings: LiveSettings;
  readonly health: Health;
  readonly events: Events;
  readonly noteFailure: NoteFailure;
};

const heldProblem = privacyProblem('erasures-unrecognised');

/** Resumes interrupted erasures, and reports a holding of sending, also after a restore. */
export async function startErasures(needs: Needs): Promise<ErasureKeeper> {
  const { folder, store, health, events, noteFailure } = needs;
  const known = () => erasureKeys(folder).map(nameOfKey);

  async function state(): Promise<Erasures> {
    const { people, keys, held } = await store.read('erasureState', {});
    const [own] = known();
    return {
      people,
      passphraseSet: keys.some(({ name, sealed }) => name === own && sealed !== null),
      held,
      canOpen: held && unknownKeys(folder, keys).some(({ sealed }) => sealed !== null),
    };
  }

  async function report(): Promise<void> {
    if ((await store.read('erasureState', {})).held) health.report(heldProblem, 'lasting');
    else health.clear(heldProblem.code);
  }

  async function endHolding(isGivenUp: boolean): Promise<void> {
    await store.write('endHolding', { known: known(), isGivenUp });
    health.clear(heldProblem.code);
    events.emit({ type: 'messages-due' });
  }

  await resumeErasures(needs);
  await report();
  events.on(
    ['database-changed'],
    () => void report().catch((error: unknown) => noteFailure('erasures', error)),
  );

  return {
    state,
    async setPassphrase(passphrase) {
      const judged = judgePassphrase(passphrase);
      if (!judged.ok) return judged;
      const seal = await sealer(passphrase);
      const keys = erasureKeys(folder).map((key) => ({
        name: nameOfKey(key),
        sealed: Buffer.from(seal(Buffer.from(key))).toString('base64'),
      }));
      await store.write('sealErasureKeys', { keys });
      return ok(await state());
    },
    async enterPassphrase(passphrase) {
      const { keys } = await store.read('erasureState', {});
      const adopted = await adoptKeys(folder, keys, passphrase);
      if (!adopted.ok) return adopted;
      if (adopted.value.unknown === 0) await endHolding(false);
      return ok(await state());
    },
    async giveUp() {
      await endHolding(true);
      return state();
    },
  };
}
