/** What the handlers of every feature implement the contract with. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import type { Actor } from '../../shared/contract/journal.ts';

/** What a caller may do beyond the calls themselves; a page may do nothing more. */
export type CallContext = {
  /** This user's own program, which could read and write the files itself: see the contract's backups. */
  readonly mayNameFiles?: boolean;
  /** Who calls, for the journal; absent: the engine itself. */
  readonly actor?: Actor;
};

export const contractOs = implement(contract).$context<CallContext>();
export type ContractImplementer = typeof contractOs;
