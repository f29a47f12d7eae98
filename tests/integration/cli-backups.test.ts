/** Tests export, import, backup, restore and search as processes: their output and their exit codes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const env = { OMNIDECK_PASSPHRASE: testPassphrase };

it('the command line exports a history, imports it elsewhere, finds it, backs it up and restores it', {
  timeout: 240_000,
}, async () => {
  const data = temporaryFolder();
  const other = temporaryFolder();
  const place = temporaryFolder();
  seedFolder({ folder: data, messages: 120, seed: 4 });
  const file = join(place, 'all.jsonl');

  const exported = await omnideck(['export', file, '--data', data, '--json'], { env });
  expect(jsonLines(exported.stdout)).toEqual([
    { kind: 'export', state: 'done', file, messages: 120, error: null },
  ]);
  const streamed = await omnideck(['export', '-', '--data', data], { env });
  expect(streamed.stdout).toBe(readFileSync(file, 'utf8'));
  const again = await omnideck(['export', file, '--data', data, '--json'], { env });
  expect(again.code).toBe(2);
  expect(jsonLines(again.stdout)).toMatchObject([{ error: { code: 'file-exists' } }]);
  const wrong = await omnideck(['export', '-', '--state', 'nonsense', '--data', data, '--json'], { env });
  expect(wrong).toMatchObject({ code: 2 });
  expect(jsonLines(wrong.stdout)).toMatchObject([{ error: { code: 'filter-invalid', field: 'state' } }]);

  const all = join(place, 'all.csv');
  const signs = await omnideck(['export', all, '--search', '🎉', '--data', data, '--json'], { env });
  expect(signs.code, 'a search that cannot match exports nothing').toBe(2);
  expect(jsonLines(signs.stdout)).toMatchObject([{ error: { code: 'filter-invalid', field: 'search' } }]);
  expect(existsSync(all)).toBe(false);
  const noTag = await omnideck(['export', all, '--tag', '', '--data', data, '--json'], { env });
  expect(noTag.code).toBe(2);
  expect(jsonLines(noTag.stdout)).toMatchObject([{ error: { code: 'filter-invalid', field: 'tag' } }]);

  writeFileSync(join(place, 'more.jsonl'), `${readFileSync(file, 'utf8')}not a line of ours\n`);
  const imported = await omnideck(['import', join(place, 'more.jsonl'), '--data', other, '--json'], { env });
  expect(imported.code, 'a line could not be read').toBe(1);
  expect(jsonLines(imported.stdout)).toMatchObject([
    {
      added: 120,
      already_there: 0,
      rejected_count: 1,
      rejected: [{ line: 121, error: { code: 'import-not-json' } }],
    },
  ]);

  const first = JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '') as { id: string; to: string };
  const found = await omnideck(['search', '--to', first.to, '--data', other, '--json'], { env });
  expect(found.code).toBe(0);
  expect(jsonLines(found.stdout).map(({ id }) => id)).toContain(first.id);
  expect((await omnideck(['search', 'nobodywroteanythinglikethis', '--data', other], { env })).code).toBe(1);

  const backup = join(place, 'copy.db');
  expect((await omnideck(['backup', backup, '--data', other], { env })).code).toBe(0);
  const asked = await omnideck(['restore', backup, '--data', data, '--json'], { env });
  expect(asked.code).toBe(2);
  expect(jsonLines(asked.stdout)).toMatchObject([{ error: { code: 'not-confirmed' } }]);
  const restored = await omnideck(['restore', backup, '--yes', '--data', data, '--json'], { env });
  expect(restored.code).toBe(0);
  expect(jsonLines(restored.stdout)).toMatchObject([{ kind: 'restore', state: 'done' }]);
  const listed = await omnideck(['backup', '--list', '--data', data, '--json'], { env });
  expect(jsonLines(listed.stdout)).toMatchObject([{ kind: 'before-restore' }]);
  const foreign = await omnideck(['restore', file, '--yes', '--data', data, '--json'], { env });
  expect(foreign.code).toBe(2);
  expect(jsonLines(foreign.stdout)).toMatchObject([{ error: { code: 'backup-not-sqlite' } }]);
});
