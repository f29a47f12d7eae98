/** The parts that work by themselves: they rest while a restore changes the database. */
import type { Senders } from './features/messages/senders.ts';
import type { Retention } from './features/privacy/retention.ts';
import type { PostponedChecker } from './features/reports/postponed.ts';
import type { Runner } from './features/runs/runner.ts';

export type Workers = {
  readonly senders: Senders;
  readonly retention: Retention;
  /** Reads again what an earlier version understood less of. */
  readonly foldingAgain: { start(): void; stop(): Promise<void> };
  readonly postponed: PostponedChecker;
  readonly runner: Runner;
};

/** @returns how many messages a crash left without a known outcome */
export async function startWorkers(workers: Workers): Promise<number> {
  const { outbox, canceller, reconciler } = workers.senders;
  const unknown = await outbox.start();
  canceller.start();
  reconciler.start();
  workers.retention.start();
  workers.foldingAgain.start();
  workers.postponed.kick();
  await workers.runner.start();
  return unknown;
}

/** How to stop them, one after the other; all but the check of postponed callbacks, which others wait for. */
export function stepsToStop({ senders, retention, foldingAgain, runner }: Workers) {
  const { outbox, canceller, reconciler } = senders;
  return [runner, outbox, canceller, reconciler, retention, foldingAgain].map((part) => () => part.stop());
}

export async function pauseWorkers(workers: Workers): Promise<void> {
  for (const stop of stepsToStop(workers)) await stop();
  await workers.postponed.stop();
}
