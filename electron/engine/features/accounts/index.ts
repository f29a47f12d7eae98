/** The exports of the accounts feature for other features and the shells. */

export { judgeFirstPassphrase } from './change-account.ts';
export { type AccountNeeds, accountChecks } from './checks.ts';
export { cannotCall, chooseAccount, findAccount } from './choose-account.ts';
export type { AccountPasswords, SigningPasswords } from './passwords.ts';
export type { AccountPauser } from './pausing.ts';
export type { PriceReader } from './prices.ts';
export { reachesNobody } from './reaches-nobody.ts';
export type { Registry } from './registry.ts';
export { sandboxCredentials } from './sandbox-account.ts';
export { systemKeyring } from './secrets/keyring.ts';
export type { KeyringLauncher } from './secrets/keyring-process.ts';
export { opener, sealer } from './secrets/seal-bytes.ts';
export { judgePassphrase } from './secrets/secret-problems.ts';
export type { SealerLike, SecretStore } from './secrets/types.ts';
export type { StoredAccount } from './sql/list-accounts.ts';
export type { PauseReason } from './sql/pause-account.ts';
export { wabaIdOf } from './view-account.ts';
