/** Facts about quiet hours for tests of other things: no purpose keeps to any. */
import { builtInPurposes } from '../../shared/messaging/purposes.ts';
import type { QuietFacts } from '../../shared/messaging/quiet-facts.ts';

export const noQuietHours: QuietFacts = {
  purposes: builtInPurposes.map((purpose) => ({ ...purpose, quietHours: false })),
  ...{ inSandbox: false, spans: [] },
};

/** For an outbox that never holds a message for quiet hours. */
export const neverQuiet = { facts: () => noQuietHours, answer: async () => undefined };
