/**
 * The public address: an address and its health. Whether it works is never assumed, least of all from the
 * tunnel's client: only a probe through the address, or a verified callback, proves it.
 */

import { randomFillSync } from 'node:crypto';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { trimEnd } from '../../../../../shared/messaging/trim-end.ts';
import { assertNever } from '../../../../../shared/messaging/types.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import { type Health, nothingKnown, proofOf } from './health.ts';
import { newTunnelName } from './name.ts';
import { isLoopback } from './option.ts';
import { probeAddress } from './probe.ts';
import { type Supervision, superviseFixed, superviseLocaltunnel } from './supervise.ts';
import type { Tunnel, TunnelChange, TunnelOptions, TunnelState, TunnelTimings } from './types.ts';
import { makeWaiting } from './waiting.ts';

export { newTunnelName } from './name.ts';
export { defaultTunnelHost, parseTunnelHost, parseTunnelOption } from './option.ts';
export type * from './types.ts';

const defaultTimings: TunnelTimings = {
  probeIntervalMs: 60_000,
  probeTimeoutMs: 10_000,
  probeRetryMs: 2000,
  probeTries: 3,
  proofFreshMs: 180_000,
  openTimeoutMs: 15_000,
  reopenWaitMs: 2000,
  nameTries: 3,
  backoffFirstMs: 2000,
  backoffMostMs: 300_000,
};

/** Creates the supervised public address; nothing happens before start(). */
export function createTunnel(options: TunnelOptions): Tunnel {
  const { log, now, target } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const connectTo = options.connectTo === undefined ? loopbackServer(options) : options.connectTo;
  const waiting = makeWaiting();
  const { state, change, onChange } = createTunnelState(options);
  let waiters: (() => void)[] = [];
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let health: Health = nothingKnown;
  let live = false;

  const judged = (): void => {
    for (const resolve of waiters) resolve();
    waiters = [];
  };

  const probeOnce = async (publicUrl: string, signal: AbortSignal): Promise<Problem | null> => {
    const probe = options.probe();
    try {
      return await probeAddress({ publicUrl, probe, connectTo, timeoutMs: timings.probeTimeoutMs, signal });
    } finally {
      probe.forget();
    }
  };

  const name = (target.kind === 'localtunnel' ? target.subdomain : null) ?? newTunnelName(randomByte);

  const supervision: Supervision = {
    timings,
    waiting,
    random: options.random,
    change,
    judged,
    liveAt(publicUrl) {
      live = publicUrl !== null;
      if (publicUrl !== null) {
        health = nothingKnown;
        change({ publicUrl });
      }
    },
    async examine(publicUrl, signal) {
      let found: Problem | null = null;
      for (let tries = 0; tries < timings.probeTries && !signal.aborted; tries += 1) {
        if (tries > 0) await waiting.rest(timings.probeRetryMs, signal);
        const startedAt = now();
        found = await probeOnce(publicUrl, signal);
        if (found === null) {
          health = { ...health, probedAt: now(), failingSince: null };
          break;
        }
        health = { ...health, failingSince: health.failingSince ?? startedAt };
      }
      const proof = proofOf(health, now(), timings.proofFreshMs);
      const lastProofAt = proof === 'probe' ? health.probedAt : health.callbackAt;
      return proof === null ? { proof, problem: found } : { proof, lastProofAt };
    },
  };

  return {
    state,
    async start() {
      if (running !== null || target.kind === 'none') return;
      const stop = new AbortController();
      change({ status: 'starting', problem: null });
      const ended = supervise(options, supervision, name, stop.signal).catch((error: unknown) => {
        // A bug of ours; logged, because an unwatched address is worse than none.
        log('tunnel-bug', { error: error instanceof Error ? error.message : 'unknown' });
        live = false;
        change({ status: 'down', problem: reportsProblem('tunnel-bug') });
        judged();
      });
      running = { stop, ended };
    },
    async stop() {
      const stopping = running;
      if (stopping === null) return;
      stopping.stop.abort();
      await stopping.ended;
      if (running !== stopping) return;
      running = null;
      live = false;
      change({ status: 'off', publicUrl: null, problem: null, proof: null });
      judged();
    },
    noteVerifiedCallback(at) {
      health = { ...health, callbackAt: Math.max(at, health.callbackAt ?? 0) };
      if (!live || proofOf(health, now(), timings.proofFreshMs) !== 'callback') return;
      const { problem } = state();
      const kept = problem?.code === 'tunnel-name-lost' ? problem : null;
      change({ status: 'open', proof: 'callback', lastProofAt: health.callbackAt, problem: kept });
    },
    async probeNow() {
      if (running === null || state().status === 'off') return state();
      const judgement = new Promise<void>((resolve) => waiters.push(resolve));
      waiting.nudge();
      if (state().status !== 'down') await judgement;
      return state();
    },
    wake: () => waiting.nudge(),
    onChange,
  };
}

/** Keeps the state of a public address, and notifies listeners of its changes. */
function createTunnelState({ log, now, target }: TunnelOptions) {
  const listeners = new Set<(change: TunnelChange) => void>();
  let state: TunnelState = {
    kind: target.kind,
    status: 'off',
    publicUrl: null,
    sinceAt: now(),
    lastProofAt: null,
    proof: null,
    problem: null,
  };

  const change = (next: Partial<Omit<TunnelState, 'kind' | 'sinceAt'>>): void => {
    const previous = state;
    const statusChanged = next.status !== undefined && next.status !== previous.status;
    state = { ...previous, ...next, sinceAt: statusChanged ? now() : previous.sinceAt };
    const urlChanged = state.publicUrl !== previous.publicUrl;
    // A later proof of the same state is not a change: there may be hundreds of callbacks per second.
    if (!statusChanged && !urlChanged && state.problem?.code === previous.problem?.code) return;
    if (statusChanged) log('tunnel', { status: state.status, reason: state.problem?.code ?? null });
    const publicUrlChanged = urlChanged && previous.publicUrl !== null && state.publicUrl !== null;
    for (const listener of listeners) listener({ state, previous, publicUrlChanged });
  };

  return {
    state: () => state,
    change,
    onChange(listener: (change: TunnelChange) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Watches the address of the target until aborted. @param name the name for a localtunnel */
function supervise(
  { target, workerUrl, localPort, pathPrefix }: TunnelOptions,
  supervision: Supervision,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  switch (target.kind) {
    case 'none':
      return Promise.resolve();
    case 'fixed':
      return superviseFixed(supervision, fixedBase(target.url, pathPrefix), signal);
    case 'localtunnel': {
      const host = trimEnd(target.host, /\//u);
      return superviseLocaltunnel(supervision, { workerUrl, host, subdomain: name, localPort }, signal);
    }
    default:
      return assertNever(target);
  }
}

function randomByte(): number {
  return randomFillSync(new Uint8Array(1))[0] ?? 0;
}

/**
 * The names of a tunnel server on loopback are in no DNS: the server itself is contacted, and the Host header
 * contains the name.
 */
function loopbackServer({ target }: TunnelOptions): { host: string; port: number } | null {
  if (target.kind !== 'localtunnel' || !isLoopback(target.host)) return null;
  const url = new URL(target.host);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? 80 : Number(url.port) };
}

/**
 * If a proxy forwards its path, the path ends with the callback server's own prefix, which is part of
 * callback paths.
 */
function fixedBase(url: string, pathPrefix: string): string {
  const base = trimEnd(url, /\//u);
  const prefix = trimEnd(pathPrefix, /\//u);
  const path = new URL(base).pathname;
  return prefix !== '' && path.endsWith(prefix) ? base.slice(0, -prefix.length) : base;
}
