import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import { type OpenTunnel, openLocaltunnel } from './localtunnel-client.ts';
import type { TunnelState, TunnelTimings } from './types.ts';
import type { Waiting } from './waiting.ts';
import type { TunnelWorkerData } from './worker-messages.ts';

type Examined =
  | { readonly proof: 'probe' | 'callback'; readonly lastProofAt: number | null }
  | { readonly proof: null; readonly problem: Problem | null };

/** What the supervision needs of its tunnel. */
export type Supervision = {
  readonly timings: TunnelTimings;
  readonly waiting: Waiting;
  readonly random: () => number;
  readonly change: (next: Partial<Omit<TunnelState, 'kind' | 'sinceAt'>>) => void;
  /** Called with each result, for callers that wait for one. */
  readonly judged: () => void;
  /** Called when an address is available, of which nothing is known yet; null if there is none. */
  readonly liveAt: (publicUrl: string | null) => void;
  /** Probes the address, several times if necessary. */
  readonly examine: (publicUrl: string, signal: AbortSignal) => Promise<Examined>;
};

/** Watches the user's own address until aborted: it can be proven or not, but not repaired from here. */
export async function superviseFixed(
  supervision: Supervision,
  publicUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const { change, examine, judged, liveAt, timings, waiting } = supervision;
  liveAt(publicUrl);
  while (!signal.aborted) {
    const examined = await examine(publicUrl, signal);
    if (signal.aborted) return;
    if (examined.proof !== null) change({ status: 'open', ...examined, problem: null });
    else change({ status: 'unproven', proof: null, problem: unproven(examined.problem) });
    judged();
    await waiting.wait(spread(timings.probeIntervalMs, supervision.random), signal);
  }
}

type LocaltunnelTarget = TunnelWorkerData & { readonly workerUrl: URL };

/** Opens a tunnel, watches it, and replaces it when it fails, until aborted. */
export async function superviseLocaltunnel(
  supervision: Supervision,
  target: LocaltunnelTarget,
  signal: AbortSignal,
): Promise<void> {
  const { change, judged, liveAt, timings, waiting } = supervision;
  let failures = 0;
  let wrongNames = 0;
  while (!signal.aborted) {
    change({ status: 'starting' });
    const opened = await openLocaltunnel({
      ...target,
      timeoutMs: timings.openTimeoutMs,
      signal,
      onTrouble: waiting.nudge,
    });
    if (signal.aborted) {
      if (opened.ok) await opened.value.end();
      return;
    }
    let reason: Problem;
    if (!opened.ok) {
      reason = opened.problem;
      failures += 1;
    } else if (!hasName(opened.value.url, target.subdomain) && wrongNames < timings.nameTries) {
      // The server reserves our name for a moment after a tunnel was lost (#248): another name would change
      // the address.
      wrongNames += 1;
      change({ problem: nameHeld() });
      await opened.value.end();
      await waiting.rest(timings.reopenWaitMs * (1 + supervision.random() / 2), signal);
      continue;
    } else {
      wrongNames = 0;
      liveAt(opened.value.url);
      const lived = await liveWith(supervision, opened.value, target.subdomain, signal);
      liveAt(null);
      await opened.value.end();
      if (signal.aborted) return;
      failures = lived.wasProven ? 0 : failures + 1;
      reason = lived.reason;
    }
    // The event that triggered this check must not shorten the next wait.
    waiting.forget();
    change({ status: 'down', proof: null, problem: reason });
    judged();
    await waiting.rest(timings.reopenWaitMs, signal);
    const backoff = Math.min(timings.backoffMostMs, timings.backoffFirstMs * 2 ** Math.max(0, failures - 1));
    const more = failures === 0 ? 0 : backoff * (0.5 + supervision.random() / 2) - timings.reopenWaitMs;
    if (more > 0) await waiting.wait(more, signal);
  }
}

type Lived = { readonly wasProven: boolean; readonly reason: Problem };

/** Watches one tunnel until it has failed, or until aborted. */
async function liveWith(
  supervision: Supervision,
  tunnel: OpenTunnel,
  subdomain: string,
  signal: AbortSignal,
): Promise<Lived> {
  const { change, examine, judged, timings, waiting } = supervision;
  const remark = hasName(tunnel.url, subdomain) ? null : reportsProblem('tunnel-name-lost');
  let wasProven = false;
  while (!signal.aborted) {
    const examined = await examine(tunnel.url, signal);
    if (signal.aborted) break;
    if (examined.proof === null) return { wasProven, reason: examined.problem ?? threadLost() };
    wasProven = true;
    change({ status: 'open', ...examined, problem: remark });
    judged();
    if (tunnel.hasEnded()) break;
    await waiting.wait(spread(timings.probeIntervalMs, supervision.random), signal);
  }
  return { wasProven, reason: threadLost() };
}

/** Spreads waits randomly, so that many consoles do not probe one server in the same second. */
function spread(ms: number, random: () => number): number {
  return ms * (0.8 + random() * 0.4);
}

function hasName(url: string, subdomain: string): boolean {
  return new URL(url).hostname.startsWith(`${subdomain.toLowerCase()}.`);
}

function unproven(cause: Problem | null): Problem {
  return cause === null
    ? reportsProblem('address-unproven/no-probe')
    : reportsProblem('address-unproven', { why: cause });
}

function nameHeld(): Problem {
  return reportsProblem('tunnel-name-held');
}

function threadLost(): Problem {
  return reportsProblem('tunnel-broken/thread-ended');
}
