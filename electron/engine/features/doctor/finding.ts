import type { Check } from '../../../../shared/contract/doctor.ts';

/** What a check found; see the contract. */
export type Finding = Pick<Check, 'state' | 'found' | 'problem'>;
