/** Tests that a table that Omnideck exported can be opened as a table of recipients. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeFile } from '../../renderer/features/compose/read-file.ts';
import { firstChoice, peopleOf } from '../../renderer/features/compose/table-people.ts';
import { parseTable } from '../../shared/messaging/table.ts';
import { openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const words = { nameColumn: 'name', column: (letter: string) => `column ${letter}` };

it('an exported CSV file is a table of recipients, with the column of numbers recognised', async () => {
  const folder = temporaryFolder();
  seedFolder({ folder, messages: 40, seed: 7, now: Date.parse('2026-11-20T12:00:00Z') });
  const { console } = await openConsole({ folder, now: () => Date.parse('2026-11-21T12:00:00Z') });
  const file = join(temporaryFolder(), 'all.csv');
  const own = ownClient(console);
  await done(own, own.backups.export({ filter: {}, format: 'csv', file }));
  const read = decodeFile(readFileSync(file));
  if (!read.ok) throw new Error(read.why);
  const table = parseTable(read.text);
  const choice = firstChoice(table, 'EE', words);
  expect(choice.names[choice.numberColumn ?? -1]).toBe('to');
  const { people, leftOut } = peopleOf(table, choice, 'EE');
  expect(leftOut).toEqual([]);
  const sentTo = rowsOf(join(folder, 'omnideck.db'), 'SELECT recipient FROM omnimessage ORDER BY seq DESC');
  expect(people.map(({ written }) => written)).toEqual(sentTo.map(({ recipient }) => recipient));
});
