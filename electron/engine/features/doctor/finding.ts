import type { Check } from '../../../../shared/contract/doctor.ts';

/** The result of a check; see the contract. */
export type Finding = Pick<Check, 'state' | 'found' | 'problem'>;
