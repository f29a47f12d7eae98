/**
 * Writes generated messages as the store's own operations would: rows, steps, attempts and reports, folded by
 * the store's own fold.
 */
import { createHmac } from 'node:crypto';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { foldMessage } from '../../electron/engine/features/messages/sql/refold.ts';
import { expectedStepSeconds, toOmnimessage } from '../../shared/messaging/compose.ts';
import { isFailed, isReached } from '../../shared/messaging/status.ts';
import type { MessageId, MessageState, StatusEvent } from '../../shared/messaging/types.ts';
import type { SeedEvent, SeedMessage } from './seed-history.ts';

export type SeedAccount = { readonly id: string; readonly token: string };

/** How long Messente takes to answer, milliseconds. */
const answerMs = 180;

const refusedProblem = {
  code: 'invalid-data',
  field: 'payload[sms][sender]',
  message: 'Messente found something invalid in the request.',
  hint: 'Correct it and try again.',
  detail: 'Invalid or disallowed sender.',
};
const unknownProblem = {
  code: 'no-answer-in-time',
  field: null,
  message: 'omnichannel.messente.com did not answer within 30 s.',
  hint: 'Wait for a delivery report, or check the message in the Dashboard.',
};

/** The values of a message's row after all reports have been received. */
type Fate = {
  readonly state: MessageState;
  readonly omnimessageId: string | null;
  readonly callbackUrl: string | null;
  readonly nextPollAt: number | null;
  readonly acceptedAt: number | null;
  readonly settledAt: number | null;
  readonly lastSignAt: number | null;
  readonly deliveredBy: string | null;
  readonly deliveredTwice: boolean;
  readonly cost: string | null;
  readonly problem: object | null;
  readonly steps: ReturnType<typeof foldMessage>['steps'] | null;
};

/**
 * Creates the writer. @param keepsRaw whether the raw requests, answers and callbacks are stored too; they
 * are most of the size
 */
export function createRowWriter(db: Connection, account: SeedAccount) {
  const insertMessage = db.prepare(
    `INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, country, draft, preview, state, omnimessage_id,
       callback_url, created_at, send_at, accepted_at, settled_at, last_sign_at, delivered_by, delivered_twice, cost, problem,
       resend_of, purpose, note, next_poll_at, estimate_low, estimate_high, overridden)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertStep = db.prepare(
    `INSERT INTO step (omnimessage_seq, position, channel, sender, sender_used, text, wait_seconds, message_id, state, status, err, error, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertAttempt = db.prepare(
    `INSERT INTO attempt (omnimessage_seq, number, started_at, finished_at, outcome, http_status, request, response, problem)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertCallback = db.prepare(
    `INSERT INTO callback (received_at, account_id, omnimessage_seq, local_id, method, target, headers, body, verdict, secret,
       outcome, status, channel, recipient, omnimessage_id) VALUES (?, ?, ?, ?, 'POST', ?, ?, ?, 'verified', 'current', ?, ?, ?, ?, ?)`,
  );
  const insertPoll = db.prepare(
    'INSERT INTO poll (omnimessage_seq, asked_at, answered_at, http_status, body) VALUES (?, ?, ?, 200, ?)',
  );
  const insertEvent = db.prepare(
    `INSERT INTO status_event (omnimessage_seq, message_id, channel, status, err, error, at, received_at, source, callback_id,
       poll_id, part_price, parts_count, total_price) VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const tagOf = db.prepare('SELECT id FROM tag WHERE name = ?').pluck();
  const insertTag = db.prepare('INSERT INTO tag (name) VALUES (?)');
  const insertMessageTag = db.prepare('INSERT INTO omnimessage_tag (omnimessage_seq, tag_id) VALUES (?, ?)');

  function writeEvents(message: SeedMessage, seq: number, keepsRaw: boolean): number {
    let written = 0;
    for (const event of message.events) {
      const body = eventBody(message, event);
      for (let time = 0; time < event.times; time += 1) {
        const receivedAt = event.receivedAt + time * 1_500;
        const callbackId =
          event.source === 'callback' && keepsRaw
            ? insertCallback.run(
                receivedAt,
                account.id,
                seq,
                message.id,
                `/dlr/${account.token}/${message.id}`,
                headersOf(body),
                Buffer.from(body),
                time === 0 ? 'applied' : 'repeat',
                event.status,
                event.channel,
                message.to,
                message.accepted?.omnimessageId ?? null,
              ).lastInsertRowid
            : null;
        const pollId =
          event.source === 'poll'
            ? insertPoll.run(seq, receivedAt - 150, receivedAt, keepsRaw ? pollBody(message, body) : null)
                .lastInsertRowid
            : null;
        const price = priceOf(message, event);
        insertEvent.run(
          seq,
          messageIdOf(message, event),
          event.channel,
          event.status,
          event.err,
          event.at,
          receivedAt,
          event.source,
          callbackId,
          pollId,
          price,
          price === null ? null : 1,
          price,
        );
        written += 1;
      }
    }
    return written;
  }

  return {
    /** Writes a message. @returns the number of its status events */
    write(message: SeedMessage, keepsRaw: boolean): number {
      const fate = fateOf(message, account);
      const { draft } = message;
      const seq = Number(
        insertMessage.run(
          message.id,
          account.id,
          message.batchId,
          `seed-${message.batchId}`,
          message.to,
          message.country,
          JSON.stringify(draft),
          (draft.steps[0]?.text ?? '').replace(/\s+/gu, ' ').trim().slice(0, 160).toWellFormed(),
          fate.state,
          fate.omnimessageId,
          fate.callbackUrl,
          message.createdAt,
          draft.timeToSend ?? null,
          fate.acceptedAt,
          fate.settledAt,
          fate.lastSignAt,
          fate.deliveredBy,
          fate.deliveredTwice ? 1 : 0,
          fate.cost,
          fate.problem === null ? null : JSON.stringify(fate.problem),
          message.resendOf,
          message.purpose,
          message.note,
          fate.nextPollAt,
          message.estimate.low,
          message.estimate.high,
          message.overridden.length > 0 ? JSON.stringify(message.overridden) : null,
        ).lastInsertRowid,
      );
      for (const [position, step] of draft.steps.entries()) {
        const folded = fate.steps?.[position];
        insertStep.run(
          seq,
          position,
          step.channel,
          step.sender ?? null,
          message.accepted?.senders[position] ?? null,
          step.text,
          expectedStepSeconds(step),
          message.accepted?.messageIds[position] ?? null,
          folded?.state ?? 'waiting',
          folded?.status ?? null,
          folded?.err ?? null,
          folded?.error ?? null,
          folded?.at ?? null,
        );
      }
      for (const name of message.tags) {
        const id = tagOf.get(name) ?? insertTag.run(name).lastInsertRowid;
        insertMessageTag.run(seq, id);
      }
      if (message.kind !== 'cancelled') writeAttempt(message, seq, fate, keepsRaw);
      return writeEvents(message, seq, keepsRaw);
    },
  };

  function writeAttempt(message: SeedMessage, seq: number, fate: Fate, keepsRaw: boolean): void {
    const outcome = message.accepted !== null ? 'accepted' : message.kind;
    const request = keepsRaw
      ? JSON.stringify(
          toOmnimessage(message.draft, {
            to: message.to,
            ...(fate.callbackUrl === null ? {} : { dlrUrl: fate.callbackUrl }),
          }),
        )
      : '{}';
    insertAttempt.run(
      seq,
      message.createdAt,
      message.createdAt + answerMs,
      outcome,
      message.accepted !== null ? 201 : message.kind === 'refused' ? 400 : null,
      request,
      message.accepted !== null && keepsRaw ? answerOf(message) : null,
      fate.problem === null ? null : JSON.stringify(fate.problem),
    );
  }
}

function fateOf(message: SeedMessage, account: SeedAccount): Fate {
  const at = message.createdAt + answerMs;
  const none: Fate = {
    state: 'cancelled',
    omnimessageId: null,
    callbackUrl: null,
    nextPollAt: null,
    acceptedAt: null,
    settledAt: message.createdAt,
    lastSignAt: null,
    deliveredBy: null,
    deliveredTwice: false,
    cost: null,
    problem: null,
    steps: null,
  };
  if (message.kind === 'cancelled') return none;
  const callbackUrl = `http://127.0.0.1:8026/dlr/${account.token}/${message.id}`;
  if (message.kind === 'refused') {
    return { ...none, state: 'refused', callbackUrl, settledAt: at, problem: refusedProblem };
  }
  if (message.kind === 'unknown' || message.accepted === null) {
    return {
      ...none,
      state: 'unknown',
      callbackUrl,
      settledAt: null,
      lastSignAt: at,
      problem: unknownProblem,
    };
  }
  const { accepted } = message;
  const events = message.events.map((event) => statusEvent(message, event));
  const lastChannel = message.draft.steps.at(-1)?.channel;
  const settling = message.events.find(
    (event) => isReached(event.status) || (isFailed(event.status) && event.channel === lastChannel),
  );
  const last = events.at(-1)?.receivedAt ?? accepted.at;
  const folded = foldMessage(
    {
      id: message.id,
      state: 'pending',
      accepted_at: accepted.at,
      send_at: message.draft.timeToSend ?? null,
      settled_at: settling?.receivedAt ?? null,
      last_sign_at: accepted.at,
      poll_count: 0,
      omnimessage_id: accepted.omnimessageId,
      callback_url: callbackUrl,
    },
    message.draft.steps.map((step, index) => ({
      channel: step.channel,
      message_id: accepted.messageIds[index] ?? null,
      wait_seconds: expectedStepSeconds(step),
      state: 'waiting',
      status: null,
      err: null,
      error: null,
      at: null,
    })),
    events,
    last,
    events.length > 0,
  );
  return {
    ...folded,
    omnimessageId: accepted.omnimessageId,
    callbackUrl,
    problem: null,
  };
}

function messageIdOf(message: SeedMessage, event: SeedEvent): string | null {
  const index = message.draft.steps.findIndex((step) => step.channel === event.channel);
  return message.accepted?.messageIds[index] ?? null;
}

/** A step is charged once it is accepted for delivery. */
function priceOf(message: SeedMessage, event: SeedEvent) {
  if (event.status !== 'ACK' && event.status !== 'DELIVRD') return null;
  const index = message.draft.steps.findIndex((step) => step.channel === event.channel);
  return message.accepted?.prices[index] ?? null;
}

function statusEvent(message: SeedMessage, event: SeedEvent): StatusEvent {
  const price = priceOf(message, event);
  return {
    messageId: messageIdOf(message, event) as MessageId | null,
    channel: event.channel,
    status: event.status,
    err: event.err,
    error: null,
    at: event.at,
    receivedAt: event.receivedAt,
    source: event.source,
    price: price === null ? null : { partPrice: price, partsCount: 1, totalPrice: price },
  };
}

/** Returns the body of a delivery report in Messente's format. */
function eventBody(message: SeedMessage, event: SeedEvent): string {
  const index = message.draft.steps.findIndex((step) => step.channel === event.channel);
  const price = priceOf(message, event);
  return JSON.stringify({
    status: event.status,
    sender: message.accepted?.senders[index] ?? null,
    err: event.err,
    message_id: messageIdOf(message, event),
    to: message.to,
    channel: event.channel,
    error: null,
    omnimessage_id: message.accepted?.omnimessageId ?? null,
    timestamp: new Date(event.at).toISOString().replace('Z', '000'),
    price_info: price === null ? null : { part_price: price, parts_count: 1, total_price: price },
  });
}

function headersOf(body: string): string {
  return JSON.stringify([
    ['Host', '127.0.0.1:8026'],
    ['Content-Type', 'application/json'],
    ['X-Messente-Signature', createHmac('sha256', 'demo').update(body).digest('hex')],
  ]);
}

function pollBody(message: SeedMessage, report: string): string {
  return `{"omnimessage_id":${JSON.stringify(message.accepted?.omnimessageId)},"to":${JSON.stringify(message.to)},"statuses":[${report}]}`;
}

function answerOf(message: SeedMessage): string {
  return JSON.stringify({
    omnimessage_id: message.accepted?.omnimessageId,
    messages: message.draft.steps.map((step, index) => ({
      message_id: message.accepted?.messageIds[index],
      channel: step.channel,
      sender: message.accepted?.senders[index],
    })),
    to: message.to,
  });
}
