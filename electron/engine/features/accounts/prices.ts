import type { CountryPricesView } from '../../../../shared/contract/accounts.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import type { Store } from '../../store.ts';
import type { Registry } from './registry.ts';

/** Messente's page about prices: refresh about every 6 hours, never more often than every 2. */
const freshMs = 6 * 60 * 60 * 1000;
const refusedMs = 2 * 60 * 60 * 1000;
/** After a request without an answer it may be repeated, but not with every key press. */
const unansweredMs = 60_000;

type Needs = { readonly store: Store; readonly registry: Registry; readonly now: () => number };
/** Reads the prices of a country. @param accountId null means the current account */
export type PriceReader = (accountId: string | null, country: string) => Promise<Result<CountryPricesView>>;

type Listed = Omit<CountryPricesView, 'charged'>;
type Failed = { readonly problem: Problem; readonly until: number };

/**
 * Creates a reader of prices by country. It returns Messente's prices, or the last known ones if Messente
 * cannot be reached, however old (`fetchedAt` is their time). Concurrent callers share one request.
 * @returns a reader; its problems are `no-account`, `account-locked` and Messente's own
 */
export function createPriceReader({ store, registry, now }: Needs): PriceReader {
  const asking = new Map<string, Promise<Result<Listed>>>();
  const failed = new Map<string, Failed>();

  async function ask(accountId: string, country: string): Promise<Result<Listed>> {
    const key = `${accountId} ${country}`;
    const before = failed.get(key);
    if (before !== undefined && before.until > now()) return fail(before.problem);
    failed.delete(key);
    const client = registry.client(accountId);
    if (client === null) return fail(locked);
    const asked = await client.prices(country);
    if (!asked.ok) {
      const answered = asked.problem.httpStatus !== null && asked.problem.httpStatus !== undefined;
      failed.set(key, {
        problem: asked.problem,
        until: now() + (answered ? refusedMs : unansweredMs),
      });
      return asked;
    }
    const fetchedAt = now();
    const { networks, ...about } = asked.value;
    await store.write('savePrices', {
      accountId,
      country,
      fetchedAt,
      prices: JSON.stringify(asked.value),
    });
    return ok({ ...about, networks: [...networks], fetchedAt });
  }

  async function listed(accountId: string, country: string): Promise<Result<Listed>> {
    const kept = await store.read('readPrices', { accountId, country });
    const known: Listed | null =
      kept === null ? null : { ...JSON.parse(kept.prices), fetchedAt: kept.fetchedAt };
    if (known !== null && now() - known.fetchedAt < freshMs) return ok(known);
    const key = `${accountId} ${country}`;
    const asked = asking.get(key) ?? ask(accountId, country).finally(() => asking.delete(key));
    asking.set(key, asked);
    const answer = await asked;
    // Old prices are better than none, and they include their time.
    return answer.ok || known === null ? answer : ok(known);
  }

  return async (accountId: string | null, country: string): Promise<Result<CountryPricesView>> => {
    const id = accountId ?? registry.currentId();
    const account = id === null ? null : registry.get(id);
    if (account === null || account === undefined) {
      return fail(accountsProblem('no-account/prices'));
    }
    const wanted = country.toUpperCase();
    const [list, charged] = await Promise.all([
      listed(account.id, wanted),
      store.read('chargedPrices', { accountId: account.id, country: wanted }),
    ]);
    return list.ok ? ok({ ...list.value, charged }) : list;
  };
}

const locked = accountsProblem('account-locked');
