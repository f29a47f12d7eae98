import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createYamlReader } from '../../electron/engine/yaml/yaml-reader.ts';
import { readPlan } from '../../shared/plans/read-plan.ts';
import { builtInScenarios } from '../../shared/sandbox/built-in-scenarios.ts';
import { readScenario } from '../../shared/sandbox/scenario.ts';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { hostileYaml } from '../helpers/hostile-yaml.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { seedRuns } from '../helpers/seed-runs.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const plan = `name: One message
numbers: [{ number: +37255550100 }]
chains:
  - steps:
      - viber: { text: Hello, image_url: https://example.com/a.png }
expect: { reaches: any }
`;

/** A thread that reads a file forever. */
function stuckThread(): URL {
  const file = join(temporaryFolder(), 'stuck.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', () => { for (;;); });
     parentPort.postMessage({ kind: 'ready' });`,
  );
  return pathToFileURL(file);
}

/** A thread that needs more memory than it may have. */
function greedyThread(): URL {
  const file = join(temporaryFolder(), 'greedy.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', () => { for (const all = []; ; ) all.push(new Array(1_000_000).fill('x')); });
     parentPort.postMessage({ kind: 'ready' });`,
  );
  return pathToFileURL(file);
}

function readerOf(workerUrl: URL, limitMs?: number) {
  const reader = createYamlReader({ workerUrl, ...(limitMs === undefined ? {} : { limitMs }) });
  onTestFinished(() => reader.stop());
  return reader;
}

it('a plan and a scenario are read in the thread as they are read directly', async () => {
  const reader = readerOf(workers.yaml);
  const [scenario = ''] = builtInScenarios;
  for (const text of [plan, plan.replace('chains', 'chain'), 'name: [']) {
    expect(await reader.plan(text, 0)).toEqual(readPlan(text, 0));
  }
  for (const text of [scenario, 'name: x\nprices: { XX: { sms: 1 } }']) {
    expect(await reader.scenario(text)).toEqual(readScenario(text, (code) => code !== 'XX'));
  }
});

it('a file that takes too long is refused, and so is the next one, each in a new thread', async () => {
  const reader = readerOf(stuckThread(), 1);
  const tooLong = { ok: false, problems: [{ code: 'yaml-limit', id: 'plans.yaml-limit/time', line: 1 }] };
  expect(await Promise.all([reader.plan(plan, 0), reader.scenario('name: x')])).toMatchObject([
    tooLong,
    tooLong,
  ]);
});

it('a thread that cannot start rejects the call, and the next call tries again', async () => {
  const reader = readerOf(pathToFileURL(join(temporaryFolder(), 'missing.mjs')));
  await expect(reader.plan(plan, 0)).rejects.toThrow(/missing/u);
  await expect(reader.plan(plan, 0)).rejects.toThrow(/missing/u);
});

it('the console answers other calls while a plan is read, and ends at once', async () => {
  const { client, stop } = await openConsole({ workers: { ...workers, yaml: stuckThread() } });
  const checked = client.runs.check({ text: plan }).then(
    () => 'checked',
    () => 'ended',
  );
  const listed = client.accounts.list().then(() => 'listed');
  expect(await Promise.race([checked, listed])).toBe('listed');
  await stop();
  expect(await checked).toBe('ended');
});

it('the plan of a stored run is read in the thread, too', async () => {
  const first = await openConsole();
  must(await first.client.accounts.sandbox());
  await first.stop();
  const run = { id: 'stored0000000000', name: 'Stored', plan, createdAt: 1, cells: [] };
  seedRuns(join(first.folder, 'omnideck.db'), [run]);
  const { client, stop } = await openConsole({
    folder: first.folder,
    workers: { ...workers, yaml: stuckThread() },
  });
  const calls = [client.runs.get({ id: run.id }), client.runs.estimateMore({ id: run.id, what: 'resume' })];
  const ends = calls.map((call) =>
    call.then(
      () => 'answered',
      () => 'ended',
    ),
  );
  expect((await client.runs.list({})).map(({ id }) => id)).toEqual([run.id]);
  await stop();
  expect(await Promise.all(ends)).toEqual(['ended', 'ended']);
});

it('a run whose plan cannot be read now is paused, and continues when somebody resumes it', async () => {
  const first = await openConsole();
  const account = must(await first.client.accounts.sandbox());
  const text = `name: Two messages
pace: 1 per minute
numbers: [{ number: +37255550100 }, { number: +37255550200 }]
chains: [{ steps: [{ sms: Hello }] }]
`;
  const start = { text, accountId: account.id, live: false, requestKey: requestKey() };
  const { id } = must(await first.client.runs.start(start));
  await eventually(async () => must(await first.client.runs.summary({ id })).cells.sent).toBe(1);
  await first.stop();
  const { folder } = first;

  const second = await openConsole({ folder, workers: { ...workers, yaml: greedyThread() } });
  await eventually(async () => must(await second.client.runs.summary({ id })).state).toBe('paused');
  expect(must(await second.client.runs.summary({ id })).problem?.id).toBe('plans.yaml-limit/time');
  await second.stop();

  const third = await openConsole({ folder });
  expect(must(await third.client.runs.resume({ id })).state).toBe('running');
  await eventually(async () => must(await third.client.runs.summary({ id })).cells.passed).toBe(1);
  must(await third.client.runs.stop({ id }));
});

it('hostile plans and scenarios are refused by the console and by the sandbox', async () => {
  const { client } = await openConsole();
  const { controlUrl } = must(await client.sandbox.state());
  for (const [name, text] of Object.entries(hostileYaml(4_000))) {
    const plans = await client.runs.check({ text });
    expect(plans.ok ? [] : plans.problems, name).not.toEqual([]);
    expect((await client.sandbox.checkScenario({ text })).problems, name).not.toEqual([]);
    const put = await fetch(`${controlUrl}/scenario`, { method: 'PUT', body: text });
    expect(put.status, name).toBe(400);
  }
});
