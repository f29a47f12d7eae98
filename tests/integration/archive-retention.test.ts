/** The rule of how long messages stay, where there are drafts, rich content and imported messages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { done, ownClient } from '../helpers/archive-fixture.ts';
import { consoleWithSandbox, must, openConsole, sendOne } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-judge.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const day = 24 * 3600_000;
const word = 'quizzical';

function traces(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('omnideck.db'))
    .filter((name) => readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(word));
}

it.each(['strip-texts', 'delete'] as const)(
  '“%s” reaches what was imported, the words of any form, and drafts that nobody goes on with',
  async (kind) => {
    const from = await consoleWithSandbox();
    for (const step of [
      { channel: 'sms' as const, text: `Tere ${word}` },
      {
        channel: 'viber' as const,
        text: '',
        content: { text: `Tere ${word}`, button_url: 'https://example.com', button_text: word },
      },
    ])
      await sendOne(from.client, '+37255500000', { chain: { steps: [step] } }).catch(() => undefined);
    const file = join(temporaryFolder(), 'all.jsonl');
    await done(
      ownClient(from.console),
      ownClient(from.console).archive.export({ filter: {}, format: 'jsonl', file }),
    );

    let now = Date.now();
    const { client, console, folder } = await openConsole({ now: () => now });
    await done(ownClient(console), ownClient(console).archive.import({ file }));
    for (const [id, text] of [
      ['draft-old-one', `An old ${word}`],
      ['draft-new-one', 'A new one'],
    ] as const) {
      must(await client.composing.drafts.save({ id, accountId: null, preview: text, content: { text } }));
      now += 20 * day;
    }
    expect(traces(folder)).not.toEqual([]);
    const count = rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')[0]?.n;
    must(await client.settings.set({ retention: { kind, days: 30 } }));
    await console.core.retention.apply();
    expect((await client.composing.drafts.list()).map(({ id }) => id)).toEqual(['draft-new-one']);
    const left = kind === 'delete' ? 0 : count;
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')).toEqual([
      { n: left },
    ]);
    expect(traces(folder)).toEqual([]);
  },
);
