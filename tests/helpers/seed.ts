/** Writes a believable history straight into a data folder's database, folded by the store's own fold. */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder } from '../../electron/core/data-folder.ts';
import { newAccountId, newBatchId, newCallbackToken, newLocalId } from '../../electron/core/ids.ts';
import { takeFolder } from '../../electron/core/store/folder-lock.ts';
import { migrate } from '../../electron/core/store/migrate.ts';
import { migrations } from '../../electron/core/store/migrations/all.ts';
import { databaseName } from '../../electron/core/store/store.ts';
import { addAccount } from '../../electron/core/store/write/accounts.ts';
import { createContext, emptyChanges, type WriteContext } from '../../electron/core/store/write/context.ts';
import { createMessages } from '../../electron/core/store/write/messages.ts';
import { refold } from '../../electron/core/store/write/refold.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import type { AccountId, Channel, E164, LocalId } from '../../shared/messaging/types.ts';
import {
  chains,
  countries,
  type Outcome,
  outcomes,
  pickWeighted,
  prices,
  seededRandom,
  texts,
} from './seed-data.ts';

export type SeedOptions = {
  readonly folder: string;
  readonly messages: number;
  readonly seed?: number;
  readonly now?: number;
};

const day = 24 * 3600 * 1000;
const transactionSize = 2_000;

export async function seed(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      messages: { type: 'string', default: '500' },
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const folder = values.data === undefined ? defaultFolder() : resolve(values.data);
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 1) throw new Error('--messages: a whole number above 0');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeFolder(folder);
  if (release === null) {
    console.error('A console runs on this folder; close it first.');
    process.exitCode = 2;
    return;
  }
  const began = Date.now();
  seedFolder({ folder, messages, seed: Number(values.seed) });
  release();
  console.log(`${messages} messages in ${folder}, in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** Fills a folder that nobody has open. The newest message is a moment old, the oldest 60 days. */
export function seedFolder(options: SeedOptions): void {
  const db = migrate(join(options.folder, databaseName), migrations);
  const context = createContext(db, emptyChanges());
  const random = seededRandom(options.seed ?? 1);
  const now = options.now ?? Date.now();
  db.exec('BEGIN');
  const account = sandboxAccount(context, now - 61 * day);
  // Busier by day than by night is not needed; that it is ordered by time is, since seq grows with time.
  const ages = Array.from({ length: options.messages }, () => random() ** 2 * 60 * day + 20_000).sort(
    (a, b) => b - a,
  );
  for (const [index, age] of ages.entries()) {
    addMessage(context, account, Math.round(now - age), random);
    if (index % transactionSize === transactionSize - 1) {
      db.exec('COMMIT');
      db.exec('BEGIN');
      context.changed.messages.clear();
    }
  }
  db.exec('COMMIT');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

type SeedAccount = { readonly id: AccountId; readonly token: string };

function sandboxAccount(context: WriteContext, now: number): SeedAccount {
  const existing = context.get<{ id: string; token: string }>(
    `SELECT a.id, t.token FROM account a JOIN account_token t ON t.account_id = a.id WHERE a.kind = 'sandbox' AND a.removed_at IS NULL LIMIT 1`,
  );
  if (existing) return { id: existing.id as AccountId, token: existing.token };
  const account = { id: newAccountId(), token: newCallbackToken() };
  addAccount(context, {
    id: account.id,
    kind: 'sandbox',
    token: account.token,
    now,
    values: {
      name: 'Sandbox',
      colour: 'amber',
      username: 'demo',
      baseUrl: 'http://127.0.0.1/v1',
      plainUrl: 'http://127.0.0.1',
      backupPlainUrl: null,
      textStore: 'nostore',
      passwordSet: false,
      wabaId: null,
      telegram: false,
    },
  });
  return account;
}

function addMessage(context: WriteContext, account: SeedAccount, at: number, random: () => number): void {
  const place = pickWeighted(countries, random);
  const digits = Array.from({ length: place.digits }, () => Math.floor(random() * 10)).join('');
  const text = texts[Math.floor(random() * texts.length)] ?? texts[0];
  const { channels } = pickWeighted(chains, random);
  const draft: DraftChain = {
    steps: channels.map((channel, index) => ({
      channel,
      text,
      sender: channel === 'sms' ? 'NORTHWIND' : 'Northwind',
      ...(index < channels.length - 1 ? { ttlSeconds: 60 } : {}),
    })),
    textStore: 'nostore',
  };
  const id = newLocalId();
  createMessages(context, {
    now: at,
    accountId: account.id,
    batchId: newBatchId(),
    requestKey: id,
    draft,
    messages: [{ id, to: `${place.prefix}${digits}` as E164, country: place.country }],
    resendOf: null,
  });
  const seq = Number(context.get<{ seq: number }>('SELECT seq FROM omnimessage WHERE id = ?', id)?.seq);
  const { kind } = pickWeighted(outcomes, random);
  tell(context, { seq, id, account, at, channels, to: `${place.prefix}${digits}`, kind, random });
}

type Told = {
  readonly seq: number;
  readonly id: LocalId;
  readonly account: SeedAccount;
  readonly at: number;
  readonly channels: readonly Channel[];
  readonly to: string;
  readonly kind: Outcome;
  readonly random: () => number;
};

function tell(context: WriteContext, told: Told): void {
  const { seq, at } = told;
  const request = JSON.stringify({ to: told.to });
  if (told.kind === 'refused' || told.kind === 'unknown') {
    const refused = told.kind === 'refused';
    const problem = refused
      ? {
          code: 'invalid-data',
          field: 'payload[sms][sender]',
          sentence: 'Messente refuses the sender: Invalid or disallowed sender.',
          mend: 'Use a sender that is approved for this account.',
        }
      : {
          code: 'no-answer-in-time',
          field: null,
          sentence: 'Messente did not answer in time, so whether it has the message is not known.',
          mend: 'Wait for a report before you send it again.',
        };
    context.run(
      `INSERT INTO attempt (omnimessage_seq, number, started_at, finished_at, outcome, http_status, request, problem) VALUES (?, 1, ?, ?, ?, ?, ?, ?)`,
      seq,
      at,
      at + 400,
      told.kind,
      refused ? 400 : null,
      request,
      JSON.stringify(problem),
    );
    context.run(
      'UPDATE omnimessage SET state = ?, problem = ?, next_attempt_at = NULL, settled_at = ? WHERE seq = ?',
      told.kind,
      JSON.stringify(problem),
      refused ? at : null,
      seq,
    );
    return;
  }
  if (told.kind === 'cancelled') {
    context.run(
      `UPDATE omnimessage SET state = 'cancelled', next_attempt_at = NULL, settled_at = ? WHERE seq = ?`,
      at,
      seq,
    );
    return;
  }
  const omnimessageId = randomUUID();
  context.run(
    `INSERT INTO attempt (omnimessage_seq, number, started_at, finished_at, outcome, http_status, request, response) VALUES (?, 1, ?, ?, 'accepted', 201, ?, ?)`,
    seq,
    at,
    at + 180,
    request,
    JSON.stringify({ omnimessage_id: omnimessageId }),
  );
  context.run(
    `UPDATE omnimessage SET state = 'pending', omnimessage_id = ?, accepted_at = ?, last_sign_at = ?, next_attempt_at = NULL,
       callback_url = ? WHERE seq = ?`,
    omnimessageId,
    at + 180,
    at + 180,
    `http://127.0.0.1:8026/dlr/${told.account.token}/${told.id}`,
    seq,
  );
  const events = plan(told.kind, told.channels, at + 180, told.random);
  let last = at;
  for (const event of events) {
    last = event.at;
    addReport(context, told, omnimessageId, event);
  }
  refold(context, seq, last);
}

type Planned = {
  readonly channel: Channel;
  readonly status: string;
  readonly err: number;
  readonly at: number;
};

function plan(kind: Outcome, channels: readonly Channel[], at: number, random: () => number): Planned[] {
  const [first, ...others] = channels;
  if (first === undefined) return [];
  const next = others[0];
  const soon = 400 + Math.round(random() * 3_000);
  const acks = (channel: Channel, from: number): Planned => ({
    channel,
    status: 'ACK',
    err: 0,
    at: from + 250,
  });
  const done = (channel: Channel, from: number): Planned => ({
    channel,
    status: 'DELIVRD',
    err: 0,
    at: from + soon,
  });
  switch (kind) {
    case 'first':
      return [acks(first, at), done(first, at)];
    case 'seen':
      return first === 'sms'
        ? [acks(first, at), done(first, at)]
        : [
            acks(first, at),
            done(first, at),
            { channel: first, status: 'SEEN', err: 10, at: at + soon + 9_000 },
          ];
    case 'fallback':
      if (next === undefined) return [acks(first, at), done(first, at)];
      return [
        acks(first, at),
        { channel: first, status: 'EXPIRED', err: 2, at: at + 60_000 },
        acks(next, at + 60_200),
        done(next, at + 60_200),
      ];
    case 'twice':
      if (next === undefined) return [acks(first, at), done(first, at)];
      return [
        { channel: first, status: 'EXPIRED', err: 2, at: at + 60_000 },
        done(next, at + 60_200),
        { channel: first, status: 'DELIVRD', err: 0, at: at + 71_000 },
      ];
    case 'rejected':
      return channels.map((channel, index) => ({
        channel,
        status: 'REJECTD',
        err: 7,
        at: at + 900 * (index + 1),
      }));
    default:
      return channels.map((channel, index) => ({
        channel,
        status: 'UNDELIV',
        err: 1,
        at: at + 1_200 * (index + 1),
      }));
  }
}

function addReport(context: WriteContext, told: Told, omnimessageId: string, event: Planned): void {
  const messageId = `${omnimessageId.slice(0, 24)}${String(told.channels.indexOf(event.channel)).padStart(12, '0')}`;
  const billed = event.status === 'DELIVRD' || event.status === 'ACK';
  const price = billed ? prices[event.channel] : null;
  const body = JSON.stringify({
    status: event.status,
    sender: 'Northwind',
    err: event.err,
    message_id: messageId,
    to: told.to,
    channel: event.channel,
    error: null,
    omnimessage_id: omnimessageId,
    timestamp: new Date(event.at).toISOString().replace('Z', '000'),
    price_info: price === null ? null : { part_price: price, parts_count: 1, total_price: price },
  });
  const signature = createHmac('sha256', 'demo').update(body).digest('hex');
  const receivedAt = event.at + 200 + Math.round(told.random() * 200);
  const { lastInsertRowid } = context.run(
    `INSERT INTO callback (received_at, account_id, omnimessage_seq, local_id, method, target, headers, body, verdict, secret,
       outcome, status, channel, recipient, omnimessage_id) VALUES (?, ?, ?, ?, 'POST', ?, ?, ?, 'verified', 'current', 'applied', ?, ?, ?, ?)`,
    receivedAt,
    told.account.id,
    told.seq,
    told.id,
    `/dlr/${told.account.token}/${told.id}`,
    JSON.stringify([
      ['Host', '127.0.0.1:8026'],
      ['Content-Type', 'application/json'],
      ['X-Messente-Signature', signature],
    ]),
    Buffer.from(body),
    event.status,
    event.channel,
    told.to,
    omnimessageId,
  );
  context.run(
    `INSERT INTO status_event (omnimessage_seq, message_id, channel, status, err, error, at, received_at, source, callback_id,
       part_price, parts_count, total_price) VALUES (?, ?, ?, ?, ?, NULL, ?, ?, 'callback', ?, ?, ?, ?)`,
    told.seq,
    messageId,
    event.channel,
    event.status,
    event.err,
    event.at,
    receivedAt,
    Number(lastInsertRowid),
    price,
    price === null ? null : 1,
    price,
  );
}
