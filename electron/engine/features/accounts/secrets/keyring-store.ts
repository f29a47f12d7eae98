import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { parseSecrets, withPassword } from './secret-map.ts';
import { keyStoreFailed, nothingToStartOver, passwordEmpty } from './secret-problems.ts';
import type { AccountSecrets, KeyringLike, SecretOwner, SecretStore } from './types.ts';

/** Windows stores at most 2560 bytes of UTF-16 per entry. */
const entryLimit = 1200;

function encode(secrets: AccountSecrets): string {
  let earlier = [...secrets.earlier];
  for (;;) {
    const text = JSON.stringify({ current: secrets.current, earlier });
    if (text.length <= entryLimit || earlier.length === 0) return text;
    earlier = earlier.slice(0, -1);
  }
}

/**
 * Opens a secret store in the OS key store: one entry per account, named by the ids of the data folder and
 * the account.
 * @param beforeFirstWrite called before the first write, to record where this folder's passwords are
 */
export function openKeyringStore(options: {
  readonly keyring: KeyringLike;
  readonly dataFolderId: string;
  readonly warning: Problem | null;
  /**
   * The answer of get() for an account without an entry, if its passwords may be elsewhere; null means that
   * there are none.
   */
  readonly whenMissing: Problem | null;
  readonly beforeFirstWrite: () => Promise<Result<void>>;
}): SecretStore {
  const { keyring, dataFolderId, warning } = options;
  let noted = false;
  let last: Promise<unknown> = Promise.resolve();
  const nameOf = (id: SecretOwner): string => `${dataFolderId}/${id}`;

  async function read(id: SecretOwner): Promise<Result<AccountSecrets | null>> {
    let text: string | null;
    try {
      text = await keyring.read(nameOf(id));
    } catch {
      return fail(keyStoreFailed);
    }
    if (text === null) return ok(null);
    const secrets = parseSecrets(text);
    return secrets === null ? fail(keyStoreFailed) : ok(secrets);
  }

  function inTurn(work: () => Promise<Result<void>>): Promise<Result<void>> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  return {
    startOver: async () => fail(nothingToStartOver),
    state: () => ({ kind: 'os-key-store', locked: false, exists: true, warning }),
    async unlock() {
      return ok(undefined);
    },
    async get(id) {
      const secrets = await read(id);
      if (!secrets.ok || secrets.value !== null || options.whenMissing === null) return secrets;
      return fail(options.whenMissing);
    },
    async set(id, password) {
      if (password === '') return fail(passwordEmpty);
      return inTurn(async () => {
        if (!noted) {
          const note = await options.beforeFirstWrite();
          if (!note.ok) return note;
          noted = true;
        }
        const before = await read(id);
        if (!before.ok) return before;
        try {
          await keyring.write(nameOf(id), encode(withPassword(before.value, password)));
          return ok(undefined);
        } catch {
          return fail(keyStoreFailed);
        }
      });
    },
    remove: (id) =>
      inTurn(async () => {
        try {
          await keyring.remove(nameOf(id));
          return ok(undefined);
        } catch {
          return fail(keyStoreFailed);
        }
      }),
  };
}
