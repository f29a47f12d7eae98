/** Makes one attempt to deliver one callback. */
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
  /** Sends the head and half of the body, then closes the connection. */
  sendCut(callback: CallbackRequest): Promise<CallbackTry>;
  close(): Promise<void>;
};

/** The time limit for an answer, in real milliseconds. */
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
 * Limits the concurrent attempts for each origin. Attempts wait here and not in undici, so that an attempt's
 * time starts when it is really sent.
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
      // Hand the slot directly to the next waiting attempt, so that no new attempt can take it first.
      const next = slots.waiting.shift();
      if (next !== undefined) next();
      else if (--slots.taken === 0) origins.delete(origin);
    }
  };
}

/**
 * Creates the transport that sends callbacks over HTTP.
 *
 * @param options.perOrigin how many attempts may run at the same time for one origin
 * @param options.now epoch ms
 */
export function createCallbackTransport(options: {
  readonly perOrigin: number;
  readonly now: () => number;
}): CallbackTransport {
  const { perOrigin, now } = options;
  const withSlot = createSlots(perOrigin);
  // Close an idle connection before a typical server (Node: 5 s) closes it during an attempt.
  const agent = new Agent({ connections: perOrigin, keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 });

  async function send(callback: CallbackRequest): Promise<CallbackTry> {
    const at = now();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), answerTimeLimitMs);
    try {
      // Redirects are not followed: every status from 200 to 399 means received.
      const answer = await request(callback.url, {
        method: 'POST',
        headers: headersOf(callback),
        body: callback.body,
        dispatcher: agent,
        signal: controller.signal,
      });
      // Only the status matters. Read a limited part of the body, so that the connection can be reused.
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
