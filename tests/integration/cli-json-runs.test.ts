/** What the command line prints with --json of runs and messages that are not finished or failed, as docs/cli-json.md shows it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differencesFromPage, type Line, oddities, parsed } from '../helpers/cli-json-page.ts';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { type Ended, jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { smallPlan } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const page = readFileSync(new URL('../../docs/cli-json.md', import.meta.url), 'utf8');

const slow = smallPlan('Slow', ['00', '00'], 'pace: 1 per minute');

/** Compares a command's lines with the page. @returns the last line */
function checked(name: string, lines: readonly Line[]): Line {
  for (const line of lines) {
    expect(oddities(line), name).toEqual([]);
    expect(differencesFromPage(name, line), `${name}: ${JSON.stringify(line)}`).toEqual([]);
  }
  const last = lines.at(-1);
  if (last === undefined) throw new Error(`${name} printed nothing`);
  for (const value of valuesIn(last))
    expect(page, `${name}: ${value} is not described`).toContain(`\`${value}\``);
  return last;
}

/** The states and verdicts of a run and of its cells, which the page lists. */
function valuesIn({ state, list, cells }: Line): unknown[] {
  if (cells === undefined) return [];
  const inside = Array.isArray(list) ? list.flatMap((cell: Line) => [cell.verdict]) : [];
  return [state, ...inside];
}

async function open() {
  const { client, folder, console } = await openConsole({ lateReportsMs: 500 });
  const account = must(await client.accounts.sandbox());
  const begin = async (text: string) =>
    must(await client.runs.start({ text, accountId: account.id, live: false, requestKey: requestKey() })).id;
  const began = async (text: string) => {
    const id = await begin(text);
    await eventually(async () => must(await client.runs.summary({ id })).cells.sent).toBe(1);
    return id;
  };
  const file = (name: string, text: string) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, text);
    return path;
  };
  const command = (words: readonly string[]): Promise<Ended> =>
    omnideck([...words, '--data', folder, '--json']);
  /** Runs a command, and compares its lines with the examples under its name. */
  const line = async (name: string, ...words: string[]): Promise<Line> =>
    checked(name, jsonLines((await command([...name.split(' '), ...words])).stdout));
  /** Compares the run in the list and in the report. */
  const alsoReported = async (id: string) => {
    const listed = jsonLines((await command(['runs', 'list'])).stdout);
    checked('runs list', listed);
    const report = await omnideck(['runs', 'report', id, '--format', 'json', '--data', folder]);
    return checked('runs report', [parsed(report.stdout)]);
  };
  return { client, folder, console, account, begin, began, file, line, alsoReported };
}

describe('the JSON of a run', () => {
  it('that is paused, resumed and stopped', async () => {
    const { began, line, alsoReported } = await open();
    const id = await began(slow);
    expect(await line('runs pause', id)).toMatchObject({ id, state: 'paused', error: null });
    expect(await alsoReported(id)).toMatchObject({ state: 'paused', finished_at: null });
    expect(await line('runs wait', id)).toMatchObject({ id, state: 'paused' });
    expect(await line('runs resume', id, '--timeout', '1 s')).toMatchObject({ id, state: 'running' });
    expect(await line('runs wait', id, '--timeout', '1 s')).toMatchObject({ id, state: 'running' });
    expect(await line('runs stop', id)).toMatchObject({ id, state: 'stopped' });
    expect(await line('runs wait', id)).toMatchObject({ id, state: 'stopped' });
    expect(await line('runs pause', id)).toMatchObject({ error: { code: 'run-over' } });
    const { list } = await alsoReported(id);
    expect(list).toMatchObject([{ verdict: 'passed' }, { verdict: 'open', message_id: null, state: null }]);
  });

  it('that is stopped by Ctrl+C', async () => {
    const { client, file, folder } = await open();
    const words = ['run', file('plan.yaml', slow), '--data', folder, '--json'];
    const started = startOmnideck(words);
    await eventually(async () => (await client.runs.list({}))[0]?.cells.sent).toBe(1);
    started.signal('SIGINT');
    const { stdout, code } = await started.ended;
    expect(code).toBe(2);
    expect(checked('run', jsonLines(stdout))).toMatchObject({ state: 'stopped', error: null });
  });

  it('that failed, was refused, and is retried', async () => {
    const { file, line } = await open();
    const failing = file('plan.yaml', smallPlan('Failing', ['12', '40', '00'], 'pace: 50'));
    const { list } = await line('run', failing);
    expect(list).toMatchObject([
      { verdict: 'failed', state: 'failed', steps: [{ status: 'UNDELIV', err: 1 }] },
      { verdict: 'failed', state: 'refused', answer: { http_status: 400, codes: ['105'] } },
      { verdict: 'passed', state: 'delivered', answer: null },
    ]);
    expect(await line('runs retry', 'latest')).toMatchObject({ state: 'finished', cells: { failed: 2 } });
  });

  it('whose account has no credit left, and which continues with more', async () => {
    const { file, line, alsoReported } = await open();
    const poor = ['--scenario', file('scenario.yaml', 'name: Poor\ncredit: "0.07"\n')];
    const paused = await line('run', file('plan.yaml', smallPlan('Poor', ['00', '00'], 'pace: 50')), ...poor);
    expect(paused).toMatchObject({ state: 'paused', error: { code: 'no-credit' } });
    expect(JSON.stringify(paused.list)).toContain('"verdict":"not judged"');
    await alsoReported(String(paused.id));
    expect(await line('runs resume', 'latest')).toMatchObject({ state: 'finished', error: null });
  });

  it('that another pause holds, and whose account is removed', async () => {
    const { client, account, began, line, alsoReported } = await open();
    const id = await began(slow);
    must(await client.runs.pause({ id }));
    await client.outbox.pause();
    expect(await line('runs resume', id)).toMatchObject({ error: { code: 'run-held' } });
    await client.outbox.resume();
    must(await client.accounts.remove({ id: account.id }));
    expect(await line('runs wait', id)).toMatchObject({
      state: 'stopped',
      error: { code: 'account-removed' },
    });
    await alsoReported(id);
  });
});

describe('the JSON of a message that "send --wait" waited for', () => {
  it('and that failed, was refused, or is not settled in time', async () => {
    const { line } = await open();
    const to = (number: string, ...more: string[]) =>
      line('send', '--sandbox', '--to', number, '--sms', 'Tere', ...more);
    expect(await to('+37255500012', '--wait')).toMatchObject({ state: 'failed', error: null });
    const refused = await to('+37255500040', '--wait');
    expect(refused).toMatchObject({ state: 'refused', omnimessage_id: null, error: { field: 'to' } });
    expect(await to('+37255500033', '--wait=1')).toMatchObject({ state: 'pending', delivered_by: null });
    const later = await to('+37255500000', '--wait=1', '--at', '2099-01-01T12:00Z');
    expect(later).toMatchObject({ state: 'scheduled', send_at: '2099-01-01T12:00:00.000Z' });
  });

  it('and whose account is paused', async () => {
    const { client, line } = await open();
    await client.outbox.pause();
    const words = ['--sandbox', '--to', '+37255500000', '--sms', 'Tere'];
    expect(await line('send', ...words)).toMatchObject({ state: 'queued', error: { code: 'paused' } });
    expect(await line('send', ...words, '--wait=1')).toMatchObject({ state: 'queued' });
  });
});
