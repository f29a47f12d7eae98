/**
 * One message as exported: a line of JSON with all data needed to restore it. Times are ISO 8601 in UTC with
 * milliseconds, money is a decimal string in EUR. It contains no credentials: no password, no callback token.
 */
import { z } from 'zod';
import { channelSchema, problemSchema } from '../../../../shared/contract/common.ts';
import { draftChainSchema } from '../../../../shared/contract/compose.ts';
import { messageStateSchema, stepStateSchema } from '../../../../shared/contract/messages.ts';
import { withTodaysNames } from '../../../../shared/contract/stored-problem.ts';
import { longestName } from '../../../../shared/messaging/recipient-name.ts';

/**
 * Increased if a reader of the previous version would misread the format. 2: a problem's `message` and `hint`
 * were called `sentence` and `mend` in 1.
 */
export const recordVersion = 2;

const time = z.iso.datetime().refine((text) => Number.isFinite(Date.parse(text)));
const amount = z.string().regex(/^\d{1,30}(?:\.\d{1,30})?$/);
const short = z.string().max(1_000);
const whole = z.number().int();

const problemRecord = z.preprocess(
  withTodaysNames,
  z.object({
    code: short,
    field: short.nullable(),
    // The English texts, for people who read the file.
    message: z.string().max(10_000).optional(),
    hint: z.string().max(10_000).optional(),
    // Which texts to show, and what is filled into them.
    id: short.optional(),
    params: problemSchema.shape.params.refine(
      (params) => params === undefined || JSON.stringify(params).length <= 20_000,
    ),
    // The API's own answer, if there was one.
    httpStatus: whole.nullable().optional(),
    apiCode: short.nullable().optional(),
    detail: z.string().max(10_000).nullable().optional(),
  }),
);

const priceRecord = z.object({ part_price: amount, parts_count: whole, total_price: amount });

const stepRecordSchema = z.object({
  channel: channelSchema,
  sender: short.nullable(),
  /** As in Messente's answer. */
  sender_used: short.nullable(),
  text: z.string().nullable(),
  wait_seconds: whole.nullable(),
  message_id: short.nullable(),
  state: stepStateSchema,
  status: short.nullable(),
  err: whole.nullable(),
  error: z.string().max(10_000).nullable(),
  at: time.nullable(),
});

const eventRecordSchema = z.object({
  message_id: short.nullable(),
  channel: short.nullable(),
  status: short.nullable(),
  err: whole.nullable(),
  error: z.string().max(10_000).nullable(),
  at: time.nullable(),
  received_at: time,
  source: z.enum(['callback', 'poll']),
  price: priceRecord.nullable(),
});

const attemptRecordSchema = z.object({
  number: whole.min(1),
  started_at: time,
  finished_at: time.nullable(),
  outcome: z.enum(['in-flight', 'accepted', 'refused', 'not-sent', 'unknown']),
  http_status: whole.nullable(),
  /** The JSON as it was sent, except for the token in the callback address. */
  request: z.string(),
  response: z.string().nullable(),
  problem: problemRecord.nullable(),
});

export const messageRecordSchema = z.object({
  omnideck: z.literal([1, recordVersion]),
  type: z.literal('message'),
  id: z.string().regex(/^[0-9a-z]{4,40}$/),
  omnimessage_id: short.nullable(),
  account: z.object({
    id: z.string().regex(/^[0-9a-z]{1,40}$/),
    name: z.string().max(200),
    kind: z.enum(['messente', 'sandbox']),
  }),
  batch_id: z.string().max(100),
  to: z.string().regex(/^\+\d{7,15}$/),
  /** The recipient's name in the list of recipients; exports of earlier versions have none. */
  name: z.string().max(longestName).nullable().default(null),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  state: messageStateSchema,
  delivered_by: channelSchema.nullable(),
  delivered_twice: z.boolean(),
  cost: amount.nullable(),
  estimate: z.object({ low: amount, high: amount }).nullable(),
  created_at: time,
  send_at: time.nullable(),
  accepted_at: time.nullable(),
  settled_at: time.nullable(),
  last_sign_at: time.nullable(),
  /** When the retention rule removed its texts. */
  stripped_at: time.nullable(),
  problem: problemRecord.nullable(),
  resend_of: z.string().max(100).nullable(),
  tags: z.array(z.string().min(1).max(200)).max(200),
  note: z.string().max(20_000).nullable(),
  purpose: z.string().max(5_000).nullable(),
  overridden: z.array(short).max(20),
  preview: z.string().max(1_000),
  chain: draftChainSchema,
  steps: z.array(stepRecordSchema).max(20),
  events: z.array(eventRecordSchema).max(100_000),
  attempts: z.array(attemptRecordSchema).max(100_000),
});
export type MessageRecord = z.infer<typeof messageRecordSchema>;
export type StepRecord = z.infer<typeof stepRecordSchema>;
export type EventRecord = z.infer<typeof eventRecordSchema>;
export type AttemptRecord = z.infer<typeof attemptRecordSchema>;

/**
 * The raw callbacks and answers about a message. They are only in an export for one person, who has a right
 * to them. An import ignores them, because the events contain the same information.
 */
export type RawRecord = {
  readonly received_at: string;
  readonly kind: 'callback' | 'answer';
  readonly verdict: 'verified' | 'forged' | 'unsigned' | null;
  readonly outcome: string | null;
  readonly http_status: number | null;
  /** null if it is not UTF-8; then `body_base64` has it. */
  readonly body: string | null;
  readonly body_base64: string | null;
};

/** Returns a line of JSON Lines. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}
