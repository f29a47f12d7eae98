import type { WriteContext } from '../../../db/write-context.ts';
import { allObligations } from '../../../obligations-registry.ts';
import { recordMore } from '../../journal/sql/index.ts';
import { deleteMessage } from './erase.ts';

export type Retain = {
  readonly kind: 'strip-texts' | 'delete';
  /** Data from before this time is old, epoch ms. */
  readonly before: number;
  readonly now: number;
  /** When this application of the rule began, epoch ms: it is one entry of the journal. Default: now. */
  readonly startedAt?: number;
  /** The maximum number per call, because the writer must not be blocked. */
  readonly limit: number;
};

export type Retained = {
  readonly messages: number;
  readonly runs: number;
  /** The limit was reached: there may be more old data. */
  readonly more: boolean;
};

/**
 * Applies the retention rule to some of the oldest messages: removes their texts, or deletes them with all
 * their data; then to test runs that ended long ago.
 */
export function retain(context: WriteContext, input: Retain): Retained {
  const { kind, before, now } = input;
  const done = { messages: 0, runs: 0 };
  let limit = input.limit;
  let more = false;
  for (const { retain: apply } of allObligations) {
    if (apply === undefined) continue;
    const applied = apply(context, {
      ...{ kind, before, now, limit },
      deleteMessage: (message) => deleteMessage(context, message, now),
    });
    done.messages += applied.messages ?? 0;
    done.runs += applied.runs ?? 0;
    limit = Math.max(0, limit - (applied.messages ?? 0));
    more ||= applied.more === true;
  }
  if (done.messages + done.runs > 0) {
    recordMore(context, {
      what: 'retention-applied',
      subject: `${input.kind} ${new Date(input.startedAt ?? input.now).toISOString()}`,
      after: done,
      by: { kind: 'rule', name: 'retention' },
    });
  }
  return { ...done, more: more || limit === 0 };
}
