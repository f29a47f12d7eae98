/** The commands that change a run that is under way, and the names by which commands accept a run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountsProblem } from '../../shared/problems/accounts.ts';
import { codeOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd, smallPlan } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { seedRuns } from '../helpers/seed-runs.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const plan = (name: string, endings: readonly string[], more: string): string =>
  smallPlan(name, endings, `${more}\nexpect:\n  - reaches: sms within 50 s`);

async function open() {
  const console = await openConsole({ lateReportsMs: 500 });
  const account = must(await console.client.accounts.sandbox());
  const begin = async (text: string, key = requestKey()): Promise<string> =>
    must(await console.client.runs.start({ text, accountId: account.id, live: false, requestKey: key })).id;
  const runs = (...words: string[]) => omnideck(['runs', ...words, '--data', console.folder]);
  return { ...console, begin, runs };
}

describe('the commands of a run', () => {
  it('pause, resume, stop and retry it, and wait for its end', async () => {
    const { client, begin, runs } = await open();
    const id = await begin(plan('Slow', ['00', '00', '12'], 'pace: 1 per minute'));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBe(1);

    const paused = await runs('pause', 'latest', '--json');
    expect(paused.code, paused.stderr).toBe(0);
    expect(jsonLines(paused.stdout)).toMatchObject([{ id, state: 'paused' }]);
    expect(must(await client.runs.get({ id })).state).toBe('paused');

    const stopped = await runs('stop', id);
    expect(stopped.code, stopped.stderr).toBe(0);
    expect(stopped.stdout).toContain('stopped');
    const again = await runs('pause', id);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('This run is stopped');

    const other = await begin(plan('Quick', ['00', '12'], 'pace: 50'));
    const waited = await runs('wait', 'latest');
    expect(waited.code, waited.stderr).toBe(1);
    expect(waited.stdout).toContain('1 passed, 1 failed of 2');
    const retried = await runs('retry', other);
    expect(retried.code, retried.stderr).toBe(1);
    expect(retried.stdout).toContain('attempt 2');
    const resumed = await runs('resume', other);
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain('This run is finished');
    expect((await runs('wait', 'nothing')).code).toBe(2);
  });

  it('stop waiting after the given time, and leave the run as it is', async () => {
    const { client, begin, runs } = await open();
    const id = await begin(plan('Slow', ['00', '00'], 'pace: 1 per minute'));
    const waited = await runs('wait', 'latest', '--timeout', '1 s');
    expect(waited.code).toBe(2);
    expect(waited.stderr).toContain('not over after 1 s');
    expect(must(await client.runs.get({ id })).state).toBe('running');
    must(await client.runs.stop({ id }));
  });
});

describe('the name of a run', () => {
  it('may be its beginning, or its place among the latest runs', async () => {
    const { client, begin, runs } = await open();
    const text = plan('Named', ['00'], 'pace: 50');
    const ids = [await begin(text), await begin(text), await begin(text)];
    for (const id of ids) await runToEnd(client, id);
    const reported = async (name: string) => {
      const report = await runs('report', name, '--format', 'json');
      expect(report.code, report.stderr).toBe(0);
      return JSON.parse(report.stdout).id as string;
    };
    expect(await reported('latest')).toBe(ids[2]);
    expect(await reported('latest~2')).toBe(ids[0]);
    expect(await reported((ids[1] ?? '').slice(0, 8))).toBe(ids[1]);
    expect((await runs('compare', 'latest~1', 'latest')).code).toBe(0);
    const missing = await runs('wait', 'latest~3');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('latest~3');
    expect((await runs('report', (ids[1] ?? '').slice(0, 3), '--format', 'json')).code).toBe(2);
  });

  it('is refused if it is the beginning of several ids, which are named', async () => {
    const { folder, stop } = await open();
    await stop();
    const ids = ['abcd000000000001', 'abcd000000000002'];
    seedRuns(
      join(folder, 'omnideck.db'),
      ids.map((id) => ({ id, name: 'Seeded', plan: 'name: Seeded', createdAt: 1, cells: [] })),
    );
    const refused = await omnideck(['runs', 'report', 'abcd', '--format', 'csv', '--data', folder]);
    expect(refused.code).toBe(2);
    for (const id of ids) expect(refused.stderr).toContain(id);
    const one = await omnideck(['runs', 'report', 'ABCD000000000001', '--format', 'csv', '--data', folder]);
    expect(one.code, one.stderr).toBe(0);
  });
});

describe('the comparison of runs', () => {
  it('accepts a report as JSON, and fails if an operator is slower than allowed', async () => {
    const { client, begin, runs } = await open();
    const id = await begin(plan('Compared', ['00', '12'], 'pace: 50'));
    await runToEnd(client, id);
    const baseline = join(temporaryFolder(), 'baseline.json');
    expect((await runs('report', id, '--format', 'json', '--out', baseline)).code).toBe(0);
    const compare = (...words: string[]) => runs('compare', ...words);
    expect(await compare(baseline, 'latest', '--fail-on-slower', '20')).toMatchObject({ code: 0 });
    expect(await compare(baseline, baseline)).toMatchObject({ code: 0 });

    const report = JSON.parse(readFileSync(baseline, 'utf8'));
    const faster = report.list.map((cell: { reached_after_ms: number | null }) => ({
      ...cell,
      reached_after_ms: cell.reached_after_ms === null ? null : cell.reached_after_ms / 2,
    }));
    writeFileSync(baseline, JSON.stringify({ ...report, list: faster }));
    expect(await compare(baseline, id)).toMatchObject({ code: 0 });
    const slow = await compare(baseline, id, '--fail-on-slower', '99 %');
    expect(slow.code).toBe(1);
    expect(slow.stdout).toMatch(/too slow: .*EE/u);
    expect(await compare(baseline, id, '--fail-on-slower', '101')).toMatchObject({ code: 0 });

    const passing = report.list.map((cell: object) => ({ ...cell, verdict: 'passed' }));
    writeFileSync(baseline, JSON.stringify({ list: passing }));
    const broken = await compare(baseline, id);
    expect(broken.code).toBe(1);
    expect(broken.stdout.match(/^broke: /gmu)).toHaveLength(1);
  });

  it('refuses a file that is missing or no report, and what is not a percentage', async () => {
    const { runs } = await open();
    const file = join(temporaryFolder(), 'none.json');
    const refused = async (...words: string[]) => {
      const { code, stdout, stderr } = await runs('compare', ...words, '--json');
      expect(code).toBe(2);
      return `${stdout}${stderr}`;
    };
    expect(await refused(file, 'latest')).toContain('report-not-read');
    for (const text of ['', '{"list":[{}]}', '[]', 'id,chain']) {
      writeFileSync(file, text);
      expect(await refused(file, 'latest'), text).toContain('report-not-ours');
    }
    expect(await refused('latest', file, '--fail-on-slower', 'twice')).toContain('such as 20');
  });
});

describe('resuming a run', () => {
  it('is refused after its account was removed, and says that', async () => {
    const { client, begin, runs } = await open();
    const id = await begin(plan('Removed', ['00', '00'], 'pace: 1 per minute'));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBe(1);
    const [account] = await client.accounts.list();
    must(await client.accounts.remove({ id: account?.id ?? '' }));
    expect(must(await client.runs.get({ id }))).toMatchObject({
      ...{ state: 'stopped', problem: { code: 'account-removed' } },
    });
    const resumed = await runs('resume', id, '--json');
    expect(resumed.code).toBe(2);
    expect(jsonLines(resumed.stdout)).toMatchObject([{ error: { code: 'account-removed' } }]);
    expect(must(await client.runs.get({ id }))).toMatchObject({ state: 'stopped', cells: { sent: 1 } });
  });

  it('says what holds it, and ends the pause of the sandbox’s account', async () => {
    const { client, begin, stop, folder, console } = await open();
    const id = await begin(plan('Held', ['00', '00'], 'pace: 1 per minute'));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBe(1);
    must(await client.runs.pause({ id }));
    await client.outbox.pause();
    expect(codeOf(await client.runs.resume({ id }))).toBe('run-held');
    expect(must(await client.runs.get({ id })).state).toBe('paused');
    await client.outbox.resume();
    const [account] = await client.accounts.list();
    await console.parts.store.write('pauseAccount', {
      id: account?.id ?? '',
      pause: { reason: 'wrong-credentials', problem: accountsProblem('no-credit'), at: 1 },
    });
    await stop();
    const again = await openConsole({ folder, lateReportsMs: 500 });
    expect((await again.client.accounts.list())[0]?.pause?.reason).toBe('wrong-credentials');
    expect(must(await again.client.runs.resume({ id })).state).toBe('running');
    expect((await again.client.accounts.list())[0]?.pause).toBeNull();
    must(await again.client.runs.stop({ id }));
  });
});
