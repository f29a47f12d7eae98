/** The base with which every feature's handlers implement the contract. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import type { Actor } from '../../shared/contract/journal.ts';

/** Additional permissions of a caller; a web page has none. */
export type CallContext = {
  /**
   * The caller is the user's own program, which could access the files anyway: see backups in the contract.
   */
  readonly mayNameFiles?: boolean;
  /** The caller, for the journal; missing means the engine itself. */
  readonly actor?: Actor;
};

export const contractOs = implement(contract).$context<CallContext>();
export type ContractImplementer = typeof contractOs;
