/** Tests that an erasure leaves nothing of inbound messages: not in another writing, after a replay, or in a backup. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseName } from '../../electron/engine/db/store.ts';
import { consoleWithSandbox, must, openConsole, postReport } from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { addNumber, inboundBody, numberSecret } from '../helpers/inbound-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255501234';
const other = '+37255500099';
const word = 'quizzical';

async function withNumber() {
  const open = await consoleWithSandbox();
  const number = await addNumber(open.client, open.accountId);
  const file = join(open.folder, databaseName);
  return {
    ...open,
    number,
    receive: (body: string, secret = numberSecret) => postReport(number.url, body, secret),
    rows: (sql: string) => rowsOf(file, sql),
  };
}

/** Bodies of the person, as Messente documents them and as it does not. */
const own = [
  `{"from":"37255501234","message":"${word}"}`,
  `["37255501234","${word}"]`,
  inboundBody({ sender: 37255501234, text: word }),
  inboundBody({ sender: 'tel:+37255501234', text: word }),
  inboundBody({ sender: '+372 5550 1234', text: word }),
  inboundBody({ sender: '5550 1234', text: word }),
  inboundBody({ sender: person, text: word }),
  `{"from":"3725550\\u0031234","message":"${word}"}`,
  `{"from":"5550 1234","message":"${word}"}`,
  `not JSON: 5550-1234 ${word}`,
];

/** Returns the backups whose bytes contain the word. */
function backupsWithWord(folder: string): string[] {
  const backups = join(folder, 'backups');
  return readdirSync(backups).filter((file) => readFileSync(join(backups, file)).includes(word));
}

describe('erasing a person', () => {
  it('leaves nothing of a message, however its sender is written, and a replay brings nothing back', async () => {
    const open = await withNumber();
    for (const body of own) expect(await open.receive(body)).toBe(200);
    expect(must(await open.client.inbound.list({})).rows).toHaveLength(own.length);
    await done(open.client, open.client.backups.backup({}));
    expect(must(await open.client.privacy.about({ number: person }))).toMatchObject({
      inbound: own.length,
      callbacks: own.length,
    });

    expect(must(await open.client.privacy.erase({ number: person }))).toMatchObject({
      ...{ inbound: own.length, callbacks: own.length, backups: 1, backupsNotReached: [] },
    });
    for (const body of own) expect(await open.receive(body)).toBe(200);
    for (const body of own) expect(await open.receive(body, 'a guess')).toBe(401);
    expect(open.rows('SELECT text FROM inbound_message')).toEqual([]);
    expect(open.rows('SELECT CAST(body AS TEXT) FROM callback')).toEqual([]);
    expect(backupsWithWord(open.folder)).toEqual([]);
    expect(databaseFaults(join(open.folder, databaseName), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it("takes the person out of a backup that has a message which today's database does not have", async () => {
    const open = await withNumber();
    const mine = ownClient(open.console);
    const empty = join(temporaryFolder(), 'empty.db');
    const full = join(temporaryFolder(), 'full.db');
    await done(mine, mine.backups.backup({ file: empty }));
    for (const body of own) await open.receive(body);
    await done(mine, mine.backups.backup({ file: full }));
    const elsewhere = await openConsole();
    const there = ownClient(elsewhere.console);
    await done(there, there.backups.restore({ file: empty }));
    must(await elsewhere.client.privacy.erase({ number: person }));
    await done(there, there.backups.restore({ file: full }));
    const file = join(elsewhere.folder, databaseName);
    expect(rowsOf(file, 'SELECT text FROM inbound_message')).toEqual([]);
    expect(rowsOf(file, 'SELECT CAST(body AS TEXT) FROM callback')).toEqual([]);
  });

  it('removes the number from messages of others, and their raw bytes, for good', async () => {
    const open = await withNumber();
    const bodies = [
      inboundBody({ sender: other, text: 'Call Mari 5550 1234' }),
      inboundBody({ sender: other, text: 'Tere', forwardedFrom: person }),
      inboundBody({ sender: other, text: 'Tere', forwardedFrom: 37255501234 }),
    ];
    for (const body of bodies) expect(await open.receive(body)).toBe(200);
    expect(must(await open.client.privacy.erase({ number: person }))).toMatchObject({
      ...{ inbound: 0, callbacks: bodies.length },
    });
    for (const body of bodies) expect(await open.receive(body)).toBe(200);
    expect(must(await open.client.inbound.list({})).rows).toMatchObject([
      { from: other, text: 'Tere', isStripped: true, callbackId: null },
      { from: other, text: 'Tere', isStripped: true, callbackId: null },
      { from: other, text: 'Call Mari ', isStripped: true, callbackId: null },
    ]);
    expect(open.rows('SELECT id FROM callback')).toEqual([]);
  });
});
