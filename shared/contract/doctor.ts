/** The calls of the doctor, which checks everything that sending and receiving reports depend on. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { phraseSchema, problemSchema } from './common.ts';

/** All checks, in the order in which they are shown; each is declared by one feature. */
export const checkNames = [
  'parts',
  'account',
  'credentials',
  'dns',
  'tls',
  'clock',
  'callbacks-local',
  'callbacks-public',
  'inbound',
  'decisions',
  'blacklists',
  'signature',
  'key-store',
  'disk',
  'database',
] as const;

const checkSchema = z.object({
  name: z.enum(checkNames),
  /** skipped: the check does not apply here. */
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** The result in a few words; contains no credentials, numbers or texts. */
  found: phraseSchema,
  /** What the result means and what to do; null if there is nothing to do. */
  problem: problemSchema.nullable(),
  /** Duration of the check, ms. */
  tookMs: z.number(),
});
export type Check = z.infer<typeof checkSchema>;

const doctorSchema = z.object({
  at: z.number(),
  version: z.string(),
  /** Example: "Linux 6.1, Node 24.21.0" */
  system: z.string(),
  checks: z.array(checkSchema),
});
export type Doctor = z.infer<typeof doctorSchema>;

export const doctorContract = {
  /** Runs all checks again; takes up to about ten seconds. */
  run: oc.input(z.object({ accountId: z.string().optional() })).output(doctorSchema),
};
