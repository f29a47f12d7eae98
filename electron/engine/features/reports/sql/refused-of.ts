/**
 * Returns the condition for the callbacks of an addressee without a valid signature: reports and inbound messages have an
 * index each, which SQLite only uses if the condition says which of them are wanted.
 */
export function refusedOf(addressee: {
  readonly accountId: string;
  /** null: the account's delivery reports. */
  readonly inboundId: string | null;
}): { readonly where: string /** The value of ?1. */; readonly value: string } {
  const { accountId, inboundId } = addressee;
  return inboundId === null
    ? { where: "account_id = ?1 AND inbound_id IS NULL AND verdict <> 'verified'", value: accountId }
    : { where: "inbound_id = ?1 AND verdict <> 'verified'", value: inboundId };
}
