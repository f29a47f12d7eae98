/**
 * The numbers that people write to, in memory: to which number a token belongs, and which secrets sign its messages.
 * The database stores everything except the secrets, which come from the secret store and stay in this process.
 */
import type { AccountId, InboundId } from '../../../../shared/messaging/types.ts';
import type { Events } from '../../events.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import {
  type AccountPasswords,
  type Registry,
  type SecretStore,
  sandboxCredentials,
} from '../accounts/index.ts';
import type { StoredInboundNumber } from './sql/inbound-numbers.ts';

type Addressee = { readonly accountId: AccountId; readonly inboundId: InboundId };

export type InboundNumbers = {
  /** Reads numbers, tokens and secrets again. */
  reload(): Promise<void>;
  /**
   * Removes the numbers of removed accounts, now and after each reload.
   * @param settle verifies the callbacks that wait for a secret; resolves to false if some may still wait
   */
  endWithAccounts(settle: () => Promise<boolean>): void;
  /** The numbers that have not been removed. */
  all(): readonly StoredInboundNumber[];
  ofToken(token: string): Addressee | null;
  /** All numbers, including removed ones, which have no secret. */
  addressees(): readonly Addressee[];
  /** Returns the number's shared secrets. */
  passwords(id: string): AccountPasswords;
};

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly secrets: { readonly open: () => Promise<SecretStore> };
  readonly events: Events;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

/** The numbers of the built-in sandbox share this secret, which is public like the password of its account. */
export const sandboxSecret: string = sandboxCredentials.password;

/** Reads the numbers. They are read again whenever accounts and passwords are. */
export async function openInboundNumbers(needs: Needs): Promise<InboundNumbers> {
  const { store, registry, events } = needs;
  let numbers: readonly StoredInboundNumber[] = [];
  const secrets = new Map<string, AccountPasswords>();
  const tokens = new Map<string, Addressee>();
  let reading: Promise<void> = Promise.resolve();

  let settle: (() => Promise<boolean>) | null = null;

  /** A number goes with its account. If the row of the account is missing, a restore may bring it back. */
  const isOrphan = ({ accountId, removedAt }: StoredInboundNumber): boolean => {
    const account = registry.get(accountId);
    return removedAt === null && account !== null && account.removedAt !== null;
  };
  const isInUse = (number: StoredInboundNumber): boolean => number.removedAt === null && !isOrphan(number);
  const isSandbox = (accountId: string): boolean => registry.get(accountId)?.kind === 'sandbox';

  async function secretsOf({
    id,
    accountId,
    secretSet,
    removedAt,
  }: StoredInboundNumber): Promise<AccountPasswords> {
    if (removedAt !== null) return { kind: 'none' };
    if (isSandbox(accountId)) return { kind: 'known', current: sandboxSecret, earlier: [] };
    if (!secretSet) return { kind: 'none' };
    const stored = await (await needs.secrets.open()).get(id as InboundId);
    if (!stored.ok) {
      // A secret that is known stays so while the key store does not respond.
      const before = secrets.get(id);
      return before?.kind === 'known' ? before : { kind: 'locked' };
    }
    return stored.value === null ? { kind: 'none' } : { kind: 'known', ...stored.value };
  }

  async function read(): Promise<void> {
    const found = await store.read('listInboundNumbers', {});
    const known = await Promise.all(found.map(async (one) => [one, await secretsOf(one)] as const));
    numbers = found;
    secrets.clear();
    tokens.clear();
    for (const [number, itsSecrets] of known) {
      secrets.set(number.id, itsSecrets);
      if (isInUse(number)) tokens.set(number.token, addresseeOf(number));
    }
    events.emit({ type: 'inbound-changed' });
  }

  /**
   * Removes the numbers of removed accounts. A secret stays while messages that were answered wait for it, or the key store
   * is locked, and is removed later.
   */
  async function removeOrphans(): Promise<void> {
    const orphans = numbers.filter(isOrphan);
    if (orphans.length === 0 || settle === null || !(await settle())) return;
    for (const { id, secretSet } of orphans) {
      if (secrets.get(id)?.kind === 'locked') continue;
      if (secretSet) {
        const removed = await (await needs.secrets.open()).remove(id as InboundId);
        if (!removed.ok) continue;
      }
      await store.write('removeInboundNumber', { id, now: needs.now() });
    }
    await read();
  }

  const reload = (): Promise<void> => {
    // One at a time: of two overlapping reads, the one that started first could end last, with outdated rows.
    const next = reading.then(read).then(removeOrphans);
    reading = next.catch(() => undefined);
    return next;
  };
  const reloadLater = (): void => {
    reload().catch((error: unknown) => needs.noteFailure('inbound-not-reloaded', error));
  };
  await reload();
  events.on('account-changed', reloadLater);
  return {
    reload,
    endWithAccounts(settled) {
      settle = settled;
      reloadLater();
    },
    all: () => numbers.filter(isInUse),
    ofToken: (token) => tokens.get(token) ?? null,
    addressees: () => numbers.map(addresseeOf),
    passwords: (id) => secrets.get(id) ?? { kind: 'none' },
  };
}

function addresseeOf({ id, accountId }: StoredInboundNumber): Addressee {
  return { accountId: accountId as AccountId, inboundId: id as InboundId };
}
