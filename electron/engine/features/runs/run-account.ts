/** The account of a test run in the built-in sandbox. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import Big from 'big.js';
import type { RunSettings } from '../../../../shared/contract/runs.ts';
import { type CostRange, smsPartsOf } from '../../../../shared/messaging/cost.ts';
import { isDecimal } from '../../../../shared/messaging/money.ts';
import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { DecimalString } from '../../../../shared/messaging/types.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import type { PriceChanges, Scenario } from '../../../../shared/sandbox/scenario.ts';
import type { NewAccount } from '../../sandbox/accounts.ts';
import { partPrice } from '../../sandbox/price-list.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { startingBalance } from '../../sandbox/state.ts';
import { fairWeather } from '../../sandbox/weather.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import type { StoredAccount } from '../accounts/index.ts';
import { goodScenario } from '../sandbox/index.ts';
import type { OpenedSandbox } from './sql/save-runs.ts';

export type RunSandboxes = {
  /** Starts the built-in sandbox if it is not running. */
  ensure(): Promise<Result<Sandbox>>;
  /** Opens the account of a test run, or finds it unchanged. */
  openRunAccount(sandbox: Sandbox, account: OpenedSandbox): Promise<void>;
};

/** Returns a hash of settings, by which an interrupted run is recognized; a scenario may contain numbers. */
export function settingsHash({ seed, speed, scenario }: RunSettings): string {
  const text = JSON.stringify([seed ?? null, speed ?? null, scenario ?? null]);
  return createHash('sha256').update(text).digest('hex');
}

/** Reads the scenario of a run's settings; null if they have none. Problems: those of a scenario. */
export async function scenarioOf(yaml: YamlReader, settings: RunSettings): Promise<Result<Scenario | null>> {
  return settings.scenario === undefined ? ok(null) : goodScenario(await yaml.scenario(settings.scenario));
}

/**
 * Returns what a plan may cost in the sandbox, EUR: with every step charged, or only the cheapest one.
 * @param changes prices that differ from the list
 */
export function listedCost(plan: Plan, changes: PriceChanges): CostRange {
  let [low, high] = [new Big(0), new Big(0)];
  for (const { chain } of plan.chains) {
    for (const { number } of plan.numbers) {
      const prices = chain.steps.map((step) => {
        const parts = step.channel === 'sms' ? smsPartsOf(step.text, step) : 1;
        return new Big(partPrice(number, step.channel, changes)).times(parts);
      });
      low = low.plus(prices.reduce((a, b) => (a.lt(b) ? a : b)));
      high = high.plus(prices.reduce((a, b) => a.plus(b)));
    }
  }
  const all = (one: Big) => one.times(plan.repeat).toFixed() as DecimalString;
  return { low: all(low), high: all(high) };
}

/**
 * Returns the credit that a run's account starts with, EUR: the scenario's, or 100.00. If the plan costs more at
 * the listed prices, the next full hundred: it ends early only if a test wants that.
 */
export function creditOf(plan: Plan, scenario: Scenario | null): DecimalString {
  const wanted = scenario?.credit ?? null;
  if (isDecimal(wanted)) return wanted;
  const hundreds = new Big(listedCost(plan, {}).high).div(100).round(0, Big.roundUp);
  const credit = hundreds.times(100).toFixed(2);
  return isDecimal(credit) && hundreds.gt(1) ? credit : startingBalance;
}

/**
 * Opens the run's account in the built-in sandbox with its own credit, seed and speed, and the weather of its
 * scenario or of the moment: its results do not depend on earlier runs, and it takes nothing from the default
 * account.
 * @returns null if the account of the run is not the sandbox's
 */
export async function openAccountOf(
  sandboxes: RunSandboxes,
  run: {
    readonly id: string;
    readonly plan: Plan;
    readonly account: StoredAccount;
    readonly settings: RunSettings;
    readonly scenario: Scenario | null;
  },
): Promise<Result<OpenedSandbox | null>> {
  const { plan, settings, scenario } = run;
  if (run.account.kind !== 'sandbox') return ok(null);
  const sandbox = await sandboxes.ensure();
  if (!sandbox.ok) return sandbox;
  const username = `run-${run.id}`;
  const seed = settings.seed ?? scenario?.seed ?? plan.seed;
  const { speed = 1 } = settings;
  const opened = await sandbox.value.openAccount(username, {
    ...{ seed, speed, credit: creditOf(plan, scenario) },
    ...(scenario === null ? {} : conditionsIn(scenario)),
  });
  return ok({
    account: username,
    credit: opened.credit,
    seed,
    speed,
    weather: weatherName(opened, scenario?.name ?? opened.scenario),
    air: opened.weather,
    settings: settingsHash(settings),
  });
}

function conditionsIn(scenario: Scenario): Pick<NewAccount, 'weather' | 'answers'> {
  const { name: _name, description: _description, seed: _seed, credit: _credit, ...rest } = scenario;
  const { answers, ...weather } = rest;
  return { answers, weather };
}

function weatherName(
  { weather }: { readonly weather: OpenedSandbox['air'] },
  scenario: string | null,
): string {
  if (scenario === null) return isDeepStrictEqual(weather, fairWeather) ? 'fair' : 'changed';
  // A scenario's name may be a phone number, which an erasure would not find here.
  return /\d[\d\s().-]{4,}\d/u.test(scenario) ? 'changed' : scenario;
}
