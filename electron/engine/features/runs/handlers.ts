import { createHash } from 'node:crypto';
import type { RunSettings, RunSummary } from '../../../../shared/contract/runs.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { namedPurpose } from '../../../../shared/messaging/check-purposes.ts';
import {
  fail,
  ok,
  type Problem,
  type Result,
  term,
  withCodeOf,
} from '../../../../shared/messaging/problem.ts';
import { cellsOf, type Plan } from '../../../../shared/plans/plan.ts';
import type { PlanProblem } from '../../../../shared/plans/read-plan.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { Scenario } from '../../../../shared/sandbox/scenario.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { SaveText } from '../../files/save-text.ts';
import { fairWeather } from '../../sandbox/weather.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import {
  chooseAccount,
  type PriceReader,
  type Registry,
  reachesNobody,
  type StoredAccount,
} from '../accounts/index.ts';
import { notAgreed } from './approval.ts';
import { costOfPlan } from './cost-of-cell.ts';
import { planTextHandlers } from './plan-text.ts';
import { noRun, reportOf, runReads } from './read-runs.ts';
import { redactRun } from './report/redact.ts';
import {
  creditOf,
  listedCost,
  openAccountOf,
  type RunSandboxes,
  scenarioOf,
  settingsHash,
} from './run-account.ts';
import { runCostHandlers, withoutListed } from './run-costs.ts';
import { planGone } from './sql/forget-plan.ts';
import { type NewRun, restoredRun } from './sql/save-runs.ts';

/** Returns the handlers for test plans and their runs. */
export function runHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof planHandlers>[1] &
    Parameters<typeof reportHandlers>[1] &
    Parameters<typeof changeHandlers>[1] &
    Parameters<typeof planTextHandlers>[1] &
    Parameters<typeof runCostHandlers>[1],
) {
  return {
    ...planHandlers(os, needs),
    ...reportHandlers(os, needs),
    ...changeHandlers(os, needs),
    ...planTextHandlers(os, needs),
    ...runCostHandlers(os, needs),
  };
}

/** Returns where a plan names its purpose. */
function placeOfPurpose(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, Math.max(text.search(/^["']?purpose["']?\s*:/mu), 0));
  return { line: before.split('\n').length, column: 1 };
}

type SandboxNeeds = {
  readonly store: Store;
  readonly sandbox: RunSandboxes;
};

type PauseNeeds = {
  readonly store: Store;
  readonly registry: Registry;
};

type StartNeeds = SandboxNeeds & {
  readonly registry: Registry;
  readonly emit: Emit;
  readonly now: () => number;
  /** When the console started, epoch ms. */
  readonly startedAt: number;
  readonly yaml: YamlReader;
  readonly settings: () => Settings;
};

function planHandlers(os: ContractImplementer, needs: StartNeeds & { readonly priceOf: PriceReader }) {
  const calls = os.runs;
  const { store, registry, now, priceOf, yaml, sandbox } = needs;
  return {
    check: calls.check.handler(async ({ input }) => {
      const read = await yaml.plan(input.text, now());
      if (!read.ok) return { ok: false as const, problems: [...read.problems] };
      const purpose = namedPurpose(needs.settings().purposes, read.plan.purpose ?? '');
      if (!purpose.ok)
        return { ok: false as const, problems: [{ ...purpose.problem, ...placeOfPurpose(input.text) }] };
      return { ok: true as const, plan: viewPlan(read.plan), warnings: [...read.warnings] };
    }),

    start: calls.start.handler(({ input }) => startRun(needs, input)),

    estimate: calls.estimate.handler(async ({ input }) => {
      const read = await yaml.plan(input.text, now());
      const account = chooseAccount(registry, input.accountId ?? null);
      if (!account.ok) return account;
      if (!read.ok) return fail(firstProblem(read.problems));
      const scenario = await scenarioOf(yaml, input.settings ?? {});
      if (!scenario.ok) return scenario;
      const { plan, doNotSend } = await withoutListed(store, read.plan);
      const known = await costOfPlan(plan, (country) => priceOf(account.value.id, country));
      const inSandbox = account.value.kind === 'sandbox';
      return ok({
        cost: known ?? (inSandbox ? await sandboxCost(sandbox, plan, scenario.value) : null),
        messages: cellsOf(plan).length,
        credit: inSandbox ? creditOf(read.plan, scenario.value) : null,
        doNotSend,
      });
    }),
  };
}

/** Returns the cost by the sandbox's own list, which has the prices of every channel; null if it cannot start. */
async function sandboxCost(sandboxes: RunSandboxes, plan: Plan, scenario: Scenario | null) {
  const sandbox = await sandboxes.ensure();
  if (!sandbox.ok) return null;
  return listedCost(plan, scenario?.prices ?? sandbox.value.panel.now().weather.prices);
}

type StartInput = {
  readonly text: string;
  readonly accountId?: string | undefined;
  readonly live: boolean;
  readonly requestKey: string;
  readonly settings?: RunSettings | undefined;
  readonly alone?: boolean | undefined;
  readonly takeUp?: boolean | undefined;
};

async function startRun(
  needs: StartNeeds,
  input: StartInput,
): Promise<Result<{ id: string; takenUp: boolean }>> {
  const { store, registry, sandbox: sandboxes, emit, now, yaml } = needs;
  const read = await yaml.plan(input.text, now());
  if (!read.ok) {
    return fail(firstProblem(read.problems));
  }
  const { plan } = read;
  const purpose = namedPurpose(needs.settings().purposes, plan.purpose ?? '');
  if (!purpose.ok) return purpose;
  const chosen = chooseAccount(registry, input.accountId ?? null);
  if (!chosen.ok) return chosen;
  const account = chosen.value;
  const id = createHash('sha256').update(input.requestKey).digest('hex').slice(0, 16);
  if ((await store.read('runMark', { id })) !== null) return ok({ id, takenUp: false });
  const allowed = mayRun(plan, account, input.live);
  if (!allowed.ok) return allowed;
  const { settings = {} } = input;
  const scenario = await scenarioOf(yaml, settings);
  if (!scenario.ok) return scenario;
  const earlier = input.takeUp === true ? await interrupted(needs, account, input) : null;
  if (earlier !== null) return ok({ id: earlier.id, takenUp: true });
  const alone = input.alone === true;
  // Another console has continued the run of a command that was killed: waiting for its end and starting again would
  // send the whole plan twice.
  const same =
    alone && !reachesNobody(account)
      ? await store.read('planUnderWay', { plan: input.text, accountId: account.id })
      : null;
  if (same !== null) return fail(runsProblem('plan-under-way', same));
  const other = alone ? await store.read('runUnderWay', { except: id }) : null;
  if (other !== null) return fail(runsProblem('run-under-way', other));
  const sandbox = await openAccountOf(sandboxes, { id, plan, account, settings, scenario: scenario.value });
  if (!sandbox.ok) return sandbox;
  const before = await store.write('createRun', {
    ...{ id, alone },
    name: plan.name,
    plan: input.text,
    accountId: account.id,
    live: !reachesNobody(account),
    budget: plan.budget,
    sandbox: sandbox.value,
    now: now(),
    cells: newCells(plan),
  });
  if (before !== null) return fail(runsProblem('run-under-way', before));
  emit({ type: 'run-requested', id });
  return ok({ id, takenUp: false });
}

/** Returns the run of the same plan and settings that an earlier console left under way. */
function interrupted({ store, startedAt }: StartNeeds, account: StoredAccount, input: StartInput) {
  return store.read('interruptedRun', {
    plan: input.text,
    accountId: account.id,
    settings: account.kind === 'sandbox' ? settingsHash(input.settings ?? {}) : null,
    before: startedAt,
  });
}

function newCells(plan: Plan): NewRun['cells'] {
  return cellsOf(plan).map((cell) => {
    const number = plan.numbers[cell.number];
    return {
      position: cell.position,
      chain: cell.chain,
      chainName: plan.chains[cell.chain]?.name ?? '',
      numberName: number?.name ?? '',
      country: number?.country ?? null,
      operator: number?.operator ?? null,
      round: cell.round,
    };
  });
}

function reportHandlers(
  os: ContractImplementer,
  {
    store,
    saveText,
    yaml,
  }: {
    readonly store: Store;
    readonly saveText: SaveText;
    readonly yaml: YamlReader;
  },
) {
  const calls = os.runs;
  const runs = runReads(store, yaml);
  return {
    report: calls.report.handler(({ input }) => runs.report(input)),
    save: calls.save.handler(async ({ input: { id, format, separator } }) => {
      const run = await runs.get({ id });
      if (!run.ok) return run;
      const text = reportOf(redactRun(run.value), format, separator);
      return saveText({ name: run.value.name, format, text });
    }),
    list: calls.list.handler(({ input }) => runs.list(input)),
    get: calls.get.handler(({ input }) => runs.get(input)),
    find: calls.find.handler(({ input }) => runs.find(input)),
    summary: calls.summary.handler(({ input }) => summaryOf(store, input.id)),
  };
}

/** Returns the handlers for an existing run: pause, resume, stop, retry, confirm. */
function changeHandlers(
  os: ContractImplementer,
  needs: SandboxNeeds &
    PauseNeeds & {
      readonly emit: Emit;
      readonly now: () => number;
    },
) {
  const { store, now, emit } = needs;
  const calls = os.runs;
  const change = async (id: string, from: readonly string[], state: 'running' | 'paused' | 'stopped') => {
    const free = state === 'running' ? await endPause(needs, id, from) : ok(null);
    if (!free.ok) return free;
    const ready = state === 'running' ? await openAgain(needs, id, from) : ok(null);
    if (!ready.ok) return ready;
    const changed = await store.write('setRunState', { id, from, state, problem: null, now: now() });
    emit({ type: 'run-requested', id });
    const after = await summaryOf(store, id);
    if (!after.ok || changed) return after;
    if (after.value.problem?.code === restoredRun) return fail(after.value.problem);
    if (state === 'running' && !(await hasPlan(store, id))) return fail(planGone());
    return fail(runsProblem('run-over', { state: term(after.value.state) }, 'id'));
  };

  return {
    pause: calls.pause.handler(({ input }) => change(input.id, ['running'], 'paused')),
    resume: calls.resume.handler(({ input }) => change(input.id, ['paused', 'stopped'], 'running')),
    stop: calls.stop.handler(({ input }) => change(input.id, ['running', 'paused'], 'stopped')),

    retryFailed: calls.retryFailed.handler(({ input }) => retryFailed(needs, input.id)),

    confirm: calls.confirm.handler(async ({ input }) => {
      const done = await store.write('confirmCell', { ...input, now: now() });
      const read = await store.read('readRunCells', { id: input.id, positions: [input.position] });
      const [cell] = read?.cells ?? [];
      if (!done || cell === undefined) {
        return fail(runsProblem('no-such-cell', {}, 'position'));
      }
      emit({ type: 'run-changed', id: input.id, positions: [input.position] });
      return ok(cell);
    }),
  };
}

async function retryFailed(
  needs: Pick<Parameters<typeof changeHandlers>[1], 'store' | 'sandbox' | 'emit' | 'registry'>,
  id: string,
) {
  const { store, emit } = needs;
  const before = await summaryOf(store, id);
  if (!before.ok) return before;
  if (before.value.problem?.code === restoredRun) return fail(before.value.problem);
  if (!(await hasPlan(store, id))) return fail(planGone());
  const free = await endPause(needs, id, null);
  if (!free.ok) return free;
  const ready = await openAgain(needs, id, null);
  if (!ready.ok) return ready;
  const again = await store.write('retryFailedCells', {
    id,
    onlyRetries: runsProblem('only-retries'),
  });
  if (again === 0) {
    return fail(runsProblem('nothing-failed', {}, 'id'));
  }
  emit({ type: 'run-requested', id });
  return summaryOf(store, id);
}

async function summaryOf(store: Store, id: string): Promise<Result<RunSummary>> {
  const run = await store.read('readRunSummary', { id });
  return run === null ? fail(noRun(id)) : ok(run);
}

/** Returns false if the plan was erased, or deleted by the retention rule: then nothing more can be sent. */
async function hasPlan(store: Store, id: string): Promise<boolean> {
  return (await store.read('runMark', { id }))?.planLength !== 0;
}

function firstProblem(problems: readonly PlanProblem[]): Problem {
  const [first] = problems;
  if (first === undefined) return runsProblem('plan-unreadable');
  const { line, column: _column, ...why } = first;
  return withCodeOf(why, runsProblem('any-code/first-of-several', { line, why, more: problems.length - 1 }));
}

function mayRun(plan: Plan, account: StoredAccount, live: boolean): Result<null> {
  if (!reachesNobody(account)) {
    if (!plan.live || plan.agreed === null) {
      return fail(runsProblem('plan-not-live', {}, 'live'));
    }
    if (!live) {
      return fail(runsProblem('live-not-asked', { name: account.name }, 'live'));
    }
    return ok(null);
  }
  return ok(null);
}

/**
 * Ends the pause of a sandbox account, which costs nothing, if that is what holds a continued run. Ending another
 * pause would send messages that nobody has agreed to. Problems: `run-held`, `account-removed`, `live-not-asked`.
 * @param from the states from which the run continues; null means any
 */
async function endPause(
  { store, registry }: PauseNeeds,
  id: string,
  from: readonly string[] | null,
): Promise<Result<null>> {
  const run = await store.read('readRunSummary', { id });
  if (run === null || (from !== null && !from.includes(run.state))) return ok(null);
  if (run.problem?.code === restoredRun) return ok(null);
  const account = registry.active().find((one) => one.id === run.accountId);
  if (account === undefined) return fail(accountsProblem('account-removed'));
  const unasked = notAgreed(run, account);
  if (unasked !== null) return fail(unasked);
  if ((await store.read('readSettings', {})).pause !== undefined) {
    return fail(runsProblem('run-held', { why: runsProblem('paused') }));
  }
  const { pause } = account;
  // A run with its own account does not wait for another account's credit.
  if (pause === null || (run.sandbox !== null && pause.reason === 'no-credit')) return ok(null);
  if (!reachesNobody(account)) return fail(runsProblem('run-held', { why: pause.problem }));
  await store.write('resumeAccount', { id: account.id });
  await registry.reload();
  return ok(null);
}

/**
 * Opens the account of a continued run if the sandbox has lost it, and adds credit if none was left or if messages
 * are sent again.
 * @param from the states from which it continues; null means any
 */
async function openAgain(
  { store, sandbox: sandboxes }: SandboxNeeds,
  id: string,
  from: readonly string[] | null,
): Promise<Result<null>> {
  const run = await store.read('readRun', { id });
  if (run === null || run.sandbox === null || run.problem?.code === restoredRun) return ok(null);
  if (from !== null && !from.includes(run.state)) return ok(null);
  const sandbox = await sandboxes.ensure();
  if (!sandbox.ok) return sandbox;
  await sandboxes.openRunAccount(sandbox.value, { ...run.sandbox, air: run.air ?? fairWeather });
  if (from === null || run.list.some(({ result }) => result?.verdict === 'open')) {
    await sandbox.value.topUp(run.sandbox.account);
  }
  return ok(null);
}

function viewPlan(plan: Plan) {
  return {
    name: plan.name,
    description: plan.description,
    live: plan.live,
    agreed: plan.agreed,
    numbers: plan.numbers.map(({ name, country, operator, group, expect }) => ({
      ...{ name, country, operator, group },
      expect: expect.map(({ written }) => written),
    })),
    groups: plan.groups.map(({ name, expect }) => ({ name, expect: expect.map(({ written }) => written) })),
    chains: plan.chains.map(({ name, chain, expect }) => ({
      name,
      channels: chain.steps.map(({ channel }) => channel),
      expect: expect.map(({ written }) => written),
    })),
    cells: cellsOf(plan).length,
    repeat: plan.repeat,
    budget: plan.budget,
    confirm: plan.confirm,
  };
}
