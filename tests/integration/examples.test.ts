/** Runs every file of docs/examples. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { sandboxFixture } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));

function filesOf(folder: string, ending: string): [string, string][] {
  return readdirSync(join(examples, folder)).map((name) => {
    expect(name.endsWith(ending), name).toBe(true);
    return [name, readFileSync(join(examples, folder, name), 'utf8')];
  });
}

describe('the example', () => {
  it.each(filesOf('plans', '.yaml'))('plan %s passes in the sandbox', async (_, text) => {
    const { client } = await openConsole({ lateReportsMs: 500 });
    const { id: accountId } = must(await client.accounts.sandbox());
    const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
    const run = await runToEnd(client, id);
    expect(run.list.filter(({ result }) => result?.verdict !== 'passed')).toEqual([]);
    expect(run).toMatchObject({ state: 'finished', cells: { passed: run.cells.all, failed: 0 } });
  });

  it.each(filesOf('scenarios', '.yaml'))('scenario %s is accepted by the sandbox', async (_, text) => {
    await using fixture = await sandboxFixture();
    const answer = await fixture.control('PUT', '/scenario', text);
    expect(answer.body).not.toHaveProperty('problems');
    expect(answer.status).toBe(200);
  });

  it.each(filesOf('omnimessages', '.json'))('omnimessage %s is accepted by the sandbox', async (_, text) => {
    await using fixture = await sandboxFixture();
    const answer = await fixture.api('POST', '/omnimessage', text);
    expect(answer.body).not.toHaveProperty('errors');
    expect(answer.status).toBe(201);
  });

  it.each(filesOf('omnimessages', '.json'))('omnimessage %s is sent by the command line', async (name) => {
    const file = join(examples, 'omnimessages', name);
    const sent = await omnideck([
      'send',
      '--sandbox',
      '--omnimessage',
      file,
      '--data',
      join(temporaryFolder(), 'data'),
    ]);
    expect(sent.stderr).not.toContain('omnimessage:');
    expect(sent.code).toBe(0);
  });
});
