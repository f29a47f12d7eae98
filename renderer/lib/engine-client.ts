/**
 * The window's connection to the engine: opened, monitored, and reopened after a growing wait if it is lost.
 * Calls return a Result, so that a lost connection is an expected failure.
 */
import { ORPCError } from '@orpc/client';
import type { ProblemView } from '../../shared/contract/common.ts';
import type { Change } from '../../shared/contract/console.ts';
import { problemOfError } from '../../shared/contract/problem-error.ts';
import { type EngineClient, type Link, type OpenLink, ShutOutError } from './transport.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: ProblemView };

type EngineProblems = {
  readonly unreachable: ProblemView;
  readonly fault: ProblemView;
};

export type Engine = {
  /** A call that returns a plain value. */
  readonly read: <T>(call: (client: EngineClient) => Promise<T>) => Promise<Answer<T>>;
  /** A call that returns a Result. */
  readonly ask: <T>(call: (client: EngineClient) => Promise<Answer<T>>) => Promise<Answer<T>>;
  /** Connects, and stays connected until `signal` fires. */
  readonly run: (listener: EngineListener, signal: AbortSignal) => Promise<void>;
  /** Retries at once instead of waiting. */
  readonly retryNow: () => void;
};

export type EngineListener = {
  readonly onOpen: () => void;
  readonly onChange: (change: Change) => void;
  /**
   * `retryAt`: the time of the next attempt, UTC epoch milliseconds; `shutOut`: only reopening the page would
   * help.
   */
  readonly onLost: (retryAt: number, shutOut: boolean) => void;
};

type EngineDeps = {
  readonly openLink: OpenLink;
  readonly problems: EngineProblems;
  readonly now: () => number;
  readonly random: () => number;
};

const longestPauseMs = 8_000;
const openWithinMs = 10_000;
const pulseEveryMs = 15_000;
const pulseWithinMs = 10_000;

/**
 * Returns the wait before the next attempt: 0.3 s, doubled each time up to 8 s, minus a random part of up to
 * a third. `attempt` from 0.
 */
export function pauseBefore(attempt: number, random: () => number): number {
  const whole = Math.min(longestPauseMs, 300 * 2 ** attempt);
  return Math.round(whole * (1 - random() / 3));
}

/** Returns a client that is not connected yet; see `run`. */
export function createEngine(deps: EngineDeps): Engine {
  let link: Link | null = null;
  let wake: (() => void) | null = null;

  async function read<T>(call: (client: EngineClient) => Promise<T>): Promise<Answer<T>> {
    const current = link;
    if (!current) return { ok: false, problem: deps.problems.unreachable };
    try {
      return { ok: true, value: await call(current.client) };
    } catch (error) {
      const fault = error instanceof ORPCError && link === current;
      const { fault: unknown, unreachable } = deps.problems;
      return { ok: false, problem: fault ? (problemOfError(error) ?? unknown) : unreachable };
    }
  }

  async function ask<T>(call: (client: EngineClient) => Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await read(call);
    return answer.ok ? answer.value : answer;
  }

  /** A socket can look open but be dead, especially after sleep: an unanswered ping closes it. */
  function watchPulse(open: Link): () => void {
    const timer = setInterval(async () => {
      const late = setTimeout(() => open.close(), pulseWithinMs);
      await open.client.console.info().catch(() => undefined);
      clearTimeout(late);
    }, pulseEveryMs);
    return () => clearInterval(timer);
  }

  async function follow(open: Link, listener: EngineListener): Promise<void> {
    const stopWatching = watchPulse(open);
    try {
      const changes = await open.client.console.changes({ rows: true });
      link = open;
      listener.onOpen();
      const reading = (async () => {
        for await (const change of changes) listener.onChange(change);
      })();
      await Promise.race([reading, open.closed]);
    } finally {
      stopWatching();
      link = null;
      open.close();
    }
  }

  async function run(listener: EngineListener, signal: AbortSignal): Promise<void> {
    let attempt = 0;
    while (!signal.aborted) {
      let shutOut = false;
      try {
        const open = await deps.openLink(AbortSignal.any([signal, AbortSignal.timeout(openWithinMs)]));
        const end = () => open.close();
        signal.addEventListener('abort', end, { once: true });
        const openedAt = deps.now();
        await follow(open, listener).finally(() => {
          signal.removeEventListener('abort', end);
          if (deps.now() - openedAt > longestPauseMs) attempt = 0;
        });
      } catch (error) {
        /* Whatever the reason, the reaction is the same: show it, wait, retry. */
        shutOut = error instanceof ShutOutError;
      }
      if (signal.aborted) return;
      const pause = pauseBefore(attempt, deps.random);
      attempt += 1;
      listener.onLost(deps.now() + pause, shutOut);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', () => wake?.(), { once: true });
      });
    }
  }

  return { read, ask, run, retryNow: () => wake?.() };
}
