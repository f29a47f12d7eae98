import type { IncomingMessage, ServerResponse } from 'node:http';

const empty = ['Content-Length', '0'];
const emptyAndClose = ['Content-Length', '0', 'Connection', 'close'];

/** How much data of a refused sender is read and discarded before its connection is closed. */
const mostDiscarded = 1024 * 1024;

/** Answers without a body and without headers that identify the software. */
export function answer(response: ServerResponse, status: number, extra: readonly string[] = []): void {
  response.writeHead(status, extra.length === 0 ? empty : [...extra, ...empty]);
  response.end();
}

/**
 * Answers at once although the body is still arriving, and then closes the connection. Not immediately:
 * closing with unread bytes makes the system send a reset, which can overtake the answer. Therefore incoming
 * data is discarded until the sender stops, for `lingerMs`, or up to a mebibyte.
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
