import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { expectedStepSeconds } from '../../../../shared/messaging/compose.ts';
import { type Problem, problem } from '../../../../shared/messaging/problem.ts';
import type { AccountId, E164, LocalId } from '../../../../shared/messaging/types.ts';
import type { WriteContext } from './context.ts';
import { indexMessage } from './search-index.ts';

export type NewMessage = { readonly id: LocalId; readonly to: E164; readonly country: string | null };

export type NewMessages = {
  readonly now: number;
  readonly accountId: AccountId;
  readonly batchId: string;
  readonly requestKey: string;
  readonly draft: DraftChain;
  readonly messages: readonly NewMessage[];
  readonly resendOf: string | null;
};

const previewLength = 160;

/**
 * Writes one row a recipient, queued to be sent; all or none (the caller's transaction). A call with a request key
 * that was used before writes nothing and answers what was written then.
 */
export function createMessages(
  context: WriteContext,
  input: NewMessages,
): { batchId: string; messages: { id: string; to: string }[] } {
  const before = context.all<{ id: string; recipient: string; batch_id: string }>(
    'SELECT id, recipient, batch_id FROM omnimessage WHERE request_key = +? ORDER BY seq',
    input.requestKey,
  );
  const [first] = before;
  if (first) {
    return { batchId: first.batch_id, messages: before.map((row) => ({ id: row.id, to: row.recipient })) };
  }
  const draft = JSON.stringify(input.draft);
  const preview = (input.draft.steps[0]?.text ?? '').replace(/\s+/gu, ' ').trim().slice(0, previewLength);
  for (const message of input.messages) {
    const { lastInsertRowid } = context.run(
      `INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, country, draft, preview, state,
         created_at, send_at, next_attempt_at, resend_of)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
      message.id,
      input.accountId,
      input.batchId,
      input.requestKey,
      message.to,
      message.country,
      draft,
      preview,
      input.now,
      input.draft.timeToSend ?? null,
      input.now,
      input.resendOf,
    );
    const seq = Number(lastInsertRowid);
    for (const [position, step] of input.draft.steps.entries()) {
      context.run(
        `INSERT INTO step (omnimessage_seq, position, channel, sender, text, wait_seconds) VALUES (?, ?, ?, ?, ?, ?)`,
        seq,
        position,
        step.channel,
        step.sender ?? null,
        step.text,
        expectedStepSeconds(step),
      );
    }
    indexMessage(context, seq);
    context.changed.messages.add(message.id);
  }
  if (input.resendOf !== null) context.changed.messages.add(input.resendOf);
  context.changed.added = true;
  return { batchId: input.batchId, messages: input.messages.map(({ id, to }) => ({ id, to })) };
}

/**
 * Withdraws a message that is still queued.
 * @returns true where it was; false where it has been tried, so only Messente can still stop it.
 */
export function cancelQueued(context: WriteContext, input: { id: string; now: number }): boolean {
  const { changes } = context.run(
    `UPDATE omnimessage SET state = 'cancelled', next_attempt_at = NULL, settled_at = ? WHERE id = ? AND state = 'queued'`,
    input.now,
    input.id,
  );
  if (changes > 0) context.changed.messages.add(input.id);
  return changes > 0;
}

/** Marks a scheduled message that Messente has cancelled. A report that came meanwhile is stronger and stays. */
export function markCancelled(context: WriteContext, input: { id: string; now: number }): void {
  const { changes } = context.run(
    `UPDATE omnimessage SET state = 'cancelled', settled_at = ?, next_poll_at = NULL
     WHERE id = ? AND state IN ('scheduled', 'pending')`,
    input.now,
    input.id,
  );
  if (changes > 0) context.changed.messages.add(input.id);
}

/** What a message is refused with when its recipient is on the do-not-send list. */
export function doNotSendProblem(): Problem {
  return problem(
    'do-not-send',
    'This number is on the do-not-send list, so nothing was sent to it.',
    'Take the number off the list first if the person has agreed to hear from you again.',
    'to',
  );
}
