import { Worker } from 'node:worker_threads';
import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import { childEnvironment } from '../../../child-environment.ts';
import { isLoopback } from './option.ts';
import type { TunnelWorkerData, TunnelWorkerMessage } from './worker-messages.ts';

export type OpenTunnel = {
  /** As received from the tunnel server, without a trailing slash. */
  readonly url: string;
  /** Returns whether the thread has ended. */
  hasEnded(): boolean;
  end(): Promise<void>;
};

export type OpenTunnelOptions = TunnelWorkerData & {
  readonly workerUrl: URL;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called when a socket failed or the thread ended after opening: check whether the address still works. */
  readonly onTrouble: () => void;
};

/**
 * Requests an address from the tunnel server in a thread, which is ended on failure or timeout.
 * @returns problems "tunnel-server-unreachable", "tunnel-server-refused", "tunnel-server-silent",
 * "tunnel-broken"
 */
export async function openLocaltunnel(options: OpenTunnelOptions): Promise<Result<OpenTunnel>> {
  const { host, localPort, subdomain } = options;
  const worker = new Worker(options.workerUrl, {
    workerData: { host, localPort, subdomain } satisfies TunnelWorkerData,
    // A server on this computer is reached without a proxy.
    env: childEnvironment(isLoopback(host) ? [] : ['network']),
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  let ended = false;
  const end = async (): Promise<void> => {
    ended = true;
    await worker.terminate();
  };

  let isOpen = false;
  const trouble = (): void => {
    if (isOpen && !ended) options.onTrouble();
  };
  const opened = await new Promise<Result<string>>((resolve) => {
    const settle = (result: Result<string>): void => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', stop);
      isOpen ||= result.ok;
      resolve(result);
    };
    const stop = (): void => settle(fail(broken('stopped')));
    const lost = (reason: string): void => {
      settle(fail(broken(reason)));
      trouble();
      ended = true;
    };
    const timer = setTimeout(() => settle(fail(silent(options.timeoutMs))), options.timeoutMs);
    options.signal.addEventListener('abort', stop, { once: true });
    if (options.signal.aborted) stop();
    worker.on('message', (message: TunnelWorkerMessage) => {
      if (message.kind === 'trouble') trouble();
      else if (!isOpen) {
        settle(
          message.kind === 'opened' ? readUrl(message.url) : fail(refused(message.status, message.code)),
        );
      }
    });
    worker.on('error', (error: Error) => lost(error.name));
    worker.on('exit', () => lost('ended'));
  });
  if (opened.ok && !options.signal.aborted) {
    return ok({ url: opened.value, hasEnded: () => ended, end });
  }
  await end();
  return opened.ok ? fail(broken('stopped')) : opened;
}

function readUrl(text: string): Result<string> {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '') {
    return ok(url.origin);
  }
  return fail(noAddress());
}

function noAddress(): Problem {
  return reportsProblem('tunnel-broken');
}

function refused(status: number | null, code: string | null): Problem {
  if (status === null) {
    return code === null
      ? reportsProblem('tunnel-server-unreachable')
      : reportsProblem('tunnel-server-unreachable/code', { code });
  }
  if (status < 400) return noAddress();
  const busy = status === 429 || status >= 500;
  return reportsProblem(busy ? 'tunnel-server-refused/busy' : 'tunnel-server-refused', { status });
}

function silent(timeoutMs: number): Problem {
  return reportsProblem('tunnel-server-silent', { seconds: Math.ceil(timeoutMs / 1000) });
}

function broken(reason: string): Problem {
  return reportsProblem('tunnel-broken/thread-failed', { reason });
}
