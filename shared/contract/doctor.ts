/** Checks of everything that sending and hearing back rest on. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from './common.ts';

const checkNames = [
  'parts',
  'account',
  'credentials',
  'dns',
  'tls',
  'clock',
  'callbacks-local',
  'callbacks-public',
  'signature',
  'key-store',
  'disk',
  'database',
] as const;

const checkSchema = z.object({
  name: z.enum(checkNames),
  /** skipped: it does not apply here. */
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was found, in a few words; holds no credential, number or text. */
  found: z.string(),
  /** What it means and what to do; null where there is nothing to do. */
  problem: problemSchema.nullable(),
  /** How long the check took, ms. */
  tookMs: z.number(),
});
export type Check = z.infer<typeof checkSchema>;

const doctorSchema = z.object({
  at: z.number(),
  version: z.string(),
  /** "Linux 6.1, Node 24.21.0" */
  system: z.string(),
  checks: z.array(checkSchema),
});
export type Doctor = z.infer<typeof doctorSchema>;

export const doctorContract = {
  /** Looks at everything anew; takes up to some ten seconds. */
  run: oc.input(z.object({ accountId: z.string().optional() })).output(doctorSchema),
};
