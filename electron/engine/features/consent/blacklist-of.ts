/**
 * Names the blacklist of an account: Messente has one for each account, which the address and the user of an API key
 * lead to. Two accounts of this console with the same ones share it.
 */
export function blacklistOf(account: { readonly username: string; readonly baseUrl: string }): string {
  return JSON.stringify([account.baseUrl, account.username]);
}
