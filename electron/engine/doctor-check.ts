/** What a feature declares for the doctor: its checks, by name. The doctor runs and orders them. */
import type { Check } from '../../shared/contract/doctor.ts';

/** The result of a check; see the contract. */
export type Finding = Pick<Check, 'state' | 'found' | 'problem'>;

/** Runs a check. If it throws, the doctor reports that it could not check. */
export type RunCheck = () => Promise<Finding> | Finding;

export type DeclaredChecks = { readonly [Name in Check['name']]?: RunCheck };
