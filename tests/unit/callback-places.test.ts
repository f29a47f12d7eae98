import { Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { watchConnections } from '../../electron/engine/features/reports/connections.ts';

it('a connection that was useful and has been idle for 30 s makes room before a newer one', () => {
  let now = 0;
  const limits = {
    ...{ maxConnections: 2, maxPipelined: 1, maxRequests: 1_000 },
    ...{ headersTimeoutMs: 10_000, bodyTimeoutMs: 15_000, answerTimeoutMs: 10_000 },
    ...{ idleTimeoutMs: 120_000, sweepIntervalMs: 60_000 },
  };
  const connections = watchConnections(
    limits,
    () => now,
    () => undefined,
  );
  onTestFinished(() => {
    connections.stopSweeping();
    connections.destroyAll();
  });
  const isOpen = (socket: ReturnType<typeof add>): boolean => connections.of(socket) !== undefined;
  function add() {
    const socket = connections.add(new Socket());
    if (socket === null) throw new Error('there was no room');
    return socket;
  }
  const useful = add();
  const connection = connections.of(useful);
  if (connection === undefined) throw new Error('the connection is not known');
  connection.storing += 1;
  connections.stored(connection, true);

  now = 29_000;
  const first = add();
  const second = add();
  expect([useful, first, second].map(isOpen)).toEqual([true, false, true]);

  now = 31_000;
  const third = add();
  expect([useful, second, third].map(isOpen)).toEqual([false, true, true]);
});
