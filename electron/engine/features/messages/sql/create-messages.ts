import type { Estimate } from '../../../../../shared/contract/compose.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { expectedStepSeconds } from '../../../../../shared/messaging/compose.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { stepWords } from '../../../../../shared/messaging/step-words.ts';
import type { AccountId, E164, LocalId } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { channelsOf, createConsentCheck, type Withheld, withheldProblem } from './consent-check.ts';
import { holdOf } from './held.ts';
import { indexMessage } from './search-index.ts';
import { tagNamed } from './tags.ts';

export type NewMessage = {
  readonly id: LocalId;
  readonly to: E164;
  readonly country: string | null;
  /** The recipient's name in the list of recipients. */
  readonly name?: string;
  /** The recipient's own draft with merged placeholders, if recipients differ. */
  readonly draft?: DraftChain;
  readonly estimate?: Estimate;
};

export type NewMessages = {
  readonly now: number;
  readonly accountId: AccountId;
  readonly batchId: string;
  readonly requestKey: string;
  /** The draft for recipients without their own. */
  readonly draft: DraftChain;
  readonly messages: readonly NewMessage[];
  /**
   * A resent message inherits the tags, purpose and name of the original, and its estimate if there is no newer
   * one.
   */
  readonly resendOf: string | null;
  /** Tag names, each once, ignoring case. */
  readonly tags?: readonly string[];
  /** The name of its purpose; null: general. */
  readonly purpose?: string | null;
  /**
   * Steps over channels that a person has withdrawn are left out, unless the person has withdrawn all of them. False: the chain
   * is what is tested, so it is not changed.
   */
  readonly mayShorten?: boolean;
  /** Warnings that were overridden. */
  readonly overridden?: readonly string[];
  /** The highest possible cost that the user has confirmed, EUR. */
  readonly approvedCost?: string | null;
  /** It answers a person's message with this meaning, and nobody has written it. */
  readonly automatic?: 'help' | 'stop';
  /** The draft that is sent; it is removed. */
  readonly draftId?: string | null;
};

const previewLength = 160;

/**
 * Creates one queued message per recipient, all or none (in the caller's transaction). A call with a used
 * request key creates nothing and returns the earlier messages.
 */
export function createMessages(
  context: WriteContext,
  input: NewMessages,
): { batchId: string; messages: { id: string; to: string }[] } {
  const before = context.all<{ id: string; recipient: string; batch_id: string }>(
    `SELECT id, recipient, batch_id, seq FROM omnimessage WHERE request_key = +?1
     UNION ALL SELECT id, recipient, batch_id, 0 FROM spent_request WHERE request_key = ?1 ORDER BY seq`,
    input.requestKey,
  );
  const [first] = before;
  if (first) {
    return { batchId: first.batch_id, messages: before.map((row) => ({ id: row.id, to: row.recipient })) };
  }
  const sameDraft = JSON.stringify(input.draft);
  const overridden = input.overridden?.length ? JSON.stringify(input.overridden) : null;
  const tags = (input.tags ?? []).map((name) => tagNamed(context, name).id);
  const purpose = input.resendOf === null ? (input.purpose ?? null) : purposeOf(context, input.resendOf);
  const check = createConsentCheck(context);
  for (const message of input.messages) {
    const whole = message.draft ?? input.draft;
    const chain =
      input.mayShorten === false
        ? whole
        : withoutWithheld(whole, check(message.to, purpose, channelsOf(whole)));
    const { lastInsertRowid } = context.run(
      `INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, country, draft, preview, state,
         created_at, send_at, next_attempt_at, resend_of, purpose, overridden, estimate_low, estimate_high,
         recipient_name, automatic)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      message.id,
      input.accountId,
      input.batchId,
      input.requestKey,
      message.to,
      message.country,
      chain === input.draft ? sameDraft : JSON.stringify(chain),
      previewOf(chain),
      input.now,
      chain.timeToSend ?? null,
      input.now,
      input.resendOf,
      purpose,
      overridden,
      message.estimate?.low ?? null,
      message.estimate?.high ?? null,
      message.name ?? null,
      input.automatic ?? null,
    );
    const seq = Number(lastInsertRowid);
    for (const [position, step] of chain.steps.entries()) {
      context.run(
        `INSERT INTO step (omnimessage_seq, position, channel, sender, text, wait_seconds) VALUES (?, ?, ?, ?, ?, ?)`,
        seq,
        position,
        step.channel,
        step.sender ?? null,
        stepWords(step),
        expectedStepSeconds(step),
      );
    }
    for (const tag of tags) addTag(context, seq, tag);
    if (input.resendOf !== null) inherit(context, seq, input.resendOf);
    indexMessage(context, seq);
    const hold = holdOf(context, message.to);
    if (hold !== null)
      context.run('UPDATE omnimessage SET problem = ? WHERE seq = ?', JSON.stringify(hold), seq);
    context.changed.messages.add(message.id);
  }
  if (input.overridden?.length) {
    record(context, {
      what: 'warnings-overridden',
      subject: input.batchId,
      after: { warnings: input.overridden.join(', '), messages: input.messages.length },
    });
  }
  if (input.approvedCost != null) {
    record(context, {
      what: 'cost-approved',
      subject: input.batchId,
      after: { cost: input.approvedCost, messages: input.messages.length },
    });
  }
  if (input.draftId) context.run('DELETE FROM draft WHERE id = ?', input.draftId);
  if (input.resendOf !== null) context.changed.messages.add(input.resendOf);
  context.changed.added = true;
  return { batchId: input.batchId, messages: input.messages.map(({ id, to }) => ({ id, to })) };
}

/**
 * Returns a chain without the steps over channels that the person does not agree to; the whole one if no step would remain,
 * because it is refused.
 */
function withoutWithheld(chain: DraftChain, withheld: readonly Withheld[]): DraftChain {
  if (withheld.length === 0 || withheld.length === chain.steps.length) return chain;
  const left = new Set(withheld.map(({ channel }) => channel));
  return { ...chain, steps: chain.steps.filter(({ channel }) => !left.has(channel)) };
}

function purposeOf(context: WriteContext, id: string): string | null {
  return (
    context.get<{ purpose: string | null }>('SELECT purpose FROM omnimessage WHERE id = ?', id)?.purpose ??
    null
  );
}

function previewOf(chain: DraftChain): string {
  const [first] = chain.steps;
  return (first === undefined ? '' : stepWords(first))
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, previewLength)
    .toWellFormed();
}

function addTag(context: WriteContext, seq: number, tag: number): void {
  context.run('INSERT OR IGNORE INTO omnimessage_tag (omnimessage_seq, tag_id) VALUES (?, ?)', seq, tag);
}

/** What was stored about a message also applies to the resent one. */
function inherit(context: WriteContext, seq: number, oldId: string): void {
  context.run(
    `UPDATE omnimessage SET (recipient_name, estimate_low, estimate_high) =
       (SELECT old.recipient_name, iif(omnimessage.estimate_low IS NULL, old.estimate_low, omnimessage.estimate_low),
          iif(omnimessage.estimate_low IS NULL, old.estimate_high, omnimessage.estimate_high)
        FROM omnimessage old WHERE old.id = ?2) WHERE seq = ?1`,
    seq,
    oldId,
  );
  context.run(
    `INSERT INTO omnimessage_tag (omnimessage_seq, tag_id)
     SELECT ?1, t.tag_id FROM omnimessage o JOIN omnimessage_tag t ON t.omnimessage_seq = o.seq WHERE o.id = ?2`,
    seq,
    oldId,
  );
}

/**
 * Withdraws a queued message.
 * @returns true if it was withdrawn; false if it has been tried, so that only Messente can still stop it
 */
export function cancelQueued(context: WriteContext, input: { id: string; now: number }): boolean {
  return cancelQueuedOf(context, 'id', input.id, input.now) > 0;
}

/** Withdraws queued messages: one, those of an account, or those of a send. @returns their number */
export function cancelQueuedOf(
  context: WriteContext,
  column: 'id' | 'account_id' | 'batch_id',
  value: string,
  now: number,
): number {
  const queued = context.all<{ id: string }>(
    `UPDATE omnimessage SET state = 'cancelled', next_attempt_at = NULL, settled_at = ? WHERE ${column} = ? AND state = 'queued' RETURNING id`,
    now,
    value,
  );
  for (const { id } of queued) context.changed.messages.add(id);
  return queued.length;
}

/** Refuses queued messages to a number that was added to the do-not-send list. @returns their number */
export function refuseQueuedTo(context: WriteContext, number: string, now: number): number {
  const queued = context.all<{ id: string }>(
    `UPDATE omnimessage SET state = 'refused', next_attempt_at = NULL, settled_at = ?, problem = ?
     WHERE recipient = ? AND state = 'queued' RETURNING id`,
    now,
    JSON.stringify(doNotSendProblem()),
    number,
  );
  for (const { id } of queued) context.changed.messages.add(id);
  return queued.length;
}

/** Refuses queued messages that the ledger of consent does not allow any more. @returns their number */
export function refuseWithheldTo(context: WriteContext, number: string, now: number): number {
  const check = createConsentCheck(context);
  let refused = 0;
  for (const message of context.all<{ seq: number; id: string; draft: string; purpose: string | null }>(
    `SELECT seq, id, draft, purpose FROM omnimessage WHERE recipient = ? AND state = 'queued'`,
    number,
  )) {
    const channels = channelsOf(JSON.parse(message.draft) as DraftChain);
    const problem = withheldProblem(check(number, message.purpose, channels), channels, message.purpose);
    if (problem === null) continue;
    refuse(context, message.seq, message.id, problem, now);
    refused += 1;
  }
  return refused;
}

/** Marks a message that was not sent, and will not be. */
export function refuse(context: WriteContext, seq: number, id: string, problem: Problem, now: number): void {
  context.run(
    `UPDATE omnimessage SET state = 'refused', next_attempt_at = NULL, settled_at = ?, problem = ? WHERE seq = ?`,
    now,
    JSON.stringify(problem),
    seq,
  );
  context.changed.messages.add(id);
}

/** Returns the problem of a message whose recipient is on the do-not-send list. */
export function doNotSendProblem(): Problem {
  return messagesProblem('do-not-send', {}, 'to');
}
