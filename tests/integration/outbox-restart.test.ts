/** The outbox is stopped and started again while the disk refuses writes, as a restore on a full disk does. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { StoreFailure } from '../../electron/engine/db/store-failure.ts';
import { createOutbox } from '../../electron/engine/features/messages/outbox.ts';
import type { MessenteClient, SendOutcome } from '../../electron/engine/messente/types.ts';
import type { Store } from '../../electron/engine/store.ts';
import type { OmnimessageId } from '../../shared/messaging/types.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { neverQuiet } from '../helpers/quiet-facts.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { addTestAccount, createMessage, openTestStore } from '../helpers/store-fixture.ts';

it('an attempt whose outcome could not be stored becomes unknown, and is never sent again', async () => {
  const { store, file } = await openTestStore();
  await addTestAccount(store, 'a');
  await createMessage(store, 1);
  let isFull = false;
  const write = ((...call: Parameters<Store['write']>) =>
    isFull
      ? Promise.reject(new StoreFailure({ message: 'full', code: 'SQLITE_FULL' }))
      : store.write(...call)) as Store['write'];
  const answer = Promise.withResolvers<SendOutcome>();
  const send = vi.fn(() => answer.promise);
  const noteFailure = vi.fn();
  const outbox = createOutbox({
    store: { ...store, write },
    accounts: () => [{ id: 'a', callbackBase: null }],
    quiet: neverQuiet,
    client: () => ({ send }) as unknown as MessenteClient,
    pause: async () => undefined,
    now: Date.now,
    random: () => 0,
    randomUuid: () => '',
    log: () => undefined,
    noteFailure,
  });
  onTestFinished(() => outbox.stop());
  await outbox.start();
  await eventually(() => send.mock.calls.length).toBe(1);

  isFull = true;
  outbox.wake();
  await eventually(() => noteFailure.mock.calls.length).toBe(1);
  const stopped = outbox.stop();
  answer.resolve({
    ...{ kind: 'accepted', omnimessageId: 'messente-1' as OmnimessageId },
    ...{ to: null, messages: [], httpStatus: 201, body: '{}' },
  });
  await stopped;
  await outbox.start();
  await eventually(() => noteFailure.mock.calls.length).toBeGreaterThanOrEqual(3);

  isFull = false;
  const state = () => rowsOf(file, 'SELECT state FROM omnimessage')[0]?.state;
  await eventually(state).not.toBe('sending');
  expect(state()).toBe('unknown');
  expect(send).toHaveBeenCalledTimes(1);
});

it('each answer begins the next attempt, and no message is sent twice if the writer dies meanwhile', async () => {
  const { store, file } = await openTestStore();
  await addTestAccount(store, 'a');
  for (const number of [1, 2]) await createMessage(store, number, { to: `+3725550000${number}` });
  /** What happens to the answers of the calls of beginAttempts, each after its commit. */
  const afterCommit: (() => Promise<void>)[] = [];
  let begun = 0;
  const requeued = vi.fn();
  const write = (async (...call: Parameters<Store['write']>) => {
    if (call[0] === 'requeueAttempts') requeued();
    const answer = await store.write(...call);
    if (call[0] === 'beginAttempts') {
      begun += 1;
      await afterCommit.shift()?.();
    }
    return answer;
  }) as Store['write'];
  const requests: { readonly to: string; answer(): void }[] = [];
  let underWay = 0;
  let most = 0;
  const send = (request: string): Promise<SendOutcome> => {
    underWay += 1;
    most = Math.max(most, underWay);
    const { promise, resolve } = Promise.withResolvers<SendOutcome>();
    const index = requests.length;
    requests.push({
      to: String((JSON.parse(request) as { to: unknown }).to),
      answer() {
        underWay -= 1;
        resolve({
          ...{ kind: 'accepted', omnimessageId: `messente-${index}` as OmnimessageId },
          ...{ to: null, messages: [], httpStatus: 201, body: '{}' },
        });
      },
    });
    return promise;
  };
  const noteFailure = vi.fn();
  const outbox = createOutbox({
    store: { ...store, write },
    ...{ accounts: () => [{ id: 'a', callbackBase: null }], concurrency: 2, quiet: neverQuiet },
    client: () => ({ send }) as unknown as MessenteClient,
    pause: async () => undefined,
    now: Date.now,
    random: () => 0,
    randomUuid: () => '',
    log: () => undefined,
    noteFailure,
  });
  onTestFinished(() => outbox.stop());
  await outbox.start();
  await eventually(() => requests.length).toBe(2);
  for (const number of [3, 4]) await createMessage(store, number, { to: `+3725550000${number}` });

  // The answer of the next call is late, and the one of the call after it is lost.
  const late = Promise.withResolvers<void>();
  begun = 0;
  afterCommit.push(
    () => late.promise,
    () => Promise.reject(new StoreFailure({ message: 'died', code: null })),
  );
  requests[0]?.answer();
  await eventually(() => begun).toBe(1);
  requests[1]?.answer();
  await eventually(() => noteFailure.mock.calls.length).toBe(1);
  outbox.wake();
  expect(rowsOf(file, "SELECT count(*) AS n FROM attempt WHERE outcome = 'in-flight'")).toEqual([{ n: 2 }]);
  expect(requeued).not.toHaveBeenCalled();

  late.resolve();
  await eventually(() => requests.length).toBe(4);
  for (const request of requests.slice(2)) request.answer();
  const open = () => rowsOf(file, "SELECT count(*) AS n FROM omnimessage WHERE state <> 'pending'")[0]?.n;
  await eventually(open).toBe(0);
  expect(requeued).toHaveBeenCalledTimes(1);
  expect(new Set(requests.map(({ to }) => to)).size).toBe(4);
  expect([requests.length, most]).toEqual([4, 2]);
});
