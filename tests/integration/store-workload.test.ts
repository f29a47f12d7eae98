import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FinishAttempt, StartedAttempt } from '../../electron/engine/features/messages/sql/attempts.ts';
import { parseJsonBody, readDeliveryResult, toStatusEvent } from '../../shared/messaging/delivery-report.ts';
import { foldChain } from '../../shared/messaging/fold.ts';
import type {
  AccountId,
  ChainStep,
  Channel,
  E164,
  MessageId,
  StatusEvent,
} from '../../shared/messaging/types.ts';
import { count } from '../helpers/counts.ts';
import { databaseFaults, type Row, rowsOf } from '../helpers/database-faults.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import {
  accountValues,
  addTestAccount,
  callbackOf,
  localId,
  openTestStore,
  type TestStore,
  temporaryFolder,
} from '../helpers/store-fixture.ts';

const accounts = ['a', 'b'];
const numbers = ['+37255500001', '+37255500002', '+447700900123', '+12025550143'];
const statuses = [
  'ACK',
  'ACCEPTD',
  'DELIVRD',
  'SEEN',
  'UNDELIV',
  'FAILED',
  'EXPIRED',
  'UNKNOWN',
  'SOMETHING',
  null,
];
const channels: readonly Channel[] = ['viber', 'sms', 'whatsapp'];
const cause = { code: 'test', field: null, message: 'A test says so.', hint: 'Nothing.' };

const small = fc.nat({ max: 11 });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'Tere "maailm" AND NOT',
    'ülevaade',
    '日本語 テスト',
    "'; DROP TABLE step; --",
    '\u0000null',
  ),
);
/** One operation on the store, described as an event of the outside world. */
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('create'),
      to: fc.subarray(numbers, { minLength: 1 }),
      account: fc.constantFrom(...accounts),
      texts: fc.array(text, { minLength: 1, maxLength: 3 }),
      later: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('begin'), limit: fc.nat({ max: 5 }), reachable: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('finish'),
      which: small,
      outcome: fc.constantFrom('accepted', 'accepted', 'accepted', 'refused', 'not-sent', 'unknown'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('callback'),
      which: small,
      step: fc.nat({ max: 2 }),
      status: fc.constantFrom(...statuses),
      err: fc.constantFrom(0, 1, 4, null),
      at: fc.nat({ max: 20 }),
      priced: fc.boolean(),
      ownPath: fc.boolean(),
      verdict: fc.constantFrom('verified', 'verified', 'verified', 'verified', 'forged', 'unsigned'),
      id: fc.constantFrom('own', 'none', 'other'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('poll'),
      which: small,
      steps: fc.array(
        fc.record({
          step: fc.nat({ max: 2 }),
          status: fc.constantFrom(...statuses),
          at: fc.nat({ max: 20 }),
        }),
        { maxLength: 3 },
      ),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('garbage'),
      which: small,
      body: fc.string({ unit: 'binary', maxLength: 60 }),
    }),
  },
  fc.record({ kind: fc.constant('cancel'), which: small }),
  fc.record({ kind: fc.constant('do-not-send'), to: fc.constantFrom(...numbers), on: fc.boolean() }),
  fc.record({ kind: fc.constant('pause'), on: fc.boolean() }),
  fc.record({ kind: fc.constant('erase'), to: fc.constantFrom(...numbers) }),
  fc.record({
    kind: fc.constant('retain'),
    rule: fc.constantFrom('strip-texts', 'delete'),
    age: fc.nat({ max: 60 }),
  }),
  fc.record({ kind: fc.constant('accept-kept'), which: small }),
  fc.record({ kind: fc.constant('recover') }),
  fc.record({ kind: fc.constant('time') }),
  fc.record({ kind: fc.constant('nonsense') }),
  fc.record({ kind: fc.constant('remove-account') }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

const price = { part_price: '0.02', parts_count: 1, total_price: '0.02' };
const second = (at: number): string => `2026-01-01T00:00:${String(at).padStart(2, '0')}`;

/**
 * The events that a store receives. Keeps only what the outside world would know: the created ids, and the
 * requests under way.
 */
function world({ store }: TestStore) {
  let now = 10_000;
  let made = 0;
  const ids: string[] = [];
  const inFlight: StartedAttempt[] = [];
  const report = (id: string, step: number, status: string | null, err: number | null, at: number) => ({
    message_id: `${id}-${step}`,
    channel: channels[step],
    status,
    err,
    error: null,
    timestamp: second(at),
  });
  return async (act: Action): Promise<void> => {
    now += 1_000;
    const which = 'which' in act ? (ids[act.which % Math.max(1, ids.length)] ?? localId(999_999)) : '';
    switch (act.kind) {
      case 'create': {
        const messages = act.to.map((to) => ({ id: localId(++made), to: to as E164, country: null }));
        ids.push(...messages.map(({ id }) => id));
        await store.write('createMessages', {
          now,
          accountId: act.account as AccountId,
          batchId: `batch ${made}`,
          requestKey: `request ${made}`,
          draft: {
            steps: act.texts.map((words, index) => ({
              channel: channels[index] ?? 'sms',
              text: words,
              sender: 'Shop',
            })),
            ...(act.later ? { timeToSend: now + 20_000 } : {}),
          },
          messages,
          resendOf: null,
        });
        return;
      }
      case 'begin':
        inFlight.push(
          ...(
            await store.write('beginAttempts', {
              quiet: noQuietHours,
              now,
              limit: act.limit,
              accounts: accounts.map((id) => ({ id, callbackBase: act.reachable ? 'https://d.test' : null })),
            })
          ).started,
        );
        return;
      case 'finish': {
        const attempt = inFlight.splice(act.which % Math.max(1, inFlight.length), 1)[0];
        if (!attempt) return;
        const base = { attemptId: attempt.attemptId, now, httpStatus: 200, response: '{}' };
        const ends: Readonly<Record<string, FinishAttempt>> = {
          accepted: {
            ...base,
            outcome: 'accepted',
            omnimessageId: `omni-${attempt.id}`,
            messages: channels.map((channel, step) => ({
              messageId: `${attempt.id}-${step}`,
              channel,
              sender: 'S',
            })),
          },
          refused: { ...base, outcome: 'refused', problem: cause },
          'not-sent': { ...base, outcome: 'not-sent', problem: cause, retryAt: now + 1 },
          unknown: { ...base, outcome: 'unknown', problem: cause, omnimessageId: null },
        };
        const end = ends[act.outcome];
        if (end) await store.write('finishAttempt', end);
        return;
      }
      case 'callback': {
        const omnimessageId = { own: `omni-${which}`, none: null, other: 'omni-of-somebody' }[act.id];
        const body = {
          ...report(which, act.step, act.status, act.err, act.at),
          omnimessage_id: omnimessageId,
          to: numbers[act.step],
          ...(act.priced ? { price_info: price } : {}),
        };
        await store.write(
          'keepCallback',
          callbackOf(body, {
            receivedAt: now,
            localId: act.ownPath ? which : null,
            accountId: accounts[act.at % 2] ?? 'a',
            verdict: act.verdict,
          }),
        );
        return;
      }
      case 'garbage':
        await store.write('keepCallback', callbackOf(act.body, { receivedAt: now, localId: which }));
        return;
      case 'poll':
        await store.write('keepPoll', {
          id: which,
          askedAt: now,
          answeredAt: now,
          httpStatus: act.fails ? null : 200,
          body: JSON.stringify({ statuses: act.steps.map((s) => report(which, s.step, s.status, 0, s.at)) }),
          problem: act.fails ? cause : null,
          statuses: act.fails
            ? []
            : act.steps.map((s) => {
                const read = readDeliveryResult(report(which, s.step, s.status, 0, s.at));
                if (!read.ok) throw new Error('not read');
                return read.value;
              }),
        });
        return;
      case 'cancel':
        if (!(await store.write('cancelQueued', { id: which, now })))
          await store.write('markCancelled', { id: which, now });
        return;
      case 'do-not-send':
        if (act.on)
          await store.write('addDoNotSend', {
            numbers: [act.to as E164],
            reason: null,
            source: 'person',
            now,
          });
        else await store.write('removeDoNotSend', { number: act.to as E164, digest: act.to, now });
        return;
      case 'pause':
        await store.write('setPause', {
          pause: act.on ? { reason: 'person', problem: cause, at: now } : null,
        });
        return;
      case 'erase':
        await store.write('eraseNumber', { number: act.to as E164, now });
        return;
      case 'retain':
        await store.write('retain', {
          kind: act.rule === 'delete' ? 'delete' : 'strip-texts',
          before: now - act.age * 1_000,
          now,
          limit: 5,
        });
        return;
      case 'accept-kept': {
        const kept = await store.read('refusedCallbacks', { accountId: 'a', inboundId: null });
        const callback = kept[act.which % Math.max(1, kept.length)];
        if (callback) await store.write('acceptKept', { callbackId: callback.id, secret: 'earlier', now });
        return;
      }
      case 'recover':
        await store.write('recoverAttempts', { now, problem: cause });
        inFlight.length = 0;
        return;
      case 'time':
        await store.write('startScheduled', { now });
        return;
      case 'nonsense':
        // A call with a missing account, which is a bug. It must fail alone.
        await expect(
          store.write('addAccount', {
            id: 'a',
            kind: 'messente',
            token: 'x',
            now,
            values: accountValues,
          }),
        ).rejects.toThrow();
        return;
      case 'remove-account':
        await store.write('removeAccount', { id: 'b', now });
        return;
    }
  };
}

/** Compares each message with the result of folding its raw callbacks and answers. */
function disagreements(file: string): unknown[] {
  const steps = Map.groupBy(
    rowsOf(file, 'SELECT * FROM step ORDER BY omnimessage_seq, position'),
    (row) => row.omnimessage_seq,
  );
  const events = new Map<unknown, StatusEvent[]>();
  const take = (seq: unknown, value: unknown, receivedAt: number, source: 'callback' | 'poll'): void => {
    const read = readDeliveryResult(value);
    if (!read.ok) return;
    if (source === 'poll' && read.value.status === null && read.value.price === null) return;
    events.set(seq, [...(events.get(seq) ?? []), toStatusEvent(read.value, { receivedAt, source })]);
  };
  for (const row of rowsOf(
    file,
    `SELECT * FROM callback WHERE verdict = 'verified' AND outcome IN ('applied', 'repeat')`,
  )) {
    const json = parseJsonBody(row.body as Uint8Array);
    if (json.ok) take(row.omnimessage_seq, json.value, Number(row.received_at), 'callback');
  }
  for (const row of rowsOf(file, 'SELECT * FROM poll WHERE problem IS NULL')) {
    const body = JSON.parse(String(row.body)) as { statuses: unknown[] };
    for (const status of body.statuses) take(row.omnimessage_seq, status, Number(row.answered_at), 'poll');
  }
  const wrong: unknown[] = [];
  for (const message of rowsOf(file, 'SELECT * FROM omnimessage')) {
    const own = steps.get(message.seq) ?? [];
    const chain = own.map(
      (step): ChainStep => ({
        channel: step.channel as Channel,
        messageId: step.message_id as MessageId | null,
      }),
    );
    const reported = events.get(message.seq) ?? [];
    const folded = foldChain(chain, reported);
    const stepsAgree = folded.steps.every((step, index) => {
      const stored = own[index] as Row;
      return (
        step.state === stored.state &&
        step.status === stored.status &&
        step.err === stored.err &&
        step.at === stored.at
      );
    });
    const spoken = reported.some((event) => event.status !== null);
    const agrees =
      stepsAgree &&
      (!spoken ||
        message.state === folded.state ||
        (message.state === 'cancelled' && folded.state === 'pending')) &&
      message.delivered_by === folded.deliveredBy &&
      message.delivered_twice === (folded.deliveredTwice ? 1 : 0) &&
      message.cost === folded.cost;
    if (!agrees) wrong.push({ shown: message.state, spoken, message, own, folded, reported });
  }
  return wrong;
}

describe('after any sequence of writes', () => {
  it('the database is valid, the full text matches its rows, counts are right, and the stored callbacks and answers give the same state', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(action, { minLength: 1, maxLength: 8 }), { minLength: 5, maxLength: 14 }),
        async (groups) => {
          const folder = temporaryFolder();
          const open = await openTestStore(folder);
          try {
            for (const id of accounts) await addTestAccount(open.store, id);
            const happens = world(open);
            // The operations of a group are requested at once, and committed together.
            for (const group of groups) await Promise.all(group.map(happens));
            expect(databaseFaults(open.file, join(folder, 'copy.db'))).toEqual([]);
            expect(disagreements(open.file)).toEqual([]);
            await open.store.close();
            expect(databaseFaults(open.file, join(folder, 'copy-2.db'))).toEqual([]);
          } finally {
            await open.store.close();
            rmSync(folder, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: count({ short: 5, long: 15 }), interruptAfterTimeLimit: 60_000 },
    );
  });

  it('delivery reports and status answers in another order, or repeated, give the same state', {
    timeout: 240_000,
  }, async () => {
    const oneReport = fc.record({
      step: fc.nat({ max: 1 }),
      status: fc.constantFrom(...statuses),
      at: fc.nat({ max: 9 }),
      asked: fc.boolean(),
    });
    const shownAfter = async (
      reports: readonly { step: number; status: string | null; at: number; asked: boolean }[],
    ) => {
      const folder = temporaryFolder();
      const { store, file } = await openTestStore(folder);
      await addTestAccount(store, 'a');
      await store.write('createMessages', {
        now: 1_000,
        accountId: 'a' as AccountId,
        batchId: 'batch',
        requestKey: 'request-1',
        draft: {
          steps: [
            { channel: 'viber', text: 'A' },
            { channel: 'sms', text: 'A' },
          ],
        },
        messages: [{ id: localId(1), to: '+37255500001' as E164, country: null }],
        resendOf: null,
      });
      for (const { step, status, at, asked } of reports) {
        const body = {
          message_id: `m-${step}`,
          channel: channels[step],
          status,
          err: 0,
          timestamp: second(at),
          omnimessage_id: 'omni-1',
        };
        const read = readDeliveryResult(body);
        if (!read.ok) throw new Error('not read');
        if (asked) {
          await store.write('keepPoll', {
            id: localId(1),
            askedAt: 5_000,
            answeredAt: 5_000,
            httpStatus: 200,
            body: '{}',
            problem: null,
            statuses: [read.value],
          });
        } else {
          await store.write('keepCallback', callbackOf(body, { localId: localId(1) }));
        }
      }
      const [message] = rowsOf(file, 'SELECT state, delivered_by, delivered_twice, cost FROM omnimessage');
      const steps = rowsOf(
        file,
        'SELECT channel, state, status, err, at, message_id FROM step ORDER BY position',
      );
      await store.close();
      rmSync(folder, { recursive: true, force: true });
      return { message, steps };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(oneReport, { minLength: 1, maxLength: 6 }).chain((reports) =>
          fc.tuple(
            fc.constant(reports),
            fc.shuffledSubarray([...reports, ...reports], {
              minLength: reports.length * 2,
              maxLength: reports.length * 2,
            }),
          ),
        ),
        async ([reports, again]) => {
          expect(await shownAfter(again)).toEqual(await shownAfter(reports));
        },
      ),
      { numRuns: count({ short: 5, long: 8 }), interruptAfterTimeLimit: 60_000 },
    );
  });
});
