import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Decides when the next bytes of a connection may reach the HTTP parser. */
export type Pace = {
  /** How many requests a connection may give to the parser before the other connections have their turn. */
  mostInTurn(): number;
  /** The turns of all connections together. */
  readonly turns: Turns;
  /** Whether the next request may be parsed. */
  mayParse(): boolean;
  /** The bytes that the body of the last request still lacks; infinite if its length was not announced. */
  bodyLeft(): number;
  /** Called before bytes reach the parser. @param ofBody how many of them belong to a body */
  onBytes(ofBody: number): void;
};

/** The turns of the event loop in which connections give requests to the parser. */
export type Turns = {
  /** Returns the number of this turn. */
  current(): number;
  /** Calls a function once in the next turn. */
  next(feed: () => void): void;
};

/** Counts turns for all connections together: a timer of its own for each request would cost more than the request. */
export function createTurns(): Turns {
  let turn = 0;
  let isEnding = false;
  let waiting = new Set<() => void>();
  const current = (): number => {
    if (!isEnding) {
      isEnding = true;
      setImmediate(() => {
        turn += 1;
        isEnding = false;
        const feeds = waiting;
        waiting = new Set();
        for (const feed of feeds) {
          try {
            feed();
          } catch (error) {
            // The other connections have their turn as well.
            process.nextTick(() => {
              throw error;
            });
          }
        }
      });
    }
    return turn;
  };
  return {
    current,
    next(feed) {
      current();
      waiting.add(feed);
    },
  };
}

const endOfHeaders = Buffer.from('\r\n\r\n', 'latin1');

/**
 * A connection that gives the HTTP parser one request after another. Node's own server parses everything that arrived in
 * one piece, which can be thousands of requests, before it notices that the client does not read the answers. Here the
 * next request stays unparsed until the pace allows it, and nothing more is read from the network meanwhile.
 */
export class PacedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #pace: Pace;
  #unparsed: Buffer | null = null;
  #isWanted = false;
  #hasEnded = false;
  /** The turn in which the parser was last given a piece, and how many pieces it was given in this turn. */
  #turn = -1;
  #given = 0;
  readonly #feed = (): void => this.feed();

  constructor(socket: Socket, pace: Pace) {
    // The limit of 1 makes the parser take each piece before it asks for another.
    super({ decodeStrings: false, readableHighWaterMark: 1 });
    this.#socket = socket;
    this.#pace = pace;
    socket.on('data', (chunk: Buffer) => {
      this.#unparsed = this.#unparsed === null ? chunk : Buffer.concat([this.#unparsed, chunk]);
      this.feed();
    });
    socket.on('end', () => {
      this.#hasEnded = true;
      this.feed();
    });
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** Gives the parser the next request, if it wants one and the pace allows it. */
  feed(): void {
    const unparsed = this.#unparsed;
    if (unparsed === null) {
      if (this.#hasEnded) this.push(null);
      return;
    }
    const bodyLeft = this.#pace.bodyLeft();
    const hasTurn = this.#hasTurn();
    if (!this.#isWanted || !(bodyLeft > 0 || (hasTurn && this.#pace.mayParse()))) {
      if (!hasTurn) this.#pace.turns.next(this.#feed);
      this.#socket.pause();
      return;
    }
    const { size, ofBody } = nextPiece(unparsed, bodyLeft);
    this.#unparsed = size === unparsed.length ? null : unparsed.subarray(size);
    this.#isWanted = false;
    this.#given += 1;
    this.#pace.onBytes(ofBody);
    this.push(unparsed.subarray(0, size));
    if (this.#unparsed === null) this.#socket.resume();
  }

  #hasTurn(): boolean {
    const turn = this.#pace.turns.current();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#given = 0;
    }
    return this.#given < this.#pace.mostInTurn();
  }

  /** Closes the connection once everything that was written has been sent. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  override _read(): void {
    this.#isWanted = true;
    // Not in this call: a stream asks for more before it hands over the piece that it has.
    if (this.#unparsed !== null || this.#hasEnded) process.nextTick(this.#feed);
  }

  override _write(chunk: string | Uint8Array, encoding: BufferEncoding, written: () => void): void {
    this.#socket.write(chunk, encoding, written);
  }

  override _final(ended: () => void): void {
    this.#socket.end(ended);
  }

  override _destroy(error: Error | null, destroyed: (error: Error | null) => void): void {
    this.#socket.destroy();
    destroyed(error);
  }
}

/** Returns how many bytes contain the end of one request's headers at most, and how many of them belong to a body. */
function nextPiece(bytes: Buffer, bodyLeft: number): { readonly size: number; readonly ofBody: number } {
  const end = bytes.indexOf(endOfHeaders);
  if (bodyLeft > 0) {
    // Without an announced length a body ends with an empty line too.
    const size = Math.min(
      bodyLeft,
      end < 0 || bodyLeft !== Number.POSITIVE_INFINITY ? bytes.length : end + 4,
    );
    return { size, ofBody: size };
  }
  if (end < 0) return { size: bytes.length, ofBody: 0 };
  const next = end + endOfHeaders.length;
  // A body without an empty line, which is every usual report, stays in one piece with its headers.
  if (bytes.indexOf(endOfHeaders, next) >= 0) return { size: next, ofBody: 0 };
  return { size: bytes.length, ofBody: bytes.length - next };
}
