import type { ReportDetail } from '../../../shared/contract/reports.ts';

const forwardTimeoutMs = 10_000;
/** The delays of the sandbox. Messente does not document retries; its older SMS API makes five. */
const retryAfterMs: readonly number[] = [1_000, 5_000, 25_000];
/** Callbacks of different messages are forwarded in parallel, but not thousands at once. */
const mostAtOnce = 16;

/** Hop-by-hop headers, and headers that fetch sets itself (RFC 9110, 7.6.1). */
const notForwarded = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export type Forwarder = {
  /** Forwards a callback. Those of one message reach the target in the given order. */
  forward(callback: ReportDetail): void;
  counts(): { readonly taken: number; readonly failed: number; readonly waiting: number };
  /** Resolves once nothing is waiting. When `now` is aborted, waiting retries are abandoned. */
  end(now: AbortSignal): Promise<void>;
};

/**
 * Creates a forwarder that posts callbacks to a URL, each with its original bytes and headers, including the
 * signature. A callback that is not accepted is retried after 1, 5 and 25 s.
 * @param options.show shows the user each failed attempt and its outcome
 */
export function createForwarder(options: {
  readonly target: URL;
  readonly show: (message: string) => void;
  readonly retryAfterMs?: readonly number[];
}): Forwarder {
  const { target, show } = options;
  const retries = options.retryAfterMs ?? retryAfterMs;
  const lanes = new Map<string, ReportDetail[]>();
  const idle: (() => void)[] = [];
  const giveUp = new AbortController();
  let running = 0;
  let taken = 0;
  let failed = 0;
  let waiting = 0;
  const queue: string[] = [];

  async function deliver(callback: ReportDetail): Promise<void> {
    for (const [attempt, wait] of [...retries, null].entries()) {
      const why = await post(target, callback);
      if (why === null) {
        taken += 1;
        if (attempt > 0) show(`Callback ${callback.id} was received at attempt ${attempt + 1}.`);
        return;
      }
      if (wait === null || giveUp.signal.aborted) {
        failed += 1;
        show(
          `${why} Callback ${callback.id} was not passed on: ${attempt === 0 ? '1 attempt' : `${attempt + 1} attempts`} failed.`,
        );
        return;
      }
      show(`${why} Callback ${callback.id} is tried again in ${wait / 1000} s.`);
      await pause(wait, giveUp.signal);
    }
  }

  async function drain(lane: string): Promise<void> {
    for (;;) {
      const next = lanes.get(lane)?.shift();
      if (next === undefined) break;
      await deliver(next);
      waiting -= 1;
    }
    lanes.delete(lane);
    running -= 1;
    startNext();
    if (waiting === 0) for (const wake of idle.splice(0)) wake();
  }

  function startNext(): void {
    while (running < mostAtOnce) {
      const lane = queue.shift();
      if (lane === undefined) return;
      running += 1;
      void drain(lane);
    }
  }

  return {
    forward(callback) {
      const lane = callback.messageId ?? 'of no message that is known';
      waiting += 1;
      const there = lanes.get(lane);
      if (there) {
        there.push(callback);
        return;
      }
      lanes.set(lane, [callback]);
      queue.push(lane);
      startNext();
    },
    counts: () => ({ taken, failed, waiting }),
    async end(now) {
      now.addEventListener('abort', () => giveUp.abort(), { once: true });
      if (now.aborted) giveUp.abort();
      if (waiting > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

/**
 * Posts a callback. @returns null if it was accepted (status 200 to 399, as for Messente), otherwise a
 * sentence
 */
async function post(target: URL, callback: ReportDetail): Promise<string | null> {
  const headers = callback.headers.filter(([name]) => !notForwarded.has(name.toLowerCase()));
  try {
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: Buffer.from(callback.bodyBase64, 'base64'),
      redirect: 'manual',
      signal: AbortSignal.timeout(forwardTimeoutMs),
    });
    await answer.arrayBuffer();
    return answer.status >= 200 && answer.status < 400 ? null : `${target.host} answered ${answer.status}.`;
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return late ? `${target.host} did not answer in 10 s.` : `${target.host} could not be reached.`;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
