/** Reads the blacklist of an account, and stores what has changed since the last reading. */
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import { plainProblem } from '../../messente/problems.ts';
import type { Store } from '../../store.ts';
import type { WorkLoop } from '../../work-loop.ts';
import type { BlacklistAtWork } from './blacklist-at-work.ts';

type Needs = {
  readonly store: Store;
  readonly now: () => number;
  readonly changed: () => void;
  readonly loop: Pick<WorkLoop, 'isStopping' | 'signal'>;
};

/** How many entries one transaction stores. */
const mostAtOnce = 500;
const pageLength = 5_000;

/** Returns the number of an entry; null if nothing can be sent to it. Messente documents no other form than E.164. */
function numberOf(entry: string): E164 | null {
  // There may be a million of them.
  if (/^\+[1-9]\d{6,14}$/u.test(entry)) return entry as E164;
  const digits = entry.replaceAll(/[\s()-]/gu, '');
  const phone = parsePhone(digits.startsWith('+') ? digits : `+${digits}`);
  return phone.ok ? phone.value.e164 : null;
}

export function createBlacklistReader({ store, now, changed, loop }: Needs) {
  /** @returns whether the blacklist was read */
  return async function read({ account, client, list }: BlacklistAtWork): Promise<boolean> {
    const accountId = account.id;
    const answer = await client.blacklist(loop.signal());
    if (loop.isStopping()) return false;
    if (!answer.ok) {
      const problem = plainProblem(answer.problem);
      await store.write('noteBlacklistReading', { accountId, now: now(), entries: 0, problem });
      changed();
      return false;
    }
    const numbers = new Set(answer.value.map(numberOf).filter((number) => number !== null));
    const known = await allKnown(accountId, list);
    const found = [...numbers].filter((number) => !known.has(number));
    const gone = [...known].filter((number) => !numbers.has(number));
    for (const some of batches(found)) {
      if (loop.isStopping()) return false;
      const added = await store.write('keepBlacklisted', { accountId, list, numbers: some, now: now() });
      if (added > 0) changed();
    }
    for (const some of batches(gone)) {
      if (loop.isStopping()) return false;
      await store.write('forgetBlacklisted', { accountId, list, numbers: some });
    }
    const entries = answer.value.length;
    await store.write('noteBlacklistReading', { accountId, now: now(), entries, problem: null });
    changed();
    return true;
  };

  async function allKnown(accountId: string, list: string): Promise<ReadonlySet<E164>> {
    const known = new Set<E164>();
    for (let after = ''; ; ) {
      const page = await store.read('knownBlacklisted', { accountId, list, after, limit: pageLength });
      for (const number of page) known.add(number);
      const last = page.at(-1);
      if (last === undefined || page.length < pageLength) return known;
      after = last;
    }
  }
}

function* batches(numbers: readonly E164[]): Generator<readonly E164[]> {
  for (let start = 0; start < numbers.length; start += mostAtOnce)
    yield numbers.slice(start, start + mostAtOnce);
}
