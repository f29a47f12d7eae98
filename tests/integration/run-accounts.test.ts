/**
 * Tests that each test run in the built-in sandbox has its own sandbox account with its own credit, weather
 * and seed.
 */

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { start } from '../../electron/engine/db/migrations/0001-start.ts';
import { history } from '../../electron/engine/db/migrations/0002-history.ts';
import { runs } from '../../electron/engine/db/migrations/0003-runs.ts';
import { cancellations } from '../../electron/engine/db/migrations/0004-cancellations.ts';
import { must, openConsole, requestKey, sendOne } from '../helpers/console-fixture.ts';
import { inEnglish } from '../helpers/english.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd, verdictsOf } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const plan = (count: number, more = ''): string => `name: Costly
timeout: 60 s
pace: 50
seed: 3
${more}numbers:
${Array.from({ length: count }, (_, i) => `  - name: p${i}\n    number: +3725555${i}000`).join('\n')}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 50 s
`;

async function inSandbox(price: string) {
  const open = await openConsole({ lateReportsMs: 500 });
  const account = must(await open.client.accounts.sandbox());
  must(await open.client.sandbox.setWeather({ prices: { EE: { sms: price } } }));
  const begin = async (text: string): Promise<string> =>
    must(await open.client.runs.start({ text, accountId: account.id, live: false, requestKey: requestKey() }))
      .id;
  return { ...open, account, begin };
}

describe('the credit of a test run', () => {
  it('is separate: the same plan gives the same result however many runs came before', async () => {
    const { client, begin } = await inSandbox('15');
    const first = await runToEnd(client, await begin(plan(5)));
    const second = await runToEnd(client, await begin(plan(5)));
    expect(first.cells).toMatchObject({ passed: 5, failed: 0 });
    expect(verdictsOf(second)).toEqual(verdictsOf(first));
    expect(must(await client.sandbox.state()).weather.credit).toBe('100.00');
  });

  it('pauses the run when it is used up; unpaid cells are not judged, and continue when resumed', async () => {
    const { client, begin } = await inSandbox('30');
    const id = await begin(plan(5));
    await eventually(async () => must(await client.runs.get({ id })).state).toBe('paused');
    await eventually(async () => must(await client.runs.get({ id })).cells.passed).toBe(3);
    const run = must(await client.runs.get({ id }));
    expect(inEnglish(run.problem)).toMatchObject({
      code: 'no-credit',
      message: expect.stringContaining(`run-${id}`),
    });
    expect(run.cells).toMatchObject({ sent: 5, failed: 0 });
    expect(run.list.filter(({ result }) => result?.verdict === 'open')).toHaveLength(2);
    const overview = await client.console.overview();
    expect(overview.pause).toBeNull();
    expect((await client.accounts.list()).map(({ pause }) => pause)).toEqual([null]);
    const report = async (format: 'junit' | 'html' | 'csv' | 'json') =>
      must(await client.runs.report({ id, format })).text;
    expect(await report('junit')).toContain('<skipped message="not judged: the account had no credit left');
    expect(await report('html')).toContain('3 passed, 2 not judged');
    expect((await report('csv')).match(/,not judged,/gu)).toHaveLength(2);
    expect(
      JSON.parse(await report('json'))
        .list.map(({ verdict }: { verdict: string }) => verdict)
        .sort(),
    ).toEqual(['not judged', 'not judged', 'passed', 'passed', 'passed']);
    expect(must(await client.runs.estimateMore({ id, what: 'resume' })).messages).toBe(2);
    must(await client.runs.resume({ id }));
    const whole = await runToEnd(client, id);
    expect(whole.cells).toMatchObject({ all: 5, passed: 5, failed: 0 });
    expect(whole.earlier).toHaveLength(2);
  });

  it('does not depend on the credit of the sandbox’s default account, and its pause does not stop others', async () => {
    const { client, begin } = await inSandbox('0.06');
    must(await client.sandbox.setWeather({ credit: '0' }));
    await sendOne(client, '+37255551000');
    await eventually(async () => (await client.accounts.list())[0]?.pause?.reason).toBe('no-credit');
    expect((await runToEnd(client, await begin(plan(2)))).cells).toMatchObject({ passed: 2 });
    expect(must(await client.sandbox.state()).weather.credit).toBe('0');
  });
});

describe('the account of a test run', () => {
  it('is named in every report with its credit, seed and weather, and its cost is known beforehand', async () => {
    const { client, begin } = await inSandbox('0.06');
    const text = plan(2);
    const estimate = must(await client.runs.estimate({ text }));
    expect(estimate).toEqual({
      cost: { low: '0.12', high: '0.12' },
      messages: 2,
      doNotSend: [],
      credit: '100.00',
    });
    const run = await runToEnd(client, await begin(text));
    const account = `run-${run.id}`;
    expect(run.sandbox).toEqual({ account, credit: '100.00', seed: 3, speed: 1, weather: 'changed' });
    for (const format of ['junit', 'html', 'csv', 'json'] as const) {
      const report = must(await client.runs.report({ id: run.id, format })).text;
      for (const word of [account, '100.00', '3', 'changed']) expect(report, format).toContain(word);
    }
    // The list of accounts does not contain it, and its messages belong to the sandbox.
    expect((await client.accounts.list()).map(({ kind }) => kind)).toEqual(['sandbox']);
    const [row] = (await client.messages.list({ filter: { batchId: run.id } })).rows;
    expect(row?.accountId).toBe((await client.accounts.list())[0]?.id);
  });

  it('is named beside the hash of the plan’s file in every report', async () => {
    const { client, begin } = await inSandbox('0.06');
    const text = plan(1);
    // As sha256sum prints it for the file.
    const hash = createHash('sha256').update(text).digest('hex');
    const { id } = await runToEnd(client, await begin(text));
    for (const format of ['junit', 'html', 'csv', 'json'] as const) {
      expect(must(await client.runs.report({ id, format })).text, format).toContain(hash);
    }
    must(await client.privacy.erase({ number: '+37255550000' }));
    // With the rest of the plan, the hash would confirm a guess of the number.
    expect(must(await client.runs.report({ id, format: 'json' })).text).toContain('"plan_sha256": null');
  });

  it('keeps its state after a restart, and is erased with its recipients', async () => {
    const { client, begin, stop, folder } = await inSandbox('30');
    const id = await begin(plan(5).replace('pace: 50', 'pace: 2'));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBeGreaterThan(1);
    await stop();
    const again = await openConsole({ folder, lateReportsMs: 500 });
    await eventually(async () => must(await again.client.runs.get({ id })).state).toBe('paused');
    await eventually(async () => must(await again.client.runs.get({ id })).cells.passed).toBe(3);
    must(await again.client.privacy.erase({ number: '+37255550000' }));
    expect(readFileSync(`${folder}/sandbox/sandbox.jsonl`, 'utf8')).not.toContain('37255550000');
    expect(must(await again.client.runs.get({ id })).plan).toBe('');
  });

  it('is opened again if the sandbox has lost it', async () => {
    const { client, begin, stop, folder } = await inSandbox('0.06');
    const id = await begin(plan(3).replace('pace: 50', 'pace: 1 per minute'));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBe(1);
    must(await client.runs.pause({ id }));
    await stop();
    rmSync(`${folder}/sandbox`, { recursive: true });
    const again = await openConsole({ folder, lateReportsMs: 500 });
    must(await again.client.runs.resume({ id }));
    const port = must(await again.client.sandbox.state()).baseUrl;
    const listed = await fetch(port.replace('/v1', '/sandbox/accounts'));
    expect(JSON.stringify(await listed.json())).toContain(`run-${id}`);
    must(await again.client.runs.stop({ id }));
  });

  it('is not affected by another run at the same time', async () => {
    const { client, begin } = await inSandbox('15');
    const alone = await runToEnd(client, await begin(plan(4)));
    const both = await Promise.all(
      [await begin(plan(4)), await begin(plan(4))].map((id) => runToEnd(client, id)),
    );
    for (const one of both) expect(verdictsOf(one)).toEqual(verdictsOf(alone));
  });
});

describe('a test run at the terminal', () => {
  it('shows what it may cost and which credit pays, and reports when the credit is used up', async () => {
    const { stop, folder } = await inSandbox('60');
    await stop();
    const file = `${temporaryFolder()}/plan.yaml`;
    writeFileSync(file, plan(2));
    const ended = await omnideck(['run', file, '--data', folder]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      "2 messages in the sandbox, 120 EUR of the 100.00 EUR of the run's own account.",
    );
    expect(ended.stderr).toMatch(
      /^Sandbox account run-[\da-f]{16}: credit 100\.00 EUR, seed 3, weather changed\.$/mu,
    );
    expect(ended.stderr).toContain('has no credit left. Messages that could not be paid for are not judged.');
    expect(ended.stdout).toMatch(/^not judged {2}chain 1 {2}p\d/mu);
    expect(ended.stdout).not.toMatch(/^FAILED/mu);
  });

  it('that is paused could not be run, and the reason is not only in the report', async () => {
    const { stop, folder } = await inSandbox('60');
    await stop();
    const file = `${temporaryFolder()}/plan.yaml`;
    writeFileSync(file, plan(2));
    const ended = await omnideck(['run', file, '--data', folder, '--json']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'paused' });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('has no credit left');
  });
});

describe('a test run from before runs had accounts', () => {
  it('is opened with its results and without an account', async () => {
    const { client } = await openConsole({ folder: databaseOfVersion4() });
    const run = must(await client.runs.get({ id: 'old' }));
    expect(run).toMatchObject({ state: 'finished', sandbox: null, cells: { all: 1, passed: 1 } });
    expect(must(await client.runs.report({ id: 'old', format: 'json' })).text).toContain('"sandbox": null');
  });
});

/** Creates a database of schema version 4 with a run in it. */
function databaseOfVersion4(): string {
  const folder = temporaryFolder();
  const database = migrate(`${folder}/omnideck.db`, [start, history, runs, cancellations]);
  database.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'Sandbox', 'sandbox', 'amber', 'demo', 'http://127.0.0.1/v1', 'http://127.0.0.1', 'nostore', 1);
    INSERT INTO account_token (token, account_id, created_at) VALUES ('t', 'a', 1);
    INSERT INTO run (id, name, plan, account_id, live, state, created_at, finished_at)
      VALUES ('old', 'Old', 'name: Old', 'a', 0, 'finished', 1, 2);
    INSERT INTO run_cell (run_seq, position, attempt, chain, chain_name, number_name, round, result)
      VALUES (1, 0, 1, 0, 'sms', 'p', 1,
        '{"verdict":"passed","judgements":[],"deliveredBy":"sms","reachedAfterMs":1,"cost":"0.06","state":"delivered"}');
  `);
  database.close();
  return folder;
}
