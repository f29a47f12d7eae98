import { setImmediate } from 'node:timers/promises';
import type { BeforeSending } from '../../../../shared/contract/compose.ts';
import { storedPurpose } from '../../../../shared/messaging/check-purposes.ts';
import { type DraftChain, expectedStepSeconds } from '../../../../shared/messaging/compose.ts';
import { createMerger } from '../../../../shared/messaging/placeholders.ts';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import { wordsOf } from '../../../../shared/messaging/same-words.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import type { Store } from '../../store.ts';
import { chooseAccount, type Registry, reachesNobody } from '../accounts/index.ts';
import { createQuietLook, type QuietNeeds } from './quiet-look.ts';
import { type GivenRecipients, type Recipient, readRecipients } from './recipients.ts';

export type BeforeSendingInput = GivenRecipients & {
  readonly accountId?: string | undefined;
  readonly chain: unknown;
  readonly literal?: boolean | undefined;
  readonly purpose?: string | undefined;
};

type Needs = QuietNeeds & {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
};

type Asked = Pick<Recipient, 'given' | 'phone' | 'values'> & { readonly at: number };

/**
 * How many recipients are processed before other work gets its turn: callbacks are answered on this thread,
 * too.
 */
const atOnce = 500;

/**
 * Returns the warnings before a send. There are none for an account that does not send real messages (the
 * sandbox, an API on this computer) unless the settings demand them, so that learners are not bothered at
 * night. The do-not-send list and the ledger of consent are always included, because they always apply.
 * @returns the warnings; unreadable numbers are left out, because sending reports them; problem `purpose-unknown`
 */
export async function beforeSending(needs: Needs, input: BeforeSendingInput): Promise<Result<BeforeSending>> {
  const account = chooseAccount(needs.registry, input.accountId ?? null);
  if (!account.ok) return account;
  const purpose = storedPurpose(needs.settings().purposes, input.purpose ?? null);
  if (!purpose.ok) return purpose;
  const chain = input.chain as DraftChain;
  const asked = readAsked(needs, input, chain);
  const givenBy = new Map(asked.map((one) => [one.phone.e164, one.given]));
  const given = (number: E164): string => givenBy.get(number) ?? number;
  const listed = await needs.store.read('stoppedAmong', { numbers: [...givenBy.keys()] });
  const doNotSend = listed.map(({ number, reason }) => ({ to: given(number), reason }));
  const stopped = new Set<string>(listed.map((one) => one.number));
  const found = await needs.store.read('withheldAmong', {
    numbers: [...givenBy.keys()].filter((number) => !stopped.has(number)),
    ...{ purpose: purpose.value, channels: chain.steps.map(({ channel }) => channel) },
  });
  const withheld = found.map(({ number, ...rest }) => ({ to: given(number), ...rest }));
  for (const { number, all } of found) if (all) stopped.add(number);
  const settings = needs.settings().beforeSending;
  if (reachesNobody(account.value) && !settings.inSandbox)
    return ok({ quiet: [], same: [], doNotSend, withheld });
  const reached = asked.filter((one) => !stopped.has(one.phone.e164));
  const [quiet, same] = await Promise.all([
    findQuiet(needs, reached, chain, input.purpose ?? null),
    settings.sameText ? findSame(needs.store, reached, chain, input.literal === true) : [],
  ]);
  return ok({ quiet, same: same.map((one) => ({ ...one, to: given(one.to) })), doNotSend, withheld });
}

function readAsked(
  { settings, now: clock }: Pick<Needs, 'settings' | 'now'>,
  input: BeforeSendingInput,
  chain: DraftChain,
): Asked[] {
  const now = clock();
  const { recipients } = readRecipients(input, settings().defaultCountry);
  return recipients.map(({ timeToSend, ...one }) => ({ ...one, at: timeToSend ?? chain.timeToSend ?? now }));
}

/** Finds for each recipient the first step that may fall into quiet hours. */
async function findQuiet(
  needs: QuietNeeds,
  asked: readonly Asked[],
  chain: DraftChain,
  purpose: string | null,
): Promise<BeforeSending['quiet']> {
  const look = createQuietLook(needs);
  const waits = chain.steps.map(expectedStepSeconds);
  const quiet: BeforeSending['quiet'] = [];
  for (const [index, { given, phone, at }] of asked.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const lands = await look(phone, at, waits, purpose);
    if (lands !== null) quiet.push({ to: given, ...lands });
  }
  return quiet;
}

/** Compares what each recipient would read, with the values merged. */
async function findSame(store: Store, asked: readonly Asked[], chain: DraftChain, isLiteral: boolean) {
  if (asked.length === 0) return [];
  const merger = isLiteral ? null : createMerger(chain);
  if (merger === null || merger.placeholders.length === 0) {
    const merged = merger?.merge({});
    return store.read('sameText', {
      asked: asked.map(({ phone, at }) => ({ to: phone.e164, at, words: 0 })),
      words: [wordsOf(merged?.ok ? merged.value : chain)],
    });
  }
  const words: (readonly string[])[] = [];
  for (const [index, { values }] of asked.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const merged = merger.merge(values);
    // A recipient with missing values cannot be sent to, which sending reports.
    words.push(merged.ok ? wordsOf(merged.value) : []);
  }
  return store.read('sameText', {
    asked: asked.map(({ phone, at }, index) => ({ to: phone.e164, at, words: index })),
    words,
  });
}
