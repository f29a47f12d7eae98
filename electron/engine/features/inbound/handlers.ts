import type { InboundMessage, InboundNumber } from '../../../../shared/contract/inbound.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { InboundId } from '../../../../shared/messaging/types.ts';
import { inboundProblem } from '../../../../shared/problems/inbound.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Events } from '../../events.ts';
import { newCallbackToken, newInboundId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import { findAccount, judgeFirstPassphrase, type SecretStore } from '../accounts/index.ts';
import { checkKept } from '../reports/index.ts';
import { addressOf, noAddress, viewNumber } from './number-address.ts';
import { type PeopleNeeds, sendPeopleNowhere, sendPeopleTo } from './sandbox-people.ts';
import type { StoredInboundNumber } from './sql/inbound-numbers.ts';

type Needs = PeopleNeeds & {
  readonly store: Store;
  readonly secrets: () => Promise<SecretStore>;
  /** The passphrase that the console was started with; null if there is none. */
  readonly passphrase: string | null;
  /** Verifies the callbacks that arrived while the key store was locked. */
  readonly settlePostponed: () => Promise<boolean>;
  readonly events: Events;
  readonly now: () => number;
  readonly log: Log;
};

/** Returns the handlers for numbers that people write to, and for their messages. */
export function inboundHandlers(os: ContractImplementer, needs: Needs) {
  return { ...numberHandlers(os, needs), ...messageHandlers(os, needs) };
}

function numberHandlers(os: ContractImplementer, needs: Needs) {
  const { store, inbound, now } = needs;
  return {
    numbers: os.inbound.numbers.handler(async () => {
      // The time of the last message is not kept in memory.
      const stored = await store.read('listInboundNumbers', {});
      return stored.flatMap((one) => (one.removedAt === null ? [viewNumber(needs, one)] : []));
    }),

    add: os.inbound.add.handler(({ input }) => addNumber(needs, input)),

    remove: os.inbound.remove.handler(async ({ input }) => {
      const found = findNumber(needs, input.id);
      if (!found.ok) return found;
      const { id, secretSet } = found.value;
      if (secretSet) {
        // Messages that were answered while the key store was locked need the secret once more.
        await inbound.reload();
        await needs.settlePostponed();
        const removed = await (await needs.secrets()).remove(id as InboundId);
        if (!removed.ok) return removed;
      }
      if (needs.registry.get(found.value.accountId)?.kind === 'sandbox')
        await sendPeopleNowhere(needs, found.value);
      await store.write('removeInboundNumber', { id, now: now() });
      await inbound.reload();
      return ok({});
    }),

    setSecret: os.inbound.setSecret.handler(async ({ input }) => {
      const found = findNumber(needs, input.id);
      if (!found.ok) return found;
      const { id, accountId, number } = found.value;
      if (needs.registry.get(accountId)?.kind === 'sandbox')
        return fail(inboundProblem('inbound-secret-sandbox', { number }, 'secret'));
      const kept = await keepSecret(needs, id, input);
      if (!kept.ok) return kept;
      await store.write('setInboundSecret', { id });
      await inbound.reload();
      await checkKept(needs, { accountId, inboundId: id }, inbound.passwords(id));
      return ok(await viewNow(needs, id));
    }),

    confirmAddress: os.inbound.confirmAddress.handler(async ({ input }) => {
      const found = findNumber(needs, input.id);
      if (!found.ok) return found;
      const { id, shownAddress } = found.value;
      const address = addressOf(needs, found.value);
      if (address === null) return fail(noAddress(found.value, 'number'));
      if (address !== shownAddress) {
        await store.write('confirmInboundAddress', { id, address });
        await inbound.reload();
      }
      return ok(await viewNow(needs, id));
    }),
  };
}

async function viewNow(needs: Needs, id: string): Promise<InboundNumber> {
  const stored = (await needs.store.read('listInboundNumbers', {})).find((one) => one.id === id);
  if (stored === undefined) throw new Error(`inbound number ${id} vanished`);
  return viewNumber(needs, stored);
}

/** @param id an id, or a number as it was added, which must not be one of several accounts */
function findNumber({ inbound, registry }: Needs, id: string): Result<StoredInboundNumber> {
  const wanted = id.trim();
  const named = readNumber(wanted);
  const all = inbound.all();
  const byId = all.filter((one) => one.id === wanted);
  const found = byId.length > 0 ? byId : all.filter(({ number }) => number === wanted || number === named);
  const [number, ...others] = found;
  if (number !== undefined && others.length > 0) {
    const numbers = found.map((one) => `${registry.get(one.accountId)?.name ?? ''} (${one.id})`).join(', ');
    return fail(inboundProblem('inbound-number-ambiguous', { number: number.number, numbers }, 'number'));
  }
  return number === undefined
    ? fail(inboundProblem('no-such-inbound-number', { number: id }, 'number'))
    : ok(number);
}

/** Letters, digits, and what a sender name may contain. */
const shortOrName = /^[\p{L}\p{N}][\p{L}\p{N} .&_-]{0,29}$/u;

/** Returns a number as it is stored: E.164 if it is written with "+". @returns null if it cannot be one */
function readNumber(written: string): string | null {
  const text = written.trim();
  if (text.startsWith('+')) {
    const phone = parsePhone(text);
    return phone.ok ? phone.value.e164 : null;
  }
  return shortOrName.test(text) ? text : null;
}

type Given = { readonly secret?: string | undefined; readonly passphrase?: string | undefined };

async function addNumber(
  needs: Needs,
  input: Given & { readonly number: string; readonly accountId?: string | undefined },
): Promise<Result<InboundNumber>> {
  const account = findAccount(needs.registry, input.accountId ?? null);
  if (!account.ok) return account;
  const { id: accountId, kind } = account.value;
  const number = readNumber(input.number);
  if (number === null) return fail(inboundProblem('inbound-number-invalid', {}, 'number'));
  const isTaken = needs.inbound.all().some((one) => one.accountId === accountId && one.number === number);
  if (isTaken) return fail(inboundProblem('inbound-number-taken', { number }, 'number'));
  const id = newInboundId();
  const isSandbox = kind === 'sandbox';
  if (isSandbox && input.secret !== undefined)
    return fail(inboundProblem('inbound-secret-sandbox', { number }, 'secret'));
  if (!isSandbox) {
    const kept = await keepSecret(needs, id, input);
    if (!kept.ok) return kept;
  }
  const token = newCallbackToken();
  let isAdded = false;
  try {
    isAdded = await needs.store.write('addInboundNumber', {
      ...{ id, accountId, number, token, secretSet: !isSandbox, createdAt: needs.now() },
      shownAddress: addressOf(needs, { accountId, token }),
    });
  } finally {
    // Another call added the number meanwhile, or it could not be stored: nothing names this secret.
    if (!isAdded && !isSandbox) await (await needs.secrets()).remove(id);
  }
  if (!isAdded) return fail(inboundProblem('inbound-number-taken', { number }, 'number'));
  await needs.inbound.reload();
  const added = needs.inbound.all().find((one) => one.id === id);
  if (isSandbox && added !== undefined) await sendPeopleTo(needs, added);
  return ok(await viewNow(needs, id));
}

/** Puts a secret into the key store; earlier ones stay. */
async function keepSecret(needs: Needs, id: string, { secret, passphrase }: Given): Promise<Result<void>> {
  if (secret === undefined || secret === '')
    return fail(inboundProblem('inbound-secret-missing', {}, 'secret'));
  const judged = await judgeFirstPassphrase(needs, { passphrase, password: secret });
  if (!judged.ok) return judged;
  return (await needs.secrets()).set(id as InboundId, secret, passphrase);
}

function messageHandlers(os: ContractImplementer, needs: Needs) {
  const { store } = needs;
  return {
    list: os.inbound.list.handler(async ({ input }) => {
      const number = input.numberId === undefined ? ok(null) : findNumber(needs, input.numberId);
      if (!number.ok) return number;
      return ok(
        await store.read('listInbound', {
          before: input.before ?? null,
          limit: input.limit ?? 100,
          numberId: number.value?.id ?? null,
          from: input.from ?? null,
          undecided: input.undecided === true,
        }),
      );
    }),
    decide: os.inbound.decide.handler(async ({ input }) => {
      const { id, decision } = input;
      const decided = await store.write('decideAnswer', { id, decision, now: needs.now() });
      if (decided === 'unknown') return fail(inboundProblem('no-such-answer', { id: String(id) }, 'id'));
      if (decided === 'not-needed')
        return fail(inboundProblem('answer-needs-no-decision', { id: String(id) }, 'id'));
      needs.events.emit({ type: 'answers-changed' });
      if (decision === 'opt-out') needs.events.emit({ type: 'do-not-send-changed' });
      return ok({});
    }),
    live: os.inbound.live.handler(({ input, signal }) => liveInbound(needs, input.after ?? null, signal)),
  };
}

const atOnce = 100;

async function* liveInbound(
  { store, events }: Needs,
  begin: number | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<InboundMessage, void, void> {
  let wake = Promise.withResolvers<void>();
  const off = events.on(['inbound-received', 'database-changed', 'writer-restarted'], () => wake.resolve());
  const stop = (): void => wake.resolve();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let after = begin ?? (await store.read('newestInbound', {}));
    while (signal?.aborted !== true) {
      const messages = await store.read('inboundAfter', { after, limit: atOnce });
      for (const message of messages) {
        yield message;
        after = message.id;
      }
      if (messages.length > 0) continue;
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    off();
  }
}
