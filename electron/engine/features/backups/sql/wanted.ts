/** Which messages are exported: all of one kind of key, in this order. */
export type Wanted =
  | { readonly key: 'id'; readonly values: readonly string[] }
  | { readonly key: 'seq'; readonly values: readonly number[] };

/** Matches rows that belong to the messages of a JSON list of seqs. */
export const ofMessages = 'omnimessage_seq IN (SELECT value FROM json_each(?))';
