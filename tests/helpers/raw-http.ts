/**
 * HTTP as raw bytes, for tests that send what no HTTP client would: a socket, what was written to it, and
 * what was received until it closed.
 */
import { connect, type Socket } from 'node:net';

export type RawConnection = {
  readonly socket: Socket;
  /** Returns everything received so far, as Latin-1. */
  received(): string;
  /** Resolves once the received text matches. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves with everything received once the other side has closed. */
  closed(): Promise<string>;
  /** Writes data, and resolves once the system has accepted it. */
  write(data: string | Uint8Array): Promise<void>;
};

/** Connects; rejects if nobody listens. */
export async function rawConnection(port: number, host = '127.0.0.1'): Promise<RawConnection> {
  const socket = connect({ port, host, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let text = '';
  let isClosed = false;
  let wake: () => void = () => undefined;
  let next = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const changed = (): void => {
    wake();
    next = new Promise<void>((resolve) => {
      wake = resolve;
    });
  };
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Uint8Array) => {
    text += Buffer.from(chunk).toString('latin1');
    changed();
  });
  socket.on('close', () => {
    isClosed = true;
    changed();
  });
  return {
    socket,
    received: () => text,
    async until(pattern) {
      while (!pattern.test(text)) {
        if (isClosed) throw new Error(`closed before ${String(pattern)} came; came: ${JSON.stringify(text)}`);
        await next;
      }
      return text;
    },
    async closed() {
      while (!isClosed) await next;
      return text;
    },
    write: (data) => new Promise((resolve) => socket.write(data, () => resolve())),
  };
}

/** Returns the bytes of a request with a Content-Length body. */
export function rawRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(0),
): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: callbacks.test'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body.length > 0) lines.push(`Content-Length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
