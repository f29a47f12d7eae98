/** One attempt to hand over one callback. */
import http from 'node:http';
import https from 'node:https';
import { Agent, request } from 'undici';
import type { CallbackTry } from './records.ts';

export type CallbackRequest = {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
};

export type CallbackTransport = {
  send(callback: CallbackRequest): Promise<CallbackTry>;
  /** Sends the head and half of the body, and cuts the connection. */
  sendCut(callback: CallbackRequest): Promise<CallbackTry>;
  close(): Promise<void>;
};

/** Real milliseconds within which an answer must come. */
const answerTimeLimitMs = 10_000;

function headersOf({ signature }: CallbackRequest) {
  return {
    'content-type': 'application/json',
    accept: '*/*',
    'user-agent': 'messente-sandbox',
    'x-messente-signature': signature,
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : String(error);
}

/**
 * So many attempts at a time to one origin. They wait here and not in undici, so that an attempt's time begins when
 * it is really made.
 */
function createSlots(perOrigin: number) {
  const origins = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();

  return async function withSlot<T>(origin: string, run: () => Promise<T>): Promise<T> {
    const slots = origins.get(origin) ?? { taken: 0, waiting: [] };
    origins.set(origin, slots);
    if (slots.taken < perOrigin) slots.taken++;
    else await new Promise<void>((resolve) => slots.waiting.push(resolve));
    try {
      return await run();
    } finally {
      // A slot is handed on rather than given back, so that nobody gets in between.
      const next = slots.waiting.shift();
      if (next !== undefined) next();
      else if (--slots.taken === 0) origins.delete(origin);
    }
  };
}

/**
 * @param options.perOrigin how many attempts may be under way to one origin
 * @param options.now epoch ms
 */
export function createCallbackTransport(options: {
  readonly perOrigin: number;
  readonly now: () => number;
}): CallbackTransport {
  const { perOrigin, now } = options;
  const withSlot = createSlots(perOrigin);
  // An idle connection is given up before a usual server (Node: 5 s) closes it under an attempt.
  const agent = new Agent({ connections: perOrigin, keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 });

  async function send(callback: CallbackRequest): Promise<CallbackTry> {
    const at = now();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), answerTimeLimitMs);
    try {
      // Redirects are not followed: any answer of 200 to 399 means received.
      const answer = await request(callback.url, {
        method: 'POST',
        headers: headersOf(callback),
        body: callback.body,
        dispatcher: agent,
        signal: controller.signal,
      });
      // The status is the answer. Its body is read, bounded, for the connection's sake only.
      await answer.body.dump({ limit: 65_536 }).catch(() => {});
      return { at, status: answer.statusCode, error: null };
    } catch (error) {
      return { at, status: null, error: controller.signal.aborted ? 'no answer in time' : reasonOf(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  function sendCut(callback: CallbackRequest): Promise<CallbackTry> {
    const at = now();
    return new Promise((resolve) => {
      const body = Buffer.from(callback.body);
      const { request: open } = callback.url.startsWith('https:') ? https : http;
      const cutting = open(callback.url, {
        method: 'POST',
        headers: { ...headersOf(callback), 'content-length': body.length },
        agent: false,
        timeout: answerTimeLimitMs,
      });
      const end = (error: string) => {
        cutting.destroy();
        resolve({ at, status: null, error });
      };
      cutting.on('error', (error) => end(reasonOf(error)));
      cutting.on('timeout', () => end('no answer in time'));
      cutting.write(body.subarray(0, Math.ceil(body.length / 2)), () =>
        end('cut off in the middle of the body'),
      );
    });
  }

  return {
    send: (callback) => withSlot(new URL(callback.url).origin, () => send(callback)),
    sendCut: (callback) => withSlot(new URL(callback.url).origin, () => sendCut(callback)),
    close: () => agent.destroy(),
  };
}
