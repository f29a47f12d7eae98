import type { IncomingMessage, ServerResponse } from 'node:http';

const empty = ['Content-Length', '0'];
const emptyAndClose = ['Content-Length', '0', 'Connection', 'close'];

/** So much of what a refused sender still sends is read and thrown away before the connection is closed on it. */
const mostDiscarded = 1024 * 1024;

/** Answers with no body and no header that tells what we are. */
export function answer(response: ServerResponse, status: number, extra: readonly string[] = []): void {
  response.writeHead(status, extra.length === 0 ? empty : [...extra, ...empty]);
  response.end();
}

/**
 * Answers at once although the body is still coming, and closes the connection. Not in the same moment: closing on
 * unread bytes makes the system send a reset, which can overtake the answer; so what still comes is thrown away until
 * the sender stops, or for `lingerMs`, or for a mebibyte.
 */
export function answerAndClose(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  lingerMs: number,
  extra: readonly string[] = [],
): void {
  response.writeHead(status, [...extra, ...emptyAndClose]);
  response.flushHeaders();
  let discarded = 0;
  const close = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(close, lingerMs);
  request.on('data', (chunk: Uint8Array) => {
    discarded += chunk.length;
    if (discarded > mostDiscarded) close();
  });
  request.once('end', close);
  request.once('close', close);
}
