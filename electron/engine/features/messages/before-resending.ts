/** Finds the warnings before existing messages are resent: as before a new send, each with its own chain. */
import { setImmediate } from 'node:timers/promises';
import type { BeforeResending } from '../../../../shared/contract/compose.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import { type DraftChain, expectedStepSeconds } from '../../../../shared/messaging/compose.ts';
import { wordsOf } from '../../../../shared/messaging/same-words.ts';
import { stepParts } from '../../../../shared/messaging/sms-length.ts';
import type { Store } from '../../store.ts';
import { chooseAccount, type Registry, reachesNobody } from '../accounts/index.ts';
import { createQuietLook, type QuietNeeds, type SameText } from '../compose/index.ts';
import { resendRisk } from './message-actions.ts';
import type { ResendSource } from './sql/work.ts';

type Needs = QuietNeeds & {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
};

type Again = { readonly source: ResendSource; readonly chain: DraftChain; readonly live: boolean };

/**
 * How many messages are processed before other work gets its turn: callbacks are answered on this thread,
 * too.
 */
const atOnce = 100;

/**
 * Returns the warnings: quiet hours for the message's chain if sent now, the same text in another message
 * within the day, the do-not-send list, and the chains in parts for the price. For an account that does not
 * send real messages only the last two, unless the settings demand all. Messages that cannot be resent (still
 * waiting, texts removed, account removed) are left out; resending reports the reason.
 */
export async function beforeResending(needs: Needs, ids: readonly string[]): Promise<BeforeResending> {
  const settings = needs.settings().beforeSending;
  const now = needs.now();
  const again = await readAgain(needs, ids, now);
  const numbers = [...new Set(again.map(({ source }) => source.to))];
  const listed = await needs.store.read('stoppedAmong', { numbers });
  const stopped = new Set(listed.map((one) => one.number));
  const doNotSend = listed.map(({ number, reason }) => ({
    to: number,
    reason,
    messageIds: again.flatMap(({ source }) => (source.to === number ? [source.id] : [])),
  }));
  const asked = again.filter(({ source, live }) => !stopped.has(source.to) && (live || settings.inSandbox));
  const quiet = await findQuiet(needs, asked, now);
  const same = settings.sameText ? await findSame(needs.store, asked, now) : [];
  return { quiet, same, doNotSend, chains: chainsOf(again, stopped) };
}

async function findQuiet(
  needs: QuietNeeds,
  asked: readonly Again[],
  now: number,
): Promise<BeforeResending['quiet']> {
  const look = createQuietLook(needs);
  const quiet: BeforeResending['quiet'] = [];
  for (const { source, chain } of asked) {
    const place = { e164: source.to, country: source.country };
    const lands = await look(place, now, chain.steps.map(expectedStepSeconds), source.purpose);
    const channel = lands === null ? undefined : chain.steps[lands.step]?.channel;
    if (lands !== null && channel !== undefined)
      quiet.push({ to: source.to, messageId: source.id, channel, ...lands });
  }
  return quiet;
}

async function readAgain({ store, registry }: Needs, ids: readonly string[], now: number): Promise<Again[]> {
  const found: Again[] = [];
  for (const [index, id] of [...new Set(ids)].entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const source = await store.read('messageSource', { id });
    if (source === null || resendRisk(source)?.code === 'still-open') continue;
    const account = chooseAccount(registry, source.accountId);
    const { timeToSend: _past, ...chain } = JSON.parse(source.draft) as DraftChain;
    if (!account.ok || checkChain(chain, now).length > 0) continue;
    found.push({ source, chain, live: !reachesNobody(account.value) });
  }
  return found;
}

/**
 * Finds the same text in another message. A message that may arrive twice has its own warning, so only
 * messages that reached nobody are examined. Several messages to one number are checked one after the other.
 */
async function findSame(
  store: Store,
  asked: readonly Again[],
  now: number,
): Promise<BeforeResending['same']> {
  const byNumber = new Map<string, Again[]>();
  for (const one of asked) {
    if (resendRisk(one.source) !== null) continue;
    byNumber.set(one.source.to, [...(byNumber.get(one.source.to) ?? []), one]);
  }
  const same: BeforeResending['same'] = [];
  const most = Math.max(0, ...[...byNumber.values()].map((several) => several.length));
  for (let turn = 0; turn < most; turn += 1) {
    const batch = [...byNumber.values()].flatMap((several) => several[turn] ?? []);
    const idOf = new Map(batch.map(({ source }) => [source.to, source.id]));
    const found: SameText[] = await store.read('sameText', {
      asked: batch.map(({ source }, index) => ({ to: source.to, at: now, words: index })),
      words: batch.map(({ chain }) => wordsOf(chain)),
    });
    for (const one of found) same.push({ ...one, messageId: idOf.get(one.to) ?? one.id });
  }
  return same;
}

/** Groups messages with the same price. */
function chainsOf(again: readonly Again[], stopped: ReadonlySet<string>): BeforeResending['chains'] {
  const groups = new Map<string, BeforeResending['chains'][number]>();
  for (const { source, chain } of again) {
    if (stopped.has(source.to)) continue;
    const { id, accountId, country } = source;
    const steps = chain.steps.map((step) => ({ channel: step.channel, parts: stepParts(step) }));
    const key = JSON.stringify([accountId, country, steps]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { accountId, country, steps, ids: [id] });
    else group.ids.push(id);
  }
  return [...groups.values()];
}
