import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOf, must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const text = 'name: Mine # a comment\nnumbers:\n  - number: +372 5555 0100\n';
const written = { text, asForm: false, elsewhere: false };

describe('a plan that is being edited', () => {
  it('is restored after a restart, with its comments, and is in no list of drafts', async () => {
    const first = await openConsole();
    expect(await first.client.runs.keptPlan()).toBeNull();
    const { keptAt } = must(await first.client.runs.keepPlan({ ...written, basedOn: null }));
    await first.stop();
    const { client } = await openConsole({ folder: first.folder });
    expect(await client.runs.keptPlan()).toEqual({ ...written, keptAt });
    expect(await client.compose.drafts.list()).toEqual([]);
  });

  it('does not overwrite the changes of another window without confirmation', async () => {
    const { client } = await openConsole();
    const { keptAt } = must(await client.runs.keepPlan({ ...written, basedOn: null }));
    must(await client.runs.keepPlan({ ...written, text: 'name: Theirs\n', basedOn: keptAt }));
    expect(codeOf(await client.runs.keepPlan({ ...written, text: 'name: Ours\n', basedOn: keptAt }))).toBe(
      'plan-changed',
    );
    expect((await client.runs.keptPlan())?.text).toBe('name: Theirs\n');
    must(await client.runs.keepPlan({ ...written, text: 'name: Ours\n' }));
    expect((await client.runs.keptPlan())?.text).toBe('name: Ours\n');
  });

  it('loses the number of an erased person, and a window that still shows it cannot write it back', async () => {
    const { client, folder, stop } = await openConsole();
    const { keptAt } = must(await client.runs.keepPlan({ ...written, basedOn: null }));
    must(await client.privacy.erase({ number: '+37255550100' }));
    expect((await client.runs.keptPlan())?.text).not.toMatch(/5555/u);
    expect(codeOf(await client.runs.keepPlan({ ...written, basedOn: keptAt }))).toBe('plan-changed');
    await stop();
    expect(
      rowsOf(`${folder}/omnideck.db`, `SELECT count(*) AS n FROM draft WHERE content LIKE '%5555%'`),
    ).toEqual([{ n: 0 }]);
  });

  it('is saved as a file exactly as written, including mistakes, and never replaces another file', async () => {
    const downloads = temporaryFolder();
    const { client } = await openConsole({ downloads });
    const first = must(await client.runs.savePlan({ text })).file;
    const second = must(await client.runs.savePlan({ text: 'steps: [' })).file;
    const third = must(await client.runs.savePlan({ text })).file;
    expect(first).toMatch(/Mine-a-comment.*\.yaml$/u);
    expect(second).toMatch(/plan-.*\.yaml$/u);
    expect([first, second, third].map((file) => readFileSync(file, 'utf8'))).toEqual([
      text,
      'steps: [',
      text,
    ]);
  });
});
