/**
 * Attackers of a server: a separate process, which keeps a number of connections open, never reads, and opens each
 * connection again that the server closes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** "pipelining" sends requests without end; "slow headers" never finishes the headers of its first request. */
export type Attack = 'pipelining' | 'slow headers';

const program = `
  const { connect } = require('node:net');
  const [port, count, attack] = process.argv.slice(1);
  const request = 'GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n';
  const flood = Buffer.from(request.repeat(2000));
  const sendOn = (socket) => {
    if (socket.destroyed) return;
    if (socket.write(flood)) setImmediate(sendOn, socket);
    else socket.once('drain', () => sendOn(socket));
  };
  const attackAgain = () => {
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.once('close', () => setImmediate(attackAgain));
    socket.once('connect', () => {
      socket.pause();
      if (attack === 'pipelining') sendOn(socket);
      else socket.write('POST /dlr/x HTTP/1.1\\r\\nHost: a\\r\\nX-Slow: ');
    });
  };
  for (let index = 0; index < Number(count); index += 1) attackAgain();
  process.stdin.resume().on('end', () => process.exit());
`;

/** Attacks a port of this computer until the test ends. */
export function startAttack(port: number, connections: number, attack: Attack): void {
  const words = ['-e', program, String(port), String(connections), attack];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.stdin.end();
    await ended;
  });
}
