import type { MessenteClient } from '../../messente/types.ts';
import type { StoredAccount } from '../accounts/index.ts';

/** A blacklist that is read and changed now, with the account that it is done for. */
export type BlacklistAtWork = {
  readonly account: StoredAccount;
  readonly client: MessenteClient;
  /** Its name, from blacklistOf(). */
  readonly list: string;
};
