import type { Corpus } from './mutate.ts';

/** Whether the parser took the input for valid. */
export type Verdict = 'accepted' | 'refused';

export interface Started {
  /** @throws if the parser breaks its own promise, as by throwing */
  parse(input: Buffer): Verdict | Promise<Verdict>;
  stop(): void | Promise<void>;
}

export interface Target extends Corpus {
  start(): Started | Promise<Started>;
}
