import type { MessageDetail } from '../../../shared/contract/messages.ts';
import { isSettledState } from '../../../shared/messaging/types.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import {
  eventLine,
  exit,
  messageLine,
  note,
  outcomeWords,
  printJson,
  printLine,
  recipientWords,
} from '../output.ts';
import { repeatAfterReconnect } from '../run.ts';
import type { Session } from '../session.ts';
import { watchChanges } from './watch-changes.ts';

export type FollowOptions = {
  readonly session: Session;
  readonly ids: readonly string[];
  readonly until: 'accepted' | 'settled';
  readonly seconds: number;
  readonly json: boolean;
  readonly interrupted: AbortSignal;
};

const reachedStates: ReadonlySet<MessageDetail['state']> = new Set(['delivered', 'seen']);
/** Only an accepted message can fail: the reports about it may arrive before this command looks. */
const acceptedStates: typeof reachedStates = new Set([...reachedStates, 'pending', 'scheduled', 'failed']);
/** The interval of checks without any change event. */
const lookEveryMs = 2_000;

/**
 * Follows messages until each is accepted or settled, or the time limit is reached. As text, prints each
 * event when it arrives; as JSON, prints one line per finished message.
 * @returns the exit code
 */
export async function followMessages(options: FollowOptions): Promise<number> {
  const { session, json } = options;
  const shown = new Map<string, number>();
  const states = new Map<string, MessageDetail>();
  const waiting = new Set(options.ids);
  const timeUp = AbortSignal.timeout(options.seconds * 1000);
  const ended = AbortSignal.any([timeUp, options.interrupted]);
  let saidPause = false;

  const look = (ids: readonly string[]): Promise<void> =>
    repeatAfterReconnect(session, async () => {
      for (const id of ids) {
        const found = await session.client.messages.get({ id });
        if (!found.ok) continue;
        states.set(id, found.value);
        if (!json) tellEvents(found.value, shown);
        if (isDone(found.value, options.until)) finish(found.value);
      }
    });
  const finish = (message: MessageDetail, why: MessageDetail['problem'] = null): void => {
    if (!waiting.delete(message.id)) return;
    if (json) printJson({ ...messageLine(message), ...(why === null ? {} : { error: errorJson(why) }) });
    else tellOutcome(message, why);
  };
  /** Stops waiting if sending is paused or held: nothing will be sent before the user resumes or decides. */
  const stopWherePaused = async (): Promise<void> => {
    const [overview, accounts] = await repeatAfterReconnect(session, () =>
      Promise.all([session.client.console.overview(), session.client.accounts.list()]),
    );
    for (const id of [...waiting]) {
      const message = states.get(id);
      if (message?.state !== 'queued') continue;
      if (isHeld(message, Date.now())) {
        finish(message);
        continue;
      }
      const pause =
        overview.pause ?? accounts.find((account) => account.id === message.accountId)?.pause ?? null;
      if (pause === null) continue;
      if (pause.reason === 'person' && options.until === 'settled') {
        if (!saidPause) note('All sending is paused; it continues after "resume".');
        saidPause = true;
        continue;
      }
      finish(message, message.problem ?? pause.problem);
    }
  };

  const changed = listen(session, ended);
  await look(options.ids);
  while (waiting.size > 0 && !ended.aborted) {
    await stopWherePaused();
    if (waiting.size === 0) break;
    const ids = await changed.next(lookEveryMs);
    await look(ids === 'any' ? [...waiting] : ids.filter((id) => waiting.has(id)));
  }
  changed.stop();

  await look([...waiting]);
  for (const id of [...waiting]) {
    const message = states.get(id);
    if (message) finish(message);
  }
  if (timeUp.aborted && !json) note(`The time to wait (${options.seconds} s) is up.`);
  return endOf(options, [...states.values()]);
}

/** How long the engine may take to read a price that a message needs. */
const priceWaitMs = 15_000;

/** Returns whether a queued message waits for a decision of a person, or for a time. */
function isHeld({ problem, heldUntil, createdAt }: MessageDetail, now: number): boolean {
  if (problem?.code === 'price-unknown') return now - createdAt > priceWaitMs;
  return heldUntil !== null || problem?.code === 'held-by-answer' || problem?.code === 'spend-cap-reached';
}

function isDone(message: MessageDetail, until: FollowOptions['until']): boolean {
  if (isSettledState(message.state)) return true;
  if (until === 'settled') return false;
  return message.state !== 'queued' && message.state !== 'sending';
}

/** Returns the exit code, and prints why if it is not 0. */
function endOf({ until, ids }: FollowOptions, messages: readonly MessageDetail[]): number {
  const good = until === 'accepted' ? acceptedStates : reachedStates;
  const held = until === 'accepted' ? messages.filter(({ heldUntil }) => heldUntil !== null).length : 0;
  const missed = ids.length - held - messages.filter(({ state }) => good.has(state)).length;
  if (missed === 0) return exit.reached;
  const what = until === 'accepted' ? 'Not known to be accepted' : 'Not delivered';
  note(`${what}: ${missed} of ${ids.length} message${ids.length === 1 ? '' : 's'}.`);
  return exit.notReached;
}

function tellEvents(message: MessageDetail, shown: Map<string, number>): void {
  const events = message.steps.flatMap((step) =>
    step.events.map((event) => ({ channel: step.channel, event })),
  );
  const key = (entry: (typeof events)[number]): string =>
    `${message.id} ${entry.channel} ${entry.event.status} ${entry.event.at}`;
  for (const entry of events.toSorted((a, b) => a.event.receivedAt - b.event.receivedAt)) {
    if (shown.has(key(entry))) continue;
    shown.set(key(entry), 1);
    printLine(`${recipientWords(message)}  ${eventLine(entry.channel, entry.event)}`);
  }
}

function tellOutcome(message: MessageDetail, why: MessageDetail['problem']): void {
  const problem = why ?? message.problem;
  printLine(`${recipientWords(message)}  ${outcomeWords(message)}  (id ${message.id})`);
  if (problem !== null) printLine(`  ${englishLine(problem)}`);
}

/**
 * Returns changed messages as events arrive, or "any" after a while without events, so that a missed event
 * only costs time.
 */
function listen(session: Session, ended: AbortSignal) {
  let pending = new Set<string>();
  let any = false;
  let wake = Promise.withResolvers<void>();
  const stop = new AbortController();
  const signal = AbortSignal.any([ended, stop.signal]);
  void watchChanges(session, { signal, rows: false }, (change) => {
    if (change?.type === 'messages') for (const id of change.ids) pending.add(id);
    if (change === null || change.type === 'accounts' || (change.type === 'messages' && change.added))
      any = true;
    if (change?.type !== 'overview') wake.resolve();
  });
  return {
    async next(afterMs: number): Promise<string[] | 'any'> {
      const timer = setTimeout(() => {
        any = true;
        wake.resolve();
      }, afterMs);
      const over = (): void => wake.resolve();
      ended.addEventListener('abort', over, { once: true });
      await wake.promise;
      clearTimeout(timer);
      ended.removeEventListener('abort', over);
      wake = Promise.withResolvers<void>();
      const ids = any ? 'any' : [...pending];
      any = false;
      pending = new Set();
      return ids;
    },
    stop: () => stop.abort(),
  };
}
