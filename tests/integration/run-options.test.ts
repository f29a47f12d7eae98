/** The options of `run` for the built-in sandbox, and how a command waits for a run under way or takes one up. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const plan = (name: string, numbers: readonly string[], more = ''): string => `name: ${name}
timeout: 60 s
${more}
numbers:
${numbers.map((number, at) => `  - name: p${at}\n    number: "${number}"`).join('\n')}
chains:
  - steps:
      - viber: Hello
        wait: 20 s
      - sms: Hello
expect:
  - reaches: any
  - callbacks verified
`;

const scenario = `name: Half of the reports are lost
credit: "55.50"
callbacks:
  dropped: 50%
`;

function fileOf(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

async function open() {
  const console = await openConsole({ lateReportsMs: 500 });
  const account = must(await console.client.accounts.sandbox());
  const begin = async (text: string): Promise<string> =>
    must(
      await console.client.runs.start({
        text,
        accountId: account.id,
        live: false,
        requestKey: requestKey(),
      }),
    ).id;
  const run = (...words: string[]) => omnideck(['run', ...words, '--data', console.folder]);
  return { ...console, begin, run };
}

describe('the sandbox of a run', () => {
  it('has the seed, the speed and the scenario of the command, and nobody else has them', async () => {
    const { client, run } = await open();
    const before = must(await client.sandbox.state());
    const numbers = Array.from({ length: 8 }, (_, at) => `+3725557${at}177`);
    const words = [
      fileOf('plan.yaml', plan('Weather', numbers, 'pace: 50\nseed: 3')),
      ...['--seed', '9', '--speed', '4', '--scenario', fileOf('lost.yaml', scenario), '--json'],
    ];
    const [first, second] = [await run(...words), await run(...words)];
    const read = (stdout: string) => JSON.parse(stdout);
    expect(read(first.stdout).sandbox).toMatchObject({
      ...{ credit: '55.50', seed: 9, speed: 4, weather: 'Half of the reports are lost' },
    });
    const verdicts = (stdout: string) => read(stdout).list.map(({ verdict }: { verdict: string }) => verdict);
    expect(verdicts(first.stdout)).toContain('failed');
    expect(verdicts(second.stdout)).toEqual(verdicts(first.stdout));
    expect(must(await client.sandbox.state())).toMatchObject({ seed: before.seed, weather: before.weather });
  });

  it('shortens every wait by its speed, and times are those of its clock', async () => {
    const { run } = await open();
    // Ending 11: nothing is heard of Viber, so the SMS is tried after 20 s.
    const words = [fileOf('plan.yaml', plan('Quick', ['+37255550111'])), '--speed', '10', '--json'];
    const ended = await run(...words);
    const [cell] = JSON.parse(ended.stdout).list;
    expect(cell).toMatchObject({ verdict: 'passed', reached_by: 'sms' });
    expect(cell.reached_after_ms).toBeGreaterThan(20_000);
  });

  it('has enough credit for the whole plan at the listed prices', async () => {
    const { client } = await open();
    const numbers = Array.from({ length: 50 }, (_, at) => `+3725555${String(at).padStart(2, '0')}00`);
    const large = must(await client.runs.estimate({ text: plan('Large', numbers, 'repeat: 40') }));
    expect(large.messages).toBe(2_000);
    expect(Number(large.credit)).toBeGreaterThanOrEqual(Number(large.cost?.high));
    expect(must(await client.runs.estimate({ text: plan('Small', numbers) })).credit).toBe('100.00');
  });

  it('cannot be chosen for a live run', async () => {
    const { run } = await open();
    const file = fileOf('plan.yaml', plan('Live', ['+37255550100'], 'live: yes\nagreed: Mari'));
    for (const words of [
      ['--seed', '1'],
      ['--speed', '2'],
      ['--scenario', fileOf('s.yaml', scenario)],
    ]) {
      const refused = await run(file, '--live', ...words);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(words[0]);
    }
  });
});

describe('a run that is started while another is under way', () => {
  it('waits for its end, and says for which', async () => {
    const { client, begin, folder } = await open();
    const id = await begin(
      plan('First', ['+37255550100', '+37255550200', '+37255550400'], 'pace: 1 per minute'),
    );
    const second = startOmnideck([
      ...['run', fileOf('plan.yaml', plan('Second', ['+37255550300']))],
      ...['--data', folder],
    ]);
    await eventually(() => second.stderr()).toContain(`Waiting for the run ${id} (First)`);
    expect((await client.runs.list({})).map(({ name }) => name)).toEqual(['First']);
    must(await client.runs.stop({ id }));
    expect((await second.ended).code).toBe(0);
    expect((await client.runs.list({})).map(({ name }) => name)).toEqual(['Second', 'First']);
  });

  it('ends without a message after the given time, or when it is interrupted', async () => {
    const { client, begin, run, folder } = await open();
    const id = await begin(
      plan('First', ['+37255550100', '+37255550200', '+37255550400'], 'pace: 1 per minute'),
    );
    const file = fileOf('plan.yaml', plan('Second', ['+37255550300']));
    const late = await run(file, '--wait', '1 s');
    expect(late.code).toBe(2);
    expect(late.stderr).toContain(`The run ${id} (First) is still under way`);
    const waiting = startOmnideck(['run', file, '--data', folder]);
    await eventually(() => waiting.stderr()).toContain('Waiting for the run');
    waiting.signal('SIGINT');
    expect((await waiting.ended).code).toBe(2);
    expect((await client.runs.list({})).map(({ name, state }) => [name, state])).toEqual([
      ['First', 'running'],
    ]);
    must(await client.runs.stop({ id }));
  });

  it('takes up the killed run of the same plan, and sends no message twice', async () => {
    const folder = temporaryFolder();
    const numbers = Array.from({ length: 6 }, (_, at) => `+3725555${at}100`);
    const file = fileOf('plan.yaml', plan('Killed', numbers, 'pace: 1 per second'));
    const killed = startOmnideck(['run', file, '--data', folder]);
    await eventually(() => killed.stdout()).toContain('passed');
    await killed.kill();
    const again = await omnideck(['run', file, '--data', folder]);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain('was interrupted; this command continues it');
    expect(again.stdout).toContain('6 passed, 0 failed of 6');
    const database = join(folder, 'omnideck.db');
    expect(rowsOf(database, 'SELECT count(*) AS n FROM run')).toEqual([{ n: 1 }]);
    expect(rowsOf(database, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 6 }]);
  });

  it('takes up a killed run also if the next console has finished it before anything was asked', async () => {
    // The first console is closed long before it judges the message.
    const first = await openConsole({ lateReportsMs: 60_000 });
    const account = must(await first.client.accounts.sandbox());
    const started = { text: plan('Late', ['+37255550100']), accountId: account.id, live: false };
    const { id } = must(await first.client.runs.start({ ...started, requestKey: requestKey() }));
    await eventually(async () => must(await first.client.runs.get({ id })).cells.sent).toBe(1);
    await first.stop();
    const next = await openConsole({ folder: first.folder, lateReportsMs: 500 });
    await runToEnd(next.client, id);
    const again = { ...started, requestKey: requestKey(), takeUp: true, alone: true };
    expect(must(await next.client.runs.start(again))).toEqual({ id, takenUp: true });
    // A run that has finished in the same console is not interrupted: the plan is sent again, as asked.
    const other = must(await next.client.runs.start({ ...started, requestKey: requestKey() }));
    await runToEnd(next.client, other.id);
    const third = { ...started, text: `${started.text}# again\n`, requestKey: requestKey(), takeUp: true };
    expect(must(await next.client.runs.start(third)).takenUp).toBe(false);
  });
});
