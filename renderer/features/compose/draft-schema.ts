/** The format of saved drafts; fields that an earlier version did not have get defaults. */
import { z } from 'zod/mini';
import { channels } from '../../../shared/messaging/types.ts';
import type { Draft } from './draft.ts';

const draftSchema = z.object({
  recipients: z.array(
    z.object({
      key: z.string(),
      written: z.string(),
      values: z.optional(z.record(z.string(), z.string())),
      row: z.optional(z.number()),
    }),
  ),
  columns: z._default(z.array(z.string()), []),
  typed: z.string(),
  steps: z
    .array(
      z.object({
        key: z.string(),
        channel: z.enum(channels),
        text: z.string(),
        sender: z.string(),
        waitSeconds: z.nullable(z.number()),
        autoconvert: z.enum(['on', 'off', 'full']),
        udh: z._default(z.string(), ''),
        content: z._default(z.record(z.string(), z.json()), {}),
      }),
    )
    .check(z.minLength(1)),
  selected: z.string(),
  sendAt: z.nullable(z.number()),
  sendAtTheirs: z._default(z.nullable(z.string()), null),
  priority: z._default(z.nullable(z.enum(['low', 'regular', 'high'])), null),
  textStore: z._default(z.nullable(z.enum(['nostore', 'plaintext', 'sha256'])), null),
  purpose: z._default(z.string(), ''),
  tags: z._default(z.array(z.string()), []),
});

/** Parses a draft. @returns null if the value is not a draft */
export function parseDraft(value: unknown): Draft | null {
  const parsed = draftSchema.safeParse(value);
  if (!parsed.success) return null;
  const { recipients, ...rest } = parsed.data;
  return {
    ...rest,
    recipients: recipients.map(({ key, written, values, row }) => ({
      key,
      written,
      ...(values === undefined ? {} : { values }),
      ...(row === undefined ? {} : { row }),
    })),
  };
}
