import type { z } from 'zod';
import type { sandboxStateSchema } from '../../../../shared/contract/sandbox.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { sandboxProblem } from '../../../../shared/problems/sandbox.ts';
import { builtInScenarios } from '../../../../shared/sandbox/built-in-scenarios.ts';
import {
  type ReadScenario,
  readScenario,
  type Scenario,
  writeScenario,
} from '../../../../shared/sandbox/scenario.ts';
import { isSeed } from '../../../../shared/sandbox/seed.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { SaveText } from '../../files/save-text.ts';
import type { Panel } from '../../sandbox/panel.ts';
import { countryByCode } from '../../sandbox/price-list.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import { goodScenario } from './good-scenario.ts';

/** The maximum number of saved scenarios. */
const mostKept = 100;
/** The setting that stores saved scenarios: a JSON list of their texts. */
const keptKey = 'sandbox_scenarios';

type Kept = Scenario & { readonly text: string };
type RunningSandbox = {
  /** Starts the built-in sandbox if it is not running. */
  ensure(): Promise<Result<Sandbox>>;
};
type StateView = z.infer<typeof sandboxStateSchema>;

function viewState({ baseUrl, controlUrl, panel }: Sandbox): StateView {
  const { seed, weather, credit, inboundUrl, answers, scenario, counts } = panel.now();
  return {
    baseUrl,
    controlUrl,
    seed,
    weather: { ...weather, credit },
    inbound: inboundUrl === null ? null : { url: inboundUrl, secretSet: true },
    answers: [...answers],
    scenario,
    counts,
  };
}

function read(text: string): ReadScenario {
  return readScenario(text, (code) => countryByCode(code) !== null);
}

/** Returns the handlers of the sandbox panel; each call starts the sandbox if it is not running. */
export function sandboxHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof scenarioHandlers>[1] & { readonly sandbox: RunningSandbox },
) {
  return { ...stateHandlers(os, needs), ...scenarioHandlers(os, needs) };
}

function stateHandlers(os: ContractImplementer, needs: { readonly sandbox: RunningSandbox }) {
  const calls = os.sandbox;
  return {
    state: calls.state.handler(() => withSandbox(needs.sandbox, async () => ok(null))),

    setWeather: calls.setWeather.handler(({ input }) =>
      withSandbox(needs.sandbox, (panel) => panel.changeWeather(input)),
    ),

    setInbound: calls.setInbound.handler(({ input: { inbound } }) =>
      withSandbox(needs.sandbox, (panel) =>
        panel.changePeople(
          inbound === null
            ? { url: null }
            : { url: inbound.url, ...(inbound.secret === undefined ? {} : { secret: inbound.secret }) },
        ),
      ),
    ),

    setAnswers: calls.setAnswers.handler(({ input }) =>
      withSandbox(needs.sandbox, (panel) => panel.changePeople({ answers: input.answers })),
    ),

    sayAgain: calls.sayAgain.handler(async ({ input: { seed } }) => {
      const sandbox = await needs.sandbox.ensure();
      if (!sandbox.ok) return sandbox;
      if (!isSeed(seed)) {
        return fail(sandboxProblem('bad-seed', {}, 'seed'));
      }
      await sandbox.value.sayAgain(seed);
      return ok(viewState(sandbox.value));
    }),

    reset: calls.reset.handler(() =>
      withSandbox(needs.sandbox, async (panel) => {
        await panel.reset();
        return ok(null);
      }),
    ),

    arrived: calls.arrived.handler(async ({ input }) => {
      const sandbox = await needs.sandbox.ensure();
      if (!sandbox.ok) return sandbox;
      return ok(sandbox.value.panel.arrived(input.search ?? '', input.limit ?? 100));
    }),

    write: calls.write.handler(async ({ input }) => {
      const sandbox = await needs.sandbox.ensure();
      return sandbox.ok ? sandbox.value.panel.write(input) : sandbox;
    }),
  };
}

/** Returns the handlers for scenarios, built-in and saved. */
function scenarioHandlers(
  os: ContractImplementer,
  needs: {
    readonly store: Store;
    readonly sandbox: RunningSandbox;
    readonly saveText: SaveText;
    readonly yaml: YamlReader;
  },
) {
  const calls = os.sandbox;
  const { store, yaml } = needs;
  return {
    scenarios: calls.scenarios.handler(async () => {
      const view =
        (isOurs: boolean) =>
        ({ name, description, text }: Kept) => ({ name, description, text, builtIn: isOurs });
      return [...builtInKept().map(view(true)), ...(await keptScenarios(store)).map(view(false))];
    }),

    checkScenario: calls.checkScenario.handler(async ({ input }) => {
      const one = await yaml.scenario(input.text);
      return one.ok
        ? { name: one.scenario.name, problems: [] }
        : { name: one.name, problems: [...one.problems] };
    }),

    runScenario: calls.runScenario.handler(async ({ input }) => {
      const scenario = goodScenario(await yaml.scenario(input.text));
      if (!scenario.ok) return scenario;
      return withSandbox(needs.sandbox, async (panel) => {
        await panel.setScenario(scenario.value);
        return ok(null);
      });
    }),

    nowAsScenario: calls.nowAsScenario.handler(async ({ input }) => {
      const sandbox = await needs.sandbox.ensure();
      if (!sandbox.ok) return sandbox;
      const { seed, weather, credit, answers } = sandbox.value.panel.now();
      const { description = '' } = input;
      const text = writeScenario({
        ...weather,
        name: input.name.trim(),
        description: description.trim() === '' ? null : description.trim(),
        seed,
        credit,
        answers,
      });
      const checked = goodScenario(read(text));
      return checked.ok ? ok({ text }) : checked;
    }),

    saveScenario: calls.saveScenario.handler(async ({ input }) => {
      const scenario = goodScenario(await yaml.scenario(input.text));
      if (!scenario.ok) return scenario;
      return needs.saveText({ name: scenario.value.name, format: 'yaml', text: input.text });
    }),

    keepScenario: calls.keepScenario.handler(({ input }) => keepScenario(needs, input)),
    forgetScenario: calls.forgetScenario.handler(({ input }) => forgetScenario(store, input.name)),
  };
}

async function keepScenario(
  { store, yaml }: { readonly store: Store; readonly yaml: YamlReader },
  input: { readonly text: string; readonly replace?: boolean | undefined },
): Promise<Result<Record<string, never>>> {
  const scenario = goodScenario(await yaml.scenario(input.text));
  if (!scenario.ok) return scenario;
  const { name } = scenario.value;
  if (isBuiltIn(name)) {
    return fail(sandboxProblem('name-built-in', { name }, 'name'));
  }
  const list = await keptScenarios(store);
  const others = list.filter((one) => one.name !== name);
  if (others.length < list.length && input.replace !== true) {
    return fail(sandboxProblem('name-taken', { name }, 'name'));
  }
  if (others.length >= mostKept) {
    return fail(sandboxProblem('too-many-scenarios', { most: mostKept }));
  }
  await keep(
    store,
    [...others, { ...scenario.value, text: input.text }].sort((a, b) => a.name.localeCompare(b.name)),
  );
  return ok({});
}

async function forgetScenario(store: Store, name: string): Promise<Result<Record<string, never>>> {
  const list = await keptScenarios(store);
  const others = list.filter((one) => one.name !== name);
  if (others.length === list.length) {
    return fail(
      sandboxProblem(isBuiltIn(name) ? 'no-such-scenario/built-in' : 'no-such-scenario', { name }, 'name'),
    );
  }
  await keep(store, others);
  return ok({});
}

async function withSandbox(
  sandboxes: RunningSandbox,
  change: (panel: Panel) => Promise<Result<unknown>>,
): Promise<Result<StateView>> {
  const sandbox = await sandboxes.ensure();
  if (!sandbox.ok) return sandbox;
  const done = await change(sandbox.value.panel);
  return done.ok ? ok(viewState(sandbox.value)) : done;
}

/** With their original texts, including comments. */
async function keptScenarios(store: Store): Promise<Kept[]> {
  const stored = (await store.read('readSettings', {}))[keptKey];
  const texts: unknown = stored === undefined ? [] : JSON.parse(stored);
  return (Array.isArray(texts) ? texts : []).flatMap((text) => {
    const one = read(String(text));
    return one.ok ? [{ ...one.scenario, text: String(text) }] : [];
  });
}

function keep(store: Store, scenarios: readonly Kept[]): Promise<unknown> {
  return store.write('setSetting', {
    key: keptKey,
    value: JSON.stringify(scenarios.map(({ text }) => text)),
  });
}

function builtInKept(): Kept[] {
  return builtInScenarios.map((text) => {
    const one = read(text);
    if (!one.ok) throw new Error(`a built-in scenario is faulty: ${one.problems[0]?.code}`);
    return { ...one.scenario, text };
  });
}

function isBuiltIn(name: string): boolean {
  return builtInKept().some((one) => one.name === name);
}
