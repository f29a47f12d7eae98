import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerAndClose } from './answers.ts';
import { collectBody } from './body.ts';
import type { Connection } from './connections.ts';
import { comeAgain, type Desk } from './desk.ts';

type Request = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: Connection;
};

/**
 * Reads a body within the limits; a body that exceeds them is refused.
 * @param elapsed a clock that never goes back, milliseconds
 * @param take gets the whole body, and what frees its memory
 */
export function readBody(
  desk: Desk,
  { request, response, connection }: Request,
  elapsed: () => number,
  take: (body: Uint8Array, release: () => void) => void,
): void {
  const { limits, counts, noteRefused, dependencies } = desk;
  const collector = collectBody(limits.maxBodyBytes);
  let held = limits.maxHeaderBytes;
  let isOver = false;
  const reserve = (bytes: number): boolean => {
    counts.bufferedBytes += bytes;
    return counts.bufferedBytes <= limits.maxBufferedBytes;
  };
  const release = (): void => {
    counts.bufferedBytes -= held;
    held = 0;
  };
  const end = (): void => {
    isOver = true;
    connection.bodySince = null;
  };
  const refuse = (status: number, extra: readonly string[]): void => {
    end();
    release();
    request.removeAllListeners('data');
    answerAndClose(request, response, status, limits.lingerMs, extra);
  };
  const refuseOverloaded = (): void => {
    counts.overloaded += 1;
    dependencies.log('callbacks-overloaded', {});
    noteRefused(request, 'overloaded', 503, held - limits.maxHeaderBytes);
    refuse(503, comeAgain);
  };

  if (!reserve(held)) {
    refuseOverloaded();
    return;
  }
  connection.bodySince = elapsed();
  request.on('data', (chunk: Uint8Array) => {
    const more = collector.add(chunk);
    if (more === null) {
      counts.tooLarge += 1;
      noteRefused(request, 'too-large', 413, held - limits.maxHeaderBytes + chunk.length);
      refuse(413, []);
      return;
    }
    held += more;
    if (!reserve(more)) refuseOverloaded();
  });
  request.once('end', () => {
    if (isOver) return;
    end();
    take(collector.bytes(), release);
  });
  // This event also follows "end". Before "end", the sender has gone and left half a body: there is nothing to keep.
  request.once('close', () => {
    if (isOver) return;
    end();
    counts.cut += 1;
    noteRefused(request, 'cut', null, held - limits.maxHeaderBytes);
    release();
  });
}
